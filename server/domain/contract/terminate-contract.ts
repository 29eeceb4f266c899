import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { ContractIn, Contract, TerminationReason } from './contract';
import type { TerminationRefusal } from './life-cycle-refusals';

/** Reasons that a desk chooses from; the others belong to a transfer, a merged record, a correction or a withdrawn consent. */
export const endingReasons = ['moved_away', 'unreachable_one_year', 'refused_one_year', 'voluntary', 'deceased', 'other'] as const satisfies readonly TerminationReason[];
export type EndingReason = (typeof endingReasons)[number];

/** A death ends the contract on the day of death, whenever it becomes known; every other reason names its last day. */
export type TerminationRequest =
  | { readonly reason: 'deceased' }
  | {
      readonly reason: Exclude<TerminationReason, 'deceased'>;
      /** The last day in force; before the first one to call a contract off that has not begun. */
      readonly endDay: Day;
      /** Needed for `other`. */
      readonly note: string | null;
    };

export interface TerminationFacts {
  readonly contract: Contract;
  readonly request: TerminationRequest;
  readonly deathDay: Day | null;
  readonly today: Day;
  readonly now: Instant;
}

/**
 * End a contract before its time. The days up to `endDay` stay in force: visits and member-months of those days keep
 * counting. One that has not begun may be called off: it then covers no day. Reasons why not come in the order of
 * `TerminationRefusal`.
 */
export function terminateContract(facts: TerminationFacts): Outcome<ContractIn<'terminated'>, TerminationRefusal> {
  const { contract, request, deathDay } = facts;
  const refusals = request.reason === 'deceased' ? refusalsOfDeath(facts) : refusalsOfRequest(facts, request);
  return unlessRefused(refusals, () => {
    const endDay = request.reason === 'deceased' ? lastDayAlive(contract, deathDay) : withinTerm(contract, request.endDay);
    return endOn(contract, endDay, request.reason, facts.now);
  });
}

/** The contract as ended on a day that other rules have settled; a day before its first makes it cover none. */
export function endOn(contract: Contract, endDay: Day, reason: TerminationReason, now: Instant): ContractIn<'terminated'> {
  if (contract.status === 'terminated') throw new Error(`contract ${contract.id} is ended a second time`);
  return { ...contract, status: 'terminated', endDay, termination: { reason, endedAt: now } };
}

/** A contract whose last day is over becomes `expired`; null when there is nothing to change. */
export function expireContract(contract: Contract, today: Day): ContractIn<'expired'> | null {
  if (contract.status !== 'in_force' || today <= contract.endDay) return null;
  return { ...contract, status: 'expired' };
}

/** The last day of a contract that covers none. */
export function dayBefore({ startDay }: Pick<Contract, 'startDay'>): Day {
  return addDays(startDay, -1);
}

function refusalsOfDeath({ contract, deathDay }: TerminationFacts): TerminationRefusal[] {
  const refusals: TerminationRefusal[] = [];
  // A death can come to light after the term is over, and still shortens it.
  if (contract.status === 'terminated') refusals.push(notInForce(contract));
  if (deathDay === null) refusals.push({ code: 'contract.death_not_recorded', facts: {} });
  return refusals;
}

function refusalsOfRequest(
  { contract, today }: TerminationFacts,
  { reason, endDay, note }: Exclude<TerminationRequest, { reason: 'deceased' }>,
): TerminationRefusal[] {
  const refusals: TerminationRefusal[] = [];
  if (contract.status !== 'in_force' || contract.endDay < today) refusals.push(notInForce(contract));
  if (endDay < today) refusals.push({ code: 'contract.end_in_past', facts: { endDay, earliest: today } });
  if (endDay > contract.endDay) {
    refusals.push({ code: 'contract.end_after_term', facts: { endDay, lastDay: contract.endDay } });
  }
  if (reason === 'other' && !note?.trim()) refusals.push({ code: 'contract.reason_missing', facts: {} });
  return refusals;
}

function notInForce({ status, endDay }: Contract): TerminationRefusal {
  return { code: 'contract.not_in_force', facts: { status, endDay } };
}

/** Any day before the first comes to the same: the contract covers none. */
function withinTerm(contract: Contract, endDay: Day): Day {
  return endDay < contract.startDay ? dayBefore(contract) : endDay;
}

function lastDayAlive(contract: Contract, deathDay: Day | null): Day {
  if (deathDay === null || contract.endDay < deathDay) return contract.endDay;
  return withinTerm(contract, deathDay);
}
