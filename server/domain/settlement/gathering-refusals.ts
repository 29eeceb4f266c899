import type { Refusal } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import type { UnscoredStays } from './points-of-books';

/** Why a year's inputs cannot be gathered from the books, in order of precedence. */
export type GatheringRefusal =
  | Refusal<'settlement.alliance_budget_missing', { year: string }>
  | Refusal<'settlement.alliance_without_lead', { allianceIds: readonly string[] }>
  | Refusal<'settlement.institution_budget_missing', { year: string; places: readonly { pool: PoolId; institutionCode: string }[] }>
  | Refusal<'settlement.stays_without_score', { places: readonly UnscoredStays[] }>
  | Refusal<'settlement.reasonable_without_line', { poolId: string; code: string }>;
