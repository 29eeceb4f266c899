import { addDays, addYears, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** 签约协议: what the two sides agree on, the same in every state. */
export interface ContractTerms {
  readonly id: string;
  readonly regionCode: string;
  readonly residentId: string;
  readonly teamId: string;
  /** The team's institution when it was signed; benefits and capitation count it there. */
  readonly institutionCode: string;
  readonly practitionerId: string;
  readonly packageId: string;
  readonly startDay: Day;
  /** The last day of the term as agreed, whatever happens later. */
  readonly lastDay: Day;
  readonly termYears: number;
}

/** The resident's consent; it names the version of the text that was shown. */
export interface Consent {
  readonly textVersion: string;
  readonly givenAt: Instant;
  /** Set when a guardian consented in the resident's place. */
  readonly guardian: { readonly name: string; readonly relation: string } | null;
}

export const terminationReasons = [
  'moved_away',
  'unreachable_one_year',
  'refused_one_year',
  'voluntary',
  'deceased',
  'other',
] as const;
export type TerminationReason = (typeof terminationReasons)[number];

export interface Termination {
  /** The first day on which the contract is no longer in force. */
  readonly from: Day;
  readonly reason: TerminationReason;
  readonly note: string | null;
}

export const contractStatuses = ['draft', 'in_force', 'terminated', 'expired'] as const;
export type ContractStatus = (typeof contractStatuses)[number];

export type ContractState =
  | { readonly status: 'draft' }
  | { readonly status: 'in_force'; readonly consent: Consent; readonly signedAt: Instant }
  | {
      readonly status: 'terminated';
      readonly consent: Consent;
      readonly signedAt: Instant;
      readonly termination: Termination;
    }
  | { readonly status: 'expired'; readonly consent: Consent; readonly signedAt: Instant };

/** `in_force` means signed and not ended; whether it covers a given day is `inForceOn`, for its term may begin later. */
export type Contract = ContractTerms & ContractState;
export type ContractIn<Status extends ContractStatus> = ContractTerms & Extract<ContractState, { status: Status }>;
export type SignedContract = ContractIn<'in_force'>;

/** The last day of a term: the day before the anniversary. One year from 2025-03-01 ends on 2026-02-28. */
export function lastDayOf(startDay: Day, termYears: number): Day {
  return addDays(addYears(startDay, termYears), -1);
}

/** The last day the contract is, or was, in force; before `startDay` when it ended before it began; null for a draft. */
export function effectiveLastDay(contract: Pick<ContractTerms, 'lastDay'> & ContractState): Day | null {
  switch (contract.status) {
    case 'draft':
      return null;
    case 'in_force':
    case 'expired':
      return contract.lastDay;
    case 'terminated': {
      const dayBefore = addDays(contract.termination.from, -1);
      return dayBefore < contract.lastDay ? dayBefore : contract.lastDay;
    }
  }
}

/** Whether the contract covers the day: what the signed enhancement and the member-month ask. */
export function inForceOn(
  contract: Pick<ContractTerms, 'startDay' | 'lastDay'> & ContractState,
  day: Day,
): boolean {
  const last = effectiveLastDay(contract);
  return last !== null && contract.startDay <= day && day <= last;
}
