import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReferralStatus } from '@/server/domain/referral/codes';

/** What of a plan a refusal is about. */
export type CarePlanField =
  | 'recordNumber'
  | 'course'
  | 'state'
  | 'results'
  | 'operation'
  | 'diagnosis'
  | 'diagnosisCode'
  | 'criteriaReason'
  | 'goals'
  | 'measures'
  | 'lifestyle'
  | 'warnings'
  | 'taskTitle'
  | 'drugName'
  | 'drugForm'
  | 'drugUnit'
  | 'drugNote'
  | 'revisionReason';

export type CarePlanList = 'diagnoses' | 'operations' | 'drugs' | 'tasks';

/** Why a plan cannot be kept or handed over, in the order in which the reasons are given. */
export type CarePlanRefusal =
  | Refusal<'care.not_writer', { hospitalName: string }>
  | Refusal<'care.wrong_status', { status: ReferralStatus }>
  | Refusal<'care.text_missing', { field: CarePlanField }>
  | Refusal<'care.text_too_long', { field: CarePlanField; length: number; limit: number }>
  | Refusal<'care.too_many', { list: CarePlanList; count: number; limit: number }>
  | Refusal<'care.diagnosis_missing', object>
  | Refusal<'care.discharge_missing', object>
  | Refusal<'care.discharge_in_future', { dischargedOn: Day; today: Day }>
  | Refusal<'care.days_out_of_order', { first: Day; second: Day; what: 'stay' | 'task' | 'planned' }>
  | Refusal<'care.day_too_far', { what: 'discharge' | 'planned' | 'task'; day: Day; bound: Day }>
  | Refusal<'care.criteria_unanswered', { criteria: readonly string[] }>
  | Refusal<'care.criteria_unexplained', { criteria: readonly string[] }>
  | Refusal<'care.drug_incomplete', { name: string; number: number; what: 'name' | 'dose' | 'unit' | 'days' }>
  | Refusal<'care.drug_twice', { name: string }>
  | Refusal<'care.task_twice', { key: string }>
  | Refusal<'care.task_past', { title: string; due: Day }>
  | Refusal<'care.first_task_late', { latest: Day; first: Day | null; withinDays: number }>;

/** Why what the team at home does cannot be noted. */
export type CareWorkRefusal =
  | Refusal<'care.not_home', { homeName: string }>
  | Refusal<'care.plan_not_handed_over', object>
  | Refusal<'care.not_back_yet', { status: ReferralStatus }>
  | Refusal<'care.task_ended', { title: string }>
  | Refusal<'care.task_too_early', { title: string; from: Day }>
  | Refusal<'care.nothing_done', object>
  | Refusal<'care.plan_missing', object>;

export type CareRefusal = CarePlanRefusal | CareWorkRefusal;
