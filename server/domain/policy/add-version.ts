import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { accept, refuse, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';
import type { PolicyVersion } from './policy-version';

/** Why a checked policy document is not taken into a region, in order of precedence. */
export type PolicyAdditionRefusal =
  | Refusal<'policy.other_region', { found: string; expected: string }>
  | Refusal<'policy.version_exists', { id: string }>
  | Refusal<'policy.days_overlap', { id: string; otherId: string; from: Day; to: Day | null }>;

type InForce = Pick<PolicyVersion, 'id' | 'regionCode' | 'inForceFrom' | 'inForceTo'>;

/**
 * Whether a version is new, or held already under the same id with the same content. A version without a last day ends
 * when the next one begins, so only versions that begin on one day, or begin before another's stated last day, overlap.
 */
export function decidePolicyAddition(
  candidate: InForce & { readonly digest: string },
  held: readonly (InForce & { readonly digest: string })[],
  regionCode: string,
): Outcome<'new' | 'already_held', PolicyAdditionRefusal> {
  if (candidate.regionCode !== regionCode) {
    return refuse({ code: 'policy.other_region', facts: { found: candidate.regionCode, expected: regionCode } });
  }
  const same = held.find((version) => version.id === candidate.id);
  if (same) {
    return same.digest === candidate.digest ? accept('already_held') : refuse({ code: 'policy.version_exists', facts: { id: candidate.id } });
  }
  const [first, ...others] = held.filter((version) => overlap(version, candidate)).map(
    ({ id: otherId, inForceFrom: from, inForceTo: to }): PolicyAdditionRefusal => ({
      code: 'policy.days_overlap',
      facts: { id: candidate.id, otherId, from, to },
    }),
  );
  return first ? refuse(first, ...others) : accept('new');
}

function overlap(one: InForce, other: InForce): boolean {
  if (one.inForceFrom === other.inForceFrom) return true;
  const [earlier, later] = one.inForceFrom < other.inForceFrom ? [one, other] : [other, one];
  return earlier.inForceTo !== null && earlier.inForceTo >= later.inForceFrom;
}

/** The days that a version governs beside the others of its region; `to` is null while no later one ends them. */
export function daysGoverned(version: InForce, others: readonly InForce[]): { readonly from: Day; readonly to: Day | null } {
  const { inForceFrom: from, inForceTo } = version;
  const later = others.map((other) => other.inForceFrom).filter((day) => day > from);
  const ends = [...(inForceTo === null ? [] : [inForceTo]), ...later.map((day) => addDays(day, -1))].sort();
  return { from, to: ends[0] ?? null };
}
