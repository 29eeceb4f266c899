import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { KeyGroup } from './codes';

/** Why a resident's record, household or guardian cannot be changed as asked, in order of precedence. */
export type ResidentChangeRefusal =
  | Refusal<'resident.merged', { residentId: string }>
  | Refusal<'resident.already_dead', { deathDay: Day }>
  | Refusal<'resident.not_dead', object>
  | Refusal<'resident.day_before_birth', { day: Day; birthDay: Day }>
  | Refusal<'resident.day_after_death', { day: Day; deathDay: Day }>
  | Refusal<'resident.day_too_far', { day: Day; latest: Day }>
  | Refusal<'resident.group_by_age', { keyGroup: KeyGroup }>
  | Refusal<'resident.already_away', { from: Day }>
  | Refusal<'resident.away_that_day', { from: Day; to: Day }>
  | Refusal<'resident.not_away', object>
  | Refusal<'resident.back_before_leaving', { from: Day }>
  | Refusal<'resident.phone_malformed', { digits: number }>
  | Refusal<'resident.no_such_step', { from: Day }>
  | Refusal<'resident.nothing_changed', object>
  | Refusal<'household.in_another', { name: string }>
  | Refusal<'household.not_a_member', object>
  | Refusal<'household.head_taken', { name: string }>
  | Refusal<'household.too_many', { most: number }>
  | Refusal<'guardian.self', object>
  | Refusal<'guardian.name_missing', object>
  | Refusal<'guardian.minor', { birthDay: Day }>
  | Refusal<'guardian.deceased', { deathDay: Day }>
  | Refusal<'guardian.already', { name: string }>
  | Refusal<'guardian.ended', { to: Day }>
  | Refusal<'guardian.days_out_of_order', { from: Day; to: Day }>;
