import type { Evidence, UnreadableEvidence } from '@/db/queries/agreement';
import { digestOf } from './fill-documents';
import { digestOfSignature } from './read-signature';

/** What can be wrong with evidence that was kept; `removed` is evidence that the audit chain knows and nobody holds. */
export const evidenceFaults = ['unreadable', 'text_changed', 'signature_changed', 'not_in_audit', 'audit_differs', 'removed'] as const;
export type EvidenceFault = (typeof evidenceFaults)[number];

/** What the audit chain says of evidence, by its id. */
export type EvidenceNotes = ReadonlyMap<string, { readonly contractId: string; readonly digest: unknown; readonly signatureDigest: unknown }>;

export function evidenceNotes(rows: readonly { readonly contractId: string; readonly facts: Readonly<Record<string, unknown>> }[]): EvidenceNotes {
  return new Map(rows.map(({ contractId, facts: { evidenceId, digest, signatureDigest } }) => [String(evidenceId), { contractId, digest, signatureDigest }]));
}

/**
 * Whether evidence is what was agreed to: its text and signature still give the digests kept beside them, and those are the ones
 * that the audit chain has. The chain itself is walked by verify-audit.
 */
export function checkEvidence(evidence: Evidence | UnreadableEvidence, notes: EvidenceNotes): EvidenceFault[] {
  if ('unreadable' in evidence) return ['unreadable'];
  const faults: EvidenceFault[] = [];
  if (digestOf(evidence.text) !== evidence.digest) faults.push('text_changed');
  const signatureDigest = evidence.signature === null ? null : digestOfSignature(evidence.signature);
  if (signatureDigest !== evidence.signatureDigest) faults.push('signature_changed');
  const note = notes.get(evidence.id);
  if (!note) faults.push('not_in_audit');
  else if (note.contractId !== evidence.contractId || note.digest !== evidence.digest || (note.signatureDigest ?? null) !== evidence.signatureDigest) faults.push('audit_differs');
  return faults;
}
