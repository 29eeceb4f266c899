import type { Day } from '@/server/domain/kernel/calendar-day';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { RecognitionTerms } from '@/server/domain/policy/recognition-terms';
import type { MedType } from '@/server/domain/registry/codes';
import { findDisease, isDiagnosisOf } from './diseases';

/** A recognition as benefits see it: the disease and the days on which it counts, both included. */
export interface RecognizedDays {
  readonly recognitionId: string;
  readonly diseaseCode: string;
  readonly from: Day;
  readonly to: Day;
}

/**
 * The person's recognition that covers a diagnosis on a day, by the disease list of the policy of that day. Of several the one
 * that began first, then by id, so that the answer does not depend on the order they are given in.
 */
export function findRecognition(
  held: readonly RecognizedDays[],
  diagnosisCode: string | null,
  day: Day,
  terms: RecognitionTerms,
): RecognizedDays | null {
  if (diagnosisCode === null) return null;
  let found: RecognizedDays | null = null;
  for (const each of held) {
    if (day < each.from || each.to < day) continue;
    const disease = findDisease(terms, each.diseaseCode);
    if (disease === null || !isDiagnosisOf(disease, diagnosisCode)) continue;
    if (found === null || each.from < found.from || (each.from === found.from && each.recognitionId < found.recognitionId)) found = each;
  }
  return found;
}

/** A person's recognitions as the fold of their visits asks for them: the id of the one that covers a visit that needs one. */
export function recognitionLookup(
  held: readonly RecognizedDays[],
  policies: readonly PolicyVersion[],
): (visit: { readonly medType: MedType; readonly diagnosisCode: string | null }, day: Day) => string | null {
  if (held.length === 0) return () => null;
  return ({ medType, diagnosisCode }, day) => {
    const terms = findPolicyInForce(policies, day)?.benefit.recognition ?? null;
    if (terms === null || !terms.medTypes.value.includes(medType)) return null;
    return findRecognition(held, diagnosisCode, day, terms)?.recognitionId ?? null;
  };
}
