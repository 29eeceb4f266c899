import type { ContractStatus } from '@/server/domain/contract/contract';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { type Outcome, type Refusal, unlessRefused } from '@/server/domain/kernel/outcome';

/** Why a number leads to a resident whose own it is not. */
export const aliasKinds = ['merged', 'former'] as const;
export type AliasKind = (typeof aliasKinds)[number];

/** The particulars of two records between which whoever merges chooses. `home` goes with the days away, `insurance` with its history. */
export const mergeParticulars = ['certificate', 'name', 'sex', 'birthDay', 'deathDay', 'phone', 'address', 'insurance', 'home'] as const;
export type MergeParticular = (typeof mergeParticulars)[number];

/** From which of the two records each particular is kept. */
export type ParticularsKept = Readonly<Record<MergeParticular, 'survivor' | 'merged'>>;

/** Of each table, the keys of the rows that were the merged resident's and became the survivor's. */
export type MergedRows = Readonly<Record<string, readonly (readonly string[])[]>>;

/** What can have happened to a survivor since, so that a merge cannot be undone any more. */
export const mergeSubjects = ['record', 'contracts', 'requests', 'referrals', 'recognitions', 'visits', 'services', 'family', 'identities'] as const;
export type MergeSubject = (typeof mergeSubjects)[number];

/** One of the contracts of either record. */
export interface MergeContract {
  readonly id: string;
  readonly residentId: string;
  readonly teamName: string;
  readonly status: ContractStatus;
  readonly startDay: Day;
  readonly endDay: Day;
  readonly signedAt: Instant;
}

type ContractChoice = Pick<MergeContract, 'id' | 'teamName' | 'startDay' | 'endDay'>;

/** Why two records cannot be made one, or not be parted again; a person can mend each. */
export type DuplicateRefusal =
  | Refusal<'duplicate.same_record', object>
  | Refusal<'duplicate.merged_already', { name: string }>
  | Refusal<'duplicate.reason_missing', { least: number }>
  | Refusal<'duplicate.contract_choice_missing', { contracts: readonly ContractChoice[] }>
  | Refusal<'duplicate.contract_not_theirs', object>
  | Refusal<'duplicate.both_applied', { diseases: readonly string[] }>
  | Refusal<'duplicate.decided_already', object>
  | Refusal<'duplicate.undone_already', object>
  | Refusal<'duplicate.merged_again', object>
  | Refusal<'duplicate.changed_since', { subjects: readonly MergeSubject[] }>;

export interface MergeFacts {
  readonly survivor: { readonly id: string; readonly name: string; readonly mergedIntoId: string | null };
  readonly merged: { readonly id: string; readonly name: string; readonly mergedIntoId: string | null };
  readonly reason: string;
  readonly contracts: readonly MergeContract[];
  /** Which of those that stand goes on; null where there is nothing to choose. */
  readonly keptContractId: string | null;
  /** Diseases that both records have applied for and nobody has decided. */
  readonly appliedTwice: readonly string[];
  readonly today: Day;
}

/** A contract that covers fewer days from now on; one that ends the day before it begins was never in force. */
export interface ContractCut {
  readonly id: string;
  readonly startDay: Day;
  readonly endDay: Day;
}

/** Shorter than this, a reason says nothing to whoever reads it later. */
export const shortestMergeReason = 4;

/**
 * Make two records one: which contracts have to give way, so that the person has one on any day, as if the second had been refused
 * when it was signed. What stands today or later comes before what is over, the chosen one before all, then the one signed earlier.
 * Reasons why not come in the order of `DuplicateRefusal`.
 */
export function decideMerge(facts: MergeFacts): Outcome<{ readonly cuts: readonly ContractCut[] }, DuplicateRefusal> {
  const { survivor, merged, contracts, keptContractId, today } = facts;
  const standing = contracts.filter((one) => stands(one, today));
  const refusals: DuplicateRefusal[] = [];
  if (survivor.id === merged.id) refusals.push({ code: 'duplicate.same_record', facts: {} });
  for (const { name, mergedIntoId } of [survivor, merged]) if (mergedIntoId !== null) refusals.push({ code: 'duplicate.merged_already', facts: { name } });
  if ([...facts.reason.trim()].length < shortestMergeReason) refusals.push({ code: 'duplicate.reason_missing', facts: { least: shortestMergeReason } });
  const rivals = rivalsOf(standing);
  if (keptContractId === null && rivals.length > 0) {
    refusals.push({ code: 'duplicate.contract_choice_missing', facts: { contracts: rivals.map(({ id, teamName, startDay, endDay }) => ({ id, teamName, startDay, endDay })) } });
  }
  if (keptContractId !== null && !standing.some(({ id }) => id === keptContractId)) refusals.push({ code: 'duplicate.contract_not_theirs', facts: {} });
  if (facts.appliedTwice.length > 0) refusals.push({ code: 'duplicate.both_applied', facts: { diseases: facts.appliedTwice } });
  return unlessRefused(refusals, () => ({ cuts: cutsOf(inPrecedence(contracts, keptContractId, today)) }));
}

/** Contracts that stand and share a day with one of the other record, earliest signed first. */
export function rivalsOf(standing: readonly MergeContract[]): MergeContract[] {
  return standing.filter((one) => standing.some((other) => other.residentId !== one.residentId && overlap(one, other))).sort(bySigning);
}

/** Signed, and not over: its last day is today or later. */
export function stands({ status, startDay, endDay }: Pick<MergeContract, 'status' | 'startDay' | 'endDay'>, today: Day): boolean {
  return status === 'in_force' && startDay <= endDay && today <= endDay;
}

function inPrecedence(contracts: readonly MergeContract[], keptId: string | null, today: Day): MergeContract[] {
  const rank = (one: MergeContract) => (one.id === keptId ? 0 : stands(one, today) ? 1 : 2);
  return contracts.filter(({ startDay, endDay }) => startDay <= endDay).sort((a, b) => rank(a) - rank(b) || bySigning(a, b));
}

function cutsOf(ordered: readonly MergeContract[]): ContractCut[] {
  const placed: MergeContract[] = [];
  const cuts: ContractCut[] = [];
  for (const one of ordered) {
    const first = placed.filter((other) => overlap(one, other)).sort((a, b) => (a.startDay < b.startDay ? -1 : 1))[0];
    if (first === undefined) {
      placed.push(one);
      continue;
    }
    const before = first.startDay < one.startDay ? one.startDay : first.startDay;
    const cut = { ...one, endDay: addDays(before, -1) };
    cuts.push({ id: cut.id, startDay: cut.startDay, endDay: cut.endDay });
    if (cut.startDay <= cut.endDay) placed.push(cut);
  }
  return cuts;
}

function overlap(a: MergeContract, b: MergeContract): boolean {
  return a.startDay <= b.endDay && b.startDay <= a.endDay;
}

function bySigning(a: MergeContract, b: MergeContract): number {
  return a.signedAt - b.signedAt || (a.id < b.id ? -1 : 1);
}
