import { addDays, addYears, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** How a contract came about: at a desk, from the resident's own page, for many at once, or from paper. */
export const contractChannels = ['desk', 'online', 'batch', 'import'] as const;
export type ContractChannel = (typeof contractChannels)[number];

/** 签约协议: what the two sides agree on, the same in every state. */
export interface Agreement {
  readonly id: string;
  /** The number printed on the agreement. */
  readonly number: string;
  readonly regionCode: string;
  readonly residentId: string;
  readonly teamId: string;
  /** The team's institution when it was signed; benefits and capitation count it there. */
  readonly institutionCode: string;
  readonly practitionerId: string;
  /** At least one; the one that comes first is the contract's main package. */
  readonly packageCodes: readonly string[];
  readonly startDay: Day;
  /**
   * The last day in force, included: the agreed one (`lastDayOf`), or an earlier one once terminated. A contract that was ended before
   * it began covers no day: its last one is the day before its first.
   */
  readonly endDay: Day;
  readonly termYears: number;
  /** The one it follows by renewal, transfer or correction. */
  readonly previousContractId: string | null;
  readonly channel: ContractChannel;
}

export const terminationReasons = [
  'moved_away',
  'unreachable_one_year',
  'refused_one_year',
  'voluntary',
  'consent_withdrawn',
  'transferred',
  'deceased',
  'duplicate',
  'corrected',
  'other',
] as const;
export type TerminationReason = (typeof terminationReasons)[number];

export interface Termination {
  readonly reason: TerminationReason;
  readonly endedAt: Instant;
}

export const contractStatuses = ['in_force', 'terminated', 'expired'] as const;
export type ContractStatus = (typeof contractStatuses)[number];

export type ContractState =
  | { readonly status: 'in_force'; readonly signedAt: Instant }
  | { readonly status: 'terminated'; readonly signedAt: Instant; readonly termination: Termination }
  | { readonly status: 'expired'; readonly signedAt: Instant };

/** `in_force` means signed and not ended; whether it covers a given day is `inForceOn`, for its term may begin later. */
export type Contract = Agreement & ContractState;
export type ContractIn<Status extends ContractStatus> = Agreement & Extract<ContractState, { status: Status }>;
export type SignedContract = ContractIn<'in_force'>;

/** The last day of a term: the day before the anniversary. One year from 2025-03-01 ends on 2026-02-28. */
export function lastDayOf(startDay: Day, termYears: number): Day {
  return addDays(addYears(startDay, termYears), -1);
}

/** Whether the contract covers the day: what the signed enhancement and the member-month ask. */
export function inForceOn(contract: Pick<Contract, 'startDay' | 'endDay'>, day: Day): boolean {
  return contract.startDay <= day && day <= contract.endDay;
}
