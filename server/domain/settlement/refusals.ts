import type { Fen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a year cannot be settled from these inputs, in order of precedence. */
export type SettlementRefusal =
  | Refusal<'settlement.nothing_to_settle', { method: string }>
  | Refusal<'settlement.share_out_of_range', { name: string; least: string; most: string; found: string }>
  | Refusal<'settlement.pool_twice', { poolId: string }>
  | Refusal<'settlement.institution_twice', { poolId: string; code: string }>
  | Refusal<'settlement.amount_invalid', { poolId: string; code: string | null; name: string; found: number }>
  | Refusal<'settlement.points_malformed', { poolId: string; code: string; found: string }>
  | Refusal<'settlement.score_missing', { poolId: string; code: string }>
  | Refusal<'settlement.score_malformed', { poolId: string; code: string; found: string }>
  | Refusal<'settlement.excluded_exceed_insured', { poolId: string; code: string; insured: number; excluded: number }>
  | Refusal<'settlement.lead_not_a_member', { poolId: string; code: string }>
  | Refusal<'settlement.budget_basis_differs', { poolId: string; code: string; computedFen: Fen; budgetFen: Fen }>
  | Refusal<'settlement.parts_do_not_add_up', { poolId: string; expectedFen: Fen; institutionsFen: Fen; differenceFen: Fen }>
  | Refusal<'settlement.special_fees_exceed_total', { poolId: string; specialFeesFen: Fen; institutionsFen: Fen }>
  | Refusal<'settlement.total_negative', { poolId: string; settlementTotalFen: Fen }>
  | Refusal<'settlement.no_fund_to_weigh_by', { poolId: string; settlementTotalFen: Fen }>
  | Refusal<'settlement.no_points', { poolId: string; settlementTotalFen: Fen }>
  | Refusal<'settlement.no_persons', { poolId: string }>
  | Refusal<'settlement.limit_negative', { poolId: string; code: string; limitFen: Fen }>
  | Refusal<'settlement.reasonable_exceeds_overspend', { poolId: string; code: string; reasonableFen: Fen; overspendFen: Fen }>;
