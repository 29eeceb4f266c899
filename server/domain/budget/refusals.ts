import type { Fen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import type { AdjustmentStatus, BudgetMethod } from './budget';

/** Why a budget cannot be set, dealt or adjusted, in order of precedence. */
export type BudgetRefusal =
  | Refusal<'budget.scope_unknown', { kind: 'alliance' | 'institution'; code: string }>
  | Refusal<'budget.year_delivered', { year: string; settlementId: string }>
  | Refusal<'budget.reason_missing', { version: number }>
  | Refusal<'budget.unchanged', { baseFen: Fen }>
  | Refusal<'budget.amount_invalid', { name: string; found: string }>
  | Refusal<'budget.per_head_missing', { pool: PoolId; policyId: string }>
  | Refusal<'budget.years_not_closed', { years: readonly string[] }>
  | Refusal<'budget.composite_terms_missing', { policyId: string }>
  | Refusal<'budget.total_negative', { totalFen: Fen; method: BudgetMethod; code?: string }>
  | Refusal<'budget.nothing_to_deal', { year: string; pool: PoolId }>
  | Refusal<'budget.no_weight_to_deal_by', { pool: PoolId }>
  | Refusal<'budget.adjustment_zero', Record<string, never>>
  | Refusal<'budget.adjustment_below_zero', { limitFen: Fen; amountFen: Fen }>
  | Refusal<'budget.adjustment_decided', { status: AdjustmentStatus }>
  | Refusal<'budget.same_person', Record<string, never>>;
