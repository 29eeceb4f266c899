import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { LifeCycleTerms } from '@/server/domain/policy/contract-terms';
import type { Contract } from './contract';
import type { RenewalRefusal } from './life-cycle-refusals';

/** The contract that goes on from another one. */
export interface Successor {
  readonly id: string;
  readonly teamName: string;
  readonly startDay: Day;
}

export interface RenewalFacts {
  readonly contract: Contract;
  /** Any contract that follows this one and was not called off. */
  readonly renewedBy: Successor | null;
  readonly today: Day;
  readonly terms: Pick<LifeCycleTerms, 'renewalDaysBefore' | 'lateRenewalDays'>;
}

/** When the term of the renewal begins, and the window in which it may be agreed. */
export interface RenewalPlan {
  readonly startDay: Day;
  /** The last day on which the renewal can be agreed. */
  readonly latest: Day;
}

/**
 * Whether a contract may be renewed today, and from when on: the day after its last one, so that no day is lost or covered twice, or
 * today for one that has run out (国卫基层发〔2018〕35号：签约期满后可续约). Everything else about the new contract is for `signContract`.
 */
export function planRenewal({ contract, renewedBy, today, terms }: RenewalFacts): Outcome<RenewalPlan, RenewalRefusal> {
  const refusals: RenewalRefusal[] = [];
  if (contract.status === 'terminated') {
    refusals.push({ code: 'contract.not_renewable', facts: { status: contract.status, reason: contract.termination.reason } });
  }
  if (renewedBy) refusals.push({ code: 'contract.already_renewed', facts: { teamName: renewedBy.teamName, startDay: renewedBy.startDay } });
  const { earliest, latest } = renewalWindow(contract, terms);
  if (today < earliest) refusals.push({ code: 'contract.renewal_too_early', facts: { earliest, endDay: contract.endDay } });
  if (latest < today) refusals.push({ code: 'contract.renewal_too_late', facts: { latest } });
  return unlessRefused(refusals, () => ({ startDay: today <= contract.endDay ? addDays(contract.endDay, 1) : today, latest }));
}

/** The days on which a contract can be renewed, both included. */
export function renewalWindow({ endDay }: Pick<Contract, 'endDay'>, terms: RenewalFacts['terms']): { readonly earliest: Day; readonly latest: Day } {
  return { earliest: addDays(endDay, -terms.renewalDaysBefore.value), latest: addDays(endDay, terms.lateRenewalDays.value) };
}
