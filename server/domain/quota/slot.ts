import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';

/** What capacity is of: a specialist's clinic (号源), an examination device's hours (检查), a ward's beds (床位). */
export const capacityKinds = ['clinic', 'exam', 'ward'] as const;
export type CapacityKind = (typeof capacityKinds)[number];

/** 出诊: one specialist's clinic, one device's hours, or one ward's beds of a day, as the hospital publishes it. */
export interface ClinicSession {
  readonly id: string;
  readonly regionCode: string;
  readonly kind: CapacityKind;
  /** The specialist, device or ward in the hospital's list; null for a session typed in by itself. */
  readonly resourceId: string | null;
  /** The weekly pattern it was made from; null when it was published by hand. */
  readonly scheduleId: string | null;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** The specialist, the device or the ward, as patients are told. */
  readonly resourceName: string;
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
  /** From when a place that was dealt to one institution may be borrowed by every other; null when nothing was dealt. */
  readonly borrowAt: Instant | null;
}

export const slotStatuses = ['free', 'held', 'booked', 'used', 'released', 'no_show', 'withdrawn'] as const;
export type SlotStatus = (typeof slotStatuses)[number];

export type SlotState =
  | { readonly status: 'free' }
  | { readonly status: 'held'; readonly referralId: string; readonly expiresAt: Instant }
  | { readonly status: 'booked'; readonly referralId: string }
  | { readonly status: 'used'; readonly referralId: string }
  | { readonly status: 'no_show'; readonly referralId: string }
  | { readonly status: 'released' }
  | { readonly status: 'withdrawn' };

/** One reserved place of a session. */
export interface Slot {
  readonly id: string;
  readonly regionCode: string;
  readonly sessionId: string;
  /** 1, 2, … within the session. */
  readonly number: number;
  readonly kind: CapacityKind;
  /** What it is to a referral, which has at most one place of each part: 'visit', or the bed of one day (`partOf`). */
  readonly part: string;
  /** The primary institution whose residents it is dealt to; null: anybody's who may refer here. */
  readonly dealtTo: string | null;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly startsAt: Instant;
  readonly state: SlotState;
}

/** What a place of a session is to a referral. A clinic and an examination are one part: a referral is for one of them. */
export function partOf({ kind, day }: Pick<ClinicSession, 'kind' | 'day'>): string {
  return kind === 'ward' ? `bed:${day}` : 'visit';
}
