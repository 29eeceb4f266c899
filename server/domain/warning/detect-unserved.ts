import { type Day, type Month, addMonths, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import type { FoundOf } from './warning';

/** A contract, and what its institution did for the resident from its first day to the end of the month. */
export interface ContractService {
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly from: Day;
  readonly to: Day;
  /** Visits to the team's institution or to a clinic under it. */
  readonly visits: number;
  /** Referrals written there. */
  readonly referrals: number;
  /** Services recorded under the contract that stand: a call on somebody at home leaves no visit. */
  readonly services: number;
}

/** The month whose contracts have, at the end of `month`, run for as many months as the policy waits. */
export function signingMonthDue(month: Month, terms: MonitoringTerms): Month {
  return addMonths(month, -terms.unservedMonths.value);
}

/**
 * 签而不约: signed, in force since that many months, and never seen, served nor referred. Each contract is told of once, in the month
 * in which it comes so far.
 */
export function detectUnserved(contracts: readonly ContractService[], month: Month, terms: MonitoringTerms): FoundOf<'signed_not_served'>[] {
  return contracts
    .filter(({ from, to, visits, referrals, services }) => monthOf(from) === signingMonthDue(month, terms) && to >= lastDayOf(month) && visits === 0 && referrals === 0 && services === 0)
    .map(({ contractId, residentId, institutionCode }) => ({
      kind: 'signed_not_served',
      key: contractId,
      residentId,
      institutionCode,
      contractId,
      pool: null,
      visits: [],
      amountFen: 0,
      facts: { months: terms.unservedMonths.value },
    }));
}
