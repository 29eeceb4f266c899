import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';

/**
 * How the inputs of a settlement were gathered from the books, frozen with it: the same gathering gives the same inputs
 * for as long as the books keep their closed months.
 */
export interface SettlementBasis {
  /** The posting months of the year, all closed. */
  readonly months: readonly Month[];
  readonly pools: readonly PoolId[];
  /** Line code → the institutions it stands for; a line that stands for itself alone is not listed. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The names of the institutions as they stood on the day. */
  readonly names: Readonly<Record<string, string>>;
  /** What was claimed in the year and is not settled by this method. */
  readonly leftOut: readonly LeftOut[];
}

export type LeftOutReason = 'out_of_region' | 'not_township' | 'other_pool';

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly pool: PoolId;
  /** Null where a whole pool is left out. */
  readonly institutionCode: string | null;
  readonly feeForServiceFen: Fen;
}
