import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { SlotStatus } from './slot';

/** Why a slot cannot be held or booked, in the order in which `bookable` gives the reasons. */
export type BookingRefusal =
  | Refusal<'quota.outside_alliance', { hospitalName: string }>
  | Refusal<'quota.passed', { startsAt: Instant }>
  | Refusal<'quota.released', { releasedAt: Instant }>
  | Refusal<'quota.not_yet_open', { opensOn: Day }>
  | Refusal<'quota.urgent_only', { sessionDay: Day; windowDays: number }>
  | Refusal<'quota.dealt_elsewhere', { borrowAt: Instant | null }>
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
  | Refusal<'quota.session_fixed', { startsAt: Instant }>
  | Refusal<'quota.session_in_past', { startsAt: Instant }>
  | Refusal<'quota.session_ends_before_start', { startsAt: Instant; endsAt: Instant }>
  | Refusal<'quota.capacity_out_of_range', { capacity: number; limit: number }>
  | Refusal<'quota.session_exists', { departmentName: string; resourceName: string; startsAt: Instant }>;

/** Why a session cannot be called off, in the order in which `cancelSession` gives the reasons. */
export type CancellationRefusal =
  | Refusal<'quota.session_cancelled', object>
  | Refusal<'quota.session_begun', { startsAt: Instant }>
  | Refusal<'quota.session_has_arrived', { numbers: readonly string[] }>
  | Refusal<'quota.session_has_referrals', { numbers: readonly string[] }>
  | Refusal<'quota.rebook_elsewhere', { resourceName: string; day: Day }>;

/** Why a session's capacity cannot be changed, in the order in which `changeCapacity` gives the reasons. */
export type CapacityRefusal =
  | Refusal<'quota.session_cancelled', object>
  | Refusal<'quota.session_begun', { startsAt: Instant }>
  | Refusal<'quota.capacity_after_release', { releasedAt: Instant }>
  | Refusal<'quota.capacity_out_of_range', { capacity: number; limit: number }>
  | Refusal<'quota.capacity_below_taken', { capacity: number; taken: number; numbers: readonly string[] }>;

/** Why a resource, a pattern or an exception cannot be entered, in the order in which `schedule-entry.ts` gives the reasons. */
export type ScheduleRefusal =
  | Refusal<'quota.resource_exists', { departmentName: string; name: string }>
  | Refusal<'quota.resource_closed', { name: string; closedOn: Day }>
  | Refusal<'quota.schedule_without_weekday', object>
  | Refusal<'quota.schedule_times', { fromTime: string; toTime: string }>
  | Refusal<'quota.capacity_out_of_range', { capacity: number; limit: number }>
  | Refusal<'quota.days_reversed', { fromDay: Day; toDay: Day }>
  | Refusal<'quota.days_in_past', { day: Day }>
  | Refusal<'quota.schedule_overlaps', { fromTime: string; toTime: string; validFrom: Day; validTo: Day | null }>
  | Refusal<'quota.exception_too_long', { days: number; limit: number }>
  | Refusal<'quota.exception_withdrawn', object>;

export type QuotaRefusal =
  | BookingRefusal
  | StayRefusal
  | SlotRefusal
  | PublishingRefusal
  | CancellationRefusal
  | CapacityRefusal
  | ScheduleRefusal;
