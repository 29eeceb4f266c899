import { type Budget, type BudgetScopeKind } from '@/server/domain/budget/budget';
import type { PoolId } from '@/server/domain/ledger/account';
import type { SettlementMethod } from '@/server/domain/policy/policy-version';
import type { FrozenBudget } from './basis';
import type { StatementLine } from './statement';

type VersionOfBudget = Pick<FrozenBudget, 'id' | 'pool' | 'version'>;

/** A budget that is no longer what a settlement was computed from. */
export interface BudgetChange {
  readonly pool: PoolId;
  /** Null when there was none yet. */
  readonly usedVersion: number | null;
  /** Null when the budget is no longer there. */
  readonly currentVersion: number | null;
}

/** The budgets that were set anew or adjusted since; whoever goes on with the settlement would go on with old amounts. */
export function budgetChanges(used: readonly VersionOfBudget[], current: readonly VersionOfBudget[]): BudgetChange[] {
  return used.flatMap(({ id, pool, version }) => {
    const currentVersion = current.find((budget) => budget.id === id)?.version ?? null;
    return currentVersion === version ? [] : [{ pool, usedVersion: version, currentVersion }];
  });
}

/** What a settlement settled, as far as it says which budgets it would use. */
export interface SettledByBudgets {
  readonly method: SettlementMethod;
  readonly pools: readonly PoolId[];
  readonly used: readonly Pick<FrozenBudget, 'id'>[];
  readonly lines: readonly Pick<StatementLine, 'poolId' | 'code' | 'ceilingFen'>[];
}

const scopeOfMethod = {
  points: 'region',
  per_head_ceiling: 'institution',
  alliance_total: 'alliance',
  total_kept_or_borne: 'alliance',
  composite: 'alliance',
} as const satisfies Record<SettlementMethod, BudgetScopeKind>;

/**
 * The budgets that came into being since, which the same computation would use now: an alliance's, whose claims were left out
 * without it, or that of an institution that has a limit in it. Going on would settle their pools for good without them.
 */
export function newBudgets({ method, pools, used, lines }: SettledByBudgets, current: readonly Pick<Budget, 'id' | 'pool' | 'scope' | 'version'>[]): BudgetChange[] {
  const isMissed = ({ id, pool, scope }: (typeof current)[number]) =>
    scope.kind === scopeOfMethod[method] &&
    pools.includes(pool) &&
    !used.some((budget) => budget.id === id) &&
    (scope.kind !== 'institution' || lines.some((line) => line.poolId === pool && line.code === scope.institutionCode && line.ceilingFen !== null));
  return current.filter(isMissed).map(({ pool, version }) => ({ pool, usedVersion: null, currentVersion: version }));
}
