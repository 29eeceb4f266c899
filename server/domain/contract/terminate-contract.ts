import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { ContractIn, Contract, TerminationReason } from './contract';
import type { TerminationRefusal } from './refusals';

/** A death ends the contract on the day of death, whenever it becomes known; every other reason names its last day. */
export type TerminationRequest =
  | { readonly reason: 'deceased' }
  | {
      readonly reason: Exclude<TerminationReason, 'deceased'>;
      /** The last day in force. */
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

type Signed = ContractIn<'in_force'> | ContractIn<'expired'>;

/**
 * End a contract before its time. The days up to `endDay` stay in force: visits and member-months of those days keep
 * counting. Reasons why not come in the order of `TerminationRefusal`.
 */
export function terminateContract(facts: TerminationFacts): Outcome<ContractIn<'terminated'>, TerminationRefusal> {
  const { contract, request, deathDay } = facts;
  const refusals = request.reason === 'deceased' ? refusalsOfDeath(facts) : refusalsOfRequest(facts, request);
  return unlessRefused(refusals, () => {
    if (contract.status === 'terminated') {
      throw new Error(`a ${contract.status} contract passed the checks of termination`);
    }
    const endDay = request.reason === 'deceased' ? lastDayAlive(contract, deathDay) : request.endDay;
    return {
      ...contract,
      status: 'terminated',
      endDay,
      termination: { reason: request.reason, endedAt: facts.now },
    };
  });
}

/** A contract whose last day is over becomes `expired`; null when there is nothing to change. */
export function expireContract(contract: Contract, today: Day): ContractIn<'expired'> | null {
  if (contract.status !== 'in_force' || today <= contract.endDay) return null;
  return { ...contract, status: 'expired' };
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
  if (endDay < contract.startDay) {
    refusals.push({ code: 'contract.not_begun', facts: { startDay: contract.startDay } });
  }
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

/** Within the term: a death before the first day leaves that one day, for a term is never empty. */
function lastDayAlive({ startDay, endDay }: Signed, deathDay: Day | null): Day {
  if (deathDay === null) return endDay;
  if (deathDay < startDay) return startDay;
  return deathDay < endDay ? deathDay : endDay;
}
