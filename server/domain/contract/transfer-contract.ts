import { addDays, addYears, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { LifeCycleTerms } from '@/server/domain/policy/contract-terms';
import type { Contract } from './contract';
import type { TransferRefusal } from './life-cycle-refusals';

/** Why somebody changes teams. Whoever moved, or whose doctor or team is gone, may do so however often. */
export const transferReasons = ['moved', 'doctor_left', 'team_closed', 'by_choice', 'other'] as const;
export type TransferReason = (typeof transferReasons)[number];

const freeReasons: readonly TransferReason[] = ['moved', 'doctor_left', 'team_closed'];

export interface TransferFacts {
  readonly contract: Contract;
  readonly teamName: string;
  readonly toTeamId: string;
  readonly reason: TransferReason;
  /** Needed for `other`. */
  readonly note: string | null;
  /** First day with the new team. */
  readonly startDay: Day;
  /** Days on which earlier contracts of the resident ended by a transfer, in any order. */
  readonly transferredOn: readonly Day[];
  readonly today: Day;
  readonly terms: Pick<LifeCycleTerms, 'transfersPerYear'>;
  /** How many days ahead a contract may be signed. */
  readonly startDaysAhead: number;
}

/** The last day with the old team, and the first with the new one. */
export interface TransferPlan {
  readonly endDay: Day;
  readonly startDay: Day;
}

/**
 * 转签: whether a resident may go from one team to another, and on which day one contract ends and the other begins. By choice it is
 * allowed so many times in twelve months as the policy says; a reason that is not the resident's to choose always holds.
 */
export function planTransfer(facts: TransferFacts): Outcome<TransferPlan, TransferRefusal> {
  const { contract, today, startDay, reason, note } = facts;
  const refusals: TransferRefusal[] = [];
  if (contract.status !== 'in_force' || contract.endDay < today) {
    refusals.push({ code: 'contract.not_in_force', facts: { status: contract.status, endDay: contract.endDay } });
  }
  if (contract.teamId === facts.toTeamId) refusals.push({ code: 'contract.same_team', facts: { teamName: facts.teamName } });
  refusals.push(...refusalsOfCount(facts));
  const earliest = addDays(today, 1);
  const latest = earlierOf(addDays(today, facts.startDaysAhead), addDays(contract.endDay, 1));
  if (startDay < earliest || latest < startDay) refusals.push({ code: 'contract.transfer_day', facts: { startDay, earliest, latest } });
  if (reason === 'other' && !note?.trim()) refusals.push({ code: 'contract.reason_missing', facts: {} });
  return unlessRefused(refusals, () => ({ startDay, endDay: startDay <= contract.startDay ? addDays(contract.startDay, -1) : addDays(startDay, -1) }));
}

function refusalsOfCount({ reason, transferredOn, today, terms }: TransferFacts): TransferRefusal[] {
  if (freeReasons.includes(reason)) return [];
  const yearAgo = addYears(today, -1);
  const recent = transferredOn.filter((day) => day > yearAgo).sort();
  const allowed = terms.transfersPerYear.value;
  if (recent.length < allowed) return [];
  const again = recent[recent.length - allowed];
  return [{ code: 'contract.transfer_too_often', facts: { times: recent.length, allowed, again: addYears(again ?? today, 1) } }];
}

function earlierOf(one: Day, other: Day): Day {
  return one < other ? one : other;
}
