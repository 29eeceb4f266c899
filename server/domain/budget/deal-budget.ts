import { allocate } from '@/server/domain/kernel/allocate';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Budget, BudgetScope, DealingBasis, DealtBasis } from './budget';
import type { BudgetRefusal } from './refusals';

/** Somebody who gets a share: an alliance, or an institution with the clinics that are settled with it. */
export interface DealingClaim {
  readonly code: string;
  readonly scope: BudgetScope;
  /** Members, or 分 spent in the past year; what is below zero counts as nothing. */
  readonly weight: number;
}

export interface DealtShare {
  readonly scope: BudgetScope;
  readonly basis: DealtBasis;
  readonly baseFen: Fen;
}

/** 分解: the region's budget of a pool dealt by largest remainder, ties by code, so that the shares add up to it. */
export function dealBudget(from: Pick<Budget, 'pool' | 'version'> & { readonly totalFen: Fen }, by: DealingBasis, claims: readonly DealingClaim[]): Outcome<DealtShare[], BudgetRefusal> {
  const weighed = claims.map((claim) => ({ ...claim, weight: Math.max(0, claim.weight) }));
  const totalWeight = weighed.reduce((sum, { weight }) => sum + weight, 0);
  if (totalWeight === 0) return refuse({ code: 'budget.no_weight_to_deal_by', facts: { pool: from.pool } });
  const { version: fromVersion, totalFen } = from;
  const shares = allocate(totalFen, weighed);
  return accept(weighed.map(({ scope, weight }, at) => ({ scope, baseFen: shares[at] ?? 0, basis: { method: 'dealt', by, fromVersion, totalFen, weight, totalWeight } })));
}
