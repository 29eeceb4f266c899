import type { Budget } from '@/server/domain/budget/budget';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';

/**
 * How the inputs of a settlement were gathered from the books, frozen with it: the same gathering gives the same inputs
 * for as long as the books keep their closed months.
 */
export interface GatheredBasis {
  /** The posting months of the year, all closed. */
  readonly months: readonly Month[];
  /** The pools of the books that are settled. */
  readonly pools: readonly PoolId[];
  /** The pools of the books behind a pool of the statement; one that stands for itself is not listed. */
  readonly ledgerPools: Readonly<Partial<Record<string, readonly PoolId[]>>>;
  /** Line code → the institutions it stands for; a line that stands for itself alone is not listed. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** The names of the institutions as they stood on the day. */
  readonly names: Readonly<Record<string, string>>;
  /** The budgets that B and A were taken from. */
  readonly budgets: readonly FrozenBudget[];
  /** Whose costs stay outside an alliance's total; empty where nobody's do. */
  readonly excludedClasses: readonly IdentityClass[];
  /** What was claimed in the year and is not settled by this method. */
  readonly leftOut: readonly LeftOut[];
}

/** What is kept with a settlement: how it was gathered, and what the request gave besides. */
export interface SettlementBasis extends GatheredBasis {
  /** Every deduction with its reason; a line's deductions are the sum of its own. */
  readonly deductions: readonly Deduction[];
}

/** 扣款: what an audit or an assessment takes off an institution's year. */
export interface Deduction {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: Fen;
  /** Why, in words. */
  readonly reason: string;
  /** The decision it rests on, such as the number of an audit notice. */
  readonly reference: string;
}

/** A budget as it stood when the settlement was computed; another version of it asks for another computation. */
export type FrozenBudget = Pick<Budget, 'id' | 'version' | 'pool' | 'scope' | 'baseFen' | 'adjustmentFen'>;

export const leftOutReasons = ['out_of_region', 'not_township', 'other_pool', 'no_budget', 'no_alliance'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface LeftOut {
  readonly reason: LeftOutReason;
  readonly pool: PoolId;
  /** Null where a whole pool is left out. */
  readonly institutionCode: string | null;
  readonly feeForServiceFen: Fen;
}

/** What an alliance's total settles together: everything of one insurance, so that its money stays its own. */
export const totalPoolIds = ['310-total', '390-total'] as const;
export type TotalPoolId = (typeof totalPoolIds)[number];

/** The pools of the books behind a pool of a statement. */
export function ledgerPoolsOf(basis: Pick<SettlementBasis, 'ledgerPools' | 'pools'>, poolId: string): readonly PoolId[] {
  const own = basis.pools.find((pool) => pool === poolId);
  return basis.ledgerPools[poolId] ?? (own === undefined ? [] : [own]);
}

/** The institutions a line stands for. */
export function membersOf(basis: Pick<SettlementBasis, 'groups'>, code: string): readonly string[] {
  return basis.groups[code] ?? [code];
}
