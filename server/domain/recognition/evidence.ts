import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Evidence } from './recognition';
import type { EvidenceRefusal } from './refusals';

/** Less than this says nothing that could be checked. */
export const leastEvidenceText = 6;
export const evidenceTextLimit = 500;
export const evidenceLimit = 10;

/** Why the evidence does not do: at least one item, and each says what was found, when, and who issued it. */
export function refusalsOfEvidence(evidence: readonly Evidence[], facts: { readonly today: Day; readonly birthDay: Day }): EvidenceRefusal[] {
  if (evidence.length === 0) return [{ code: 'recognition.evidence_missing', facts: {} }];
  if (evidence.length > evidenceLimit) {
    return [{ code: 'recognition.evidence_too_many', facts: { count: evidence.length, limit: evidenceLimit } }];
  }
  return evidence.flatMap((each, index) => refusalsOfItem(each, index + 1, facts));
}

function refusalsOfItem({ text, issuedOn, issuer }: Evidence, item: number, { today, birthDay }: { today: Day; birthDay: Day }): EvidenceRefusal[] {
  const refusals: EvidenceRefusal[] = [];
  const length = [...text.trim()].length;
  if (length < leastEvidenceText) refusals.push({ code: 'recognition.evidence_vague', facts: { item, length, least: leastEvidenceText } });
  if (length > evidenceTextLimit) refusals.push({ code: 'recognition.evidence_too_long', facts: { item, length, limit: evidenceTextLimit } });
  if (issuer.trim() === '') refusals.push({ code: 'recognition.evidence_issuer_missing', facts: { item } });
  if (issuedOn > today) refusals.push({ code: 'recognition.evidence_in_future', facts: { item, issuedOn, today } });
  if (issuedOn < birthDay) refusals.push({ code: 'recognition.evidence_before_birth', facts: { item, issuedOn, birthDay } });
  return refusals;
}
