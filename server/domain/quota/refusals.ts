import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { SlotStatus } from './slot';

/** Why a slot cannot be held or booked, in the order in which `bookable` gives the reasons. */
export type BookingRefusal =
  | Refusal<'quota.passed', { startsAt: Instant }>
  | Refusal<'quota.released', { releasedAt: Instant }>
  | Refusal<'quota.not_yet_open', { opensOn: Day }>
  | Refusal<'quota.urgent_only', { sessionDay: Day; windowDays: number }>
  | Refusal<'quota.slot_taken', { status: SlotStatus }>;

/** Why places cannot be held together for one referral. */
export type StayRefusal =
  | Refusal<'quota.places_apart', object>
  | Refusal<'quota.no_bed_that_day', { day: Day }>;

/** Why a slot cannot go into another state. */
export type SlotRefusal =
  | Refusal<'quota.slot_taken', { status: SlotStatus }>
  | Refusal<'quota.not_held', { status: SlotStatus }>
  | Refusal<'quota.hold_expired', { expiredAt: Instant }>
  | Refusal<'quota.hold_running', { expiresAt: Instant }>
  | Refusal<'quota.not_booked', { status: SlotStatus }>;

/** Why a session cannot be published, in the order in which `publishSession` gives the reasons. */
export type PublishingRefusal =
  | Refusal<'quota.session_in_past', { startsAt: Instant }>
  | Refusal<'quota.session_ends_before_start', { startsAt: Instant; endsAt: Instant }>
  | Refusal<'quota.capacity_out_of_range', { capacity: number; limit: number }>
  | Refusal<'quota.session_exists', { departmentName: string; resourceName: string; startsAt: Instant }>;

/** Why a session cannot be called off, in the order in which `cancelSession` gives the reasons. */
export type CancellationRefusal =
  | Refusal<'quota.session_cancelled', object>
  | Refusal<'quota.session_begun', { startsAt: Instant }>
  | Refusal<'quota.session_has_referrals', { numbers: readonly string[] }>;

export type QuotaRefusal = BookingRefusal | StayRefusal | SlotRefusal | PublishingRefusal | CancellationRefusal;
