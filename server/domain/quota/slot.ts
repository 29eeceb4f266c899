import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** 出诊: one specialist's clinic on one day, as the hospital publishes it. */
export interface ClinicSession {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly specialistName: string;
  readonly day: Day;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly capacity: number;
  /** How many of the capacity are kept for the family-doctor side; each of them is a Slot. */
  readonly reserved: number;
  /** A clinic the hospital keeps for urgent and emergency referrals altogether. */
  readonly urgentOnly: boolean;
  /** The first day on which the family-doctor side may book. */
  readonly opensOn: Day;
  /** From when what is still free goes back to the hospital. */
  readonly releaseAt: Instant;
}

export const slotStatuses = ['free', 'held', 'booked', 'used', 'released', 'no_show'] as const;
export type SlotStatus = (typeof slotStatuses)[number];

export type SlotState =
  | { readonly status: 'free' }
  | { readonly status: 'held'; readonly referralId: string; readonly expiresAt: Instant }
  | { readonly status: 'booked'; readonly referralId: string }
  | { readonly status: 'used'; readonly referralId: string }
  | { readonly status: 'no_show'; readonly referralId: string }
  | { readonly status: 'released' };

/** One reserved place of a session. */
export interface Slot {
  readonly id: string;
  readonly regionCode: string;
  readonly sessionId: string;
  /** 1, 2, … within the session. */
  readonly number: number;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly startsAt: Instant;
  readonly state: SlotState;
}
