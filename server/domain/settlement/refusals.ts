import type { Fen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a year cannot be settled from these inputs, in order of precedence. */
export type SettlementRefusal =
  | Refusal<'settlement.nothing_to_settle', { method: string }>
  | Refusal<'settlement.share_out_of_range', { name: string; least: string; most: string; found: string }>
  | Refusal<'settlement.pool_twice', { poolId: string }>
  | Refusal<'settlement.institution_twice', { poolId: string; code: string }>
  | Refusal<'settlement.amount_invalid', { poolId: string; code: string | null; name: string; found: number }>
  | Refusal<'settlement.parts_do_not_add_up', { poolId: string; expectedFen: Fen; institutionsFen: Fen; differenceFen: Fen }>
  | Refusal<'settlement.special_fees_exceed_total', { poolId: string; specialFeesFen: Fen; institutionsFen: Fen }>
  | Refusal<'settlement.total_negative', { poolId: string; settlementTotalFen: Fen }>
  | Refusal<'settlement.no_fund_to_weigh_by', { poolId: string; settlementTotalFen: Fen }>
  | Refusal<'settlement.no_persons', { poolId: string }>;
