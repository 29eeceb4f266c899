import type { Day, Month } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { CalendarRefusal } from '@/server/domain/kernel/working-days';
import type { PoolId } from '@/server/domain/ledger/account';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { BudgetChange } from './budget-changes';
import type { ClosingRefusal } from './closing-refusals';
import type { SettlementStatus } from './course';
import type { GatheringRefusal } from './gathering-refusals';
import type { ObjectionRefusal } from './objection-refusals';
import type { ScoreChange } from './score-changes';

/** Why a settlement cannot be computed or go a step further, in order of precedence. */
export type SettlementCourseRefusal =
  | Refusal<'settlement.wrong_status', { status: SettlementStatus; needed: SettlementStatus }>
  | Refusal<'settlement.superseded', { version: number; newest: number }>
  | Refusal<'settlement.same_person', { earlier: 'computed' | 'reviewed' | 'disposed' }>
  | Refusal<'settlement.objections_open', { until: Day }>
  | Refusal<'settlement.objections_unanswered', { count: number }>
  | Refusal<'settlement.objections_accepted', { count: number }>
  | Refusal<'settlement.year_closed', { year: string; pools: readonly PoolId[]; settlementId: string }>
  | Refusal<'settlement.budget_changed', { changes: readonly BudgetChange[] }>
  | Refusal<'settlement.scores_changed', { changes: readonly ScoreChange[] }>
  | Refusal<'settlement.months_open', { year: string; months: readonly Month[] }>
  | Refusal<'settlement.prepayment_pending', { months: readonly Month[] }>
  | Refusal<'settlement.method_without_terms', { policyId: string; method: SettlementMethod }>
  | Refusal<'settlement.budget_missing', { year: string; pools: readonly PoolId[] }>
  | Refusal<'settlement.deduction_without_line', { pool: PoolId; institutionCode: string }>
  | Refusal<'settlement.books_differ', { places: number }>
  | Refusal<'settlement.not_comparable', { left: string; right: string }>
  | GatheringRefusal
  | ObjectionRefusal
  | ClosingRefusal
  | CalendarRefusal;
