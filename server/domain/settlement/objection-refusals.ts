import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ObjectionStatus } from './objection';

/** Why an objection cannot be raised, answered or withdrawn, in order of precedence. */
export type ObjectionRefusal =
  | Refusal<'objection.too_late', { until: Day }>
  | Refusal<'objection.already_raised', { number: number }>
  | Refusal<'objection.text_missing', { field: 'text' | 'answer' }>
  | Refusal<'objection.amount_missing', { amountFen: number }>
  | Refusal<'objection.not_open', { number: number; status: ObjectionStatus }>
  | Refusal<'objection.own_computation', { number: number }>
  | Refusal<'objection.not_author', { number: number }>;
