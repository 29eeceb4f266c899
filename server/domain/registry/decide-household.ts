import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { HouseholdRelation } from './household';
import type { ResidentChangeRefusal } from './resident-change-refusals';

/** More people than live under one roof: then two households were taken for one. */
export const mostMembers = 30;

export interface ProposedMember {
  readonly residentId: string;
  readonly name: string;
  readonly relation: HouseholdRelation;
  /** The household they are in by now; null for none. */
  readonly householdId: string | null;
}

export interface HouseholdMove {
  readonly residentId: string;
  /** Null: they were not in it. */
  readonly before: HouseholdRelation | null;
  /** Null: they leave it. */
  readonly after: HouseholdRelation | null;
}

/**
 * What becomes of whom when a household is to consist of these people. Nobody is taken out of another household silently, and one
 * person is its head.
 */
export function decideHousehold(
  householdId: string | null,
  held: readonly { readonly residentId: string; readonly relation: HouseholdRelation }[],
  proposed: readonly ProposedMember[],
): Outcome<readonly HouseholdMove[], ResidentChangeRefusal> {
  const refusals: ResidentChangeRefusal[] = [];
  if (proposed.length > mostMembers) refusals.push({ code: 'household.too_many', facts: { most: mostMembers } });
  const [head, second] = proposed.filter(({ relation }) => relation === 'head');
  if (head && second) refusals.push({ code: 'household.head_taken', facts: { name: head.name } });
  for (const { name, householdId: other } of proposed) if (other !== null && other !== householdId) refusals.push({ code: 'household.in_another', facts: { name } });
  const before = new Map(held.map(({ residentId, relation }) => [residentId, relation]));
  const after = new Map(proposed.map(({ residentId, relation }) => [residentId, relation]));
  const moves = [...new Set([...before.keys(), ...after.keys()])]
    .map((residentId): HouseholdMove => ({ residentId, before: before.get(residentId) ?? null, after: after.get(residentId) ?? null }))
    .filter((move) => move.before !== move.after);
  return unlessRefused(refusals, () => moves);
}
