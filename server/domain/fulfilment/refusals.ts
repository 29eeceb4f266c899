import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Measured } from './service';

/** Why a service cannot be recorded, in the order in which `decideRecording` gives the reasons. */
export type RecordingRefusal =
  | Refusal<'service.in_future', { day: Day; today: Day }>
  | Refusal<'service.not_in_force', { day: Day; startDay: Day; endDay: Day }>
  | Refusal<'service.after_death', { day: Day; deathDay: Day }>
  | Refusal<'service.giver_not_in_team', { giverName: string; teamName: string; day: Day }>
  | Refusal<'service.item_unknown', { itemCode: string }>
  | Refusal<'service.already_recorded', { itemName: string; day: Day }>
  | Refusal<'service.used_up', { itemName: string; perYear: number; yearEnd: Day }>
  | Refusal<'service.measurement_out_of_range', { measured: Measured; found: number; least: number; most: number }>
  | Refusal<'service.pressure_upside_down', { systolic: number; diastolic: number }>;

export type FulfilmentRefusal =
  | RecordingRefusal
  | Refusal<'service.already_withdrawn', { day: Day }>
  | Refusal<'service.reason_missing', object>
  | Refusal<'renewal.not_ending', { endDay: Day; withinDays: number }>
  | Refusal<'renewal.already_renewed', { startDay: Day }>
  | Refusal<'renewal.reminded_lately', { on: Day; apartDays: number }>;
