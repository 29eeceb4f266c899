import type { PoolId } from '@/server/domain/ledger/account';
import type { FrozenBudget } from './basis';

type VersionOfBudget = Pick<FrozenBudget, 'id' | 'pool' | 'version'>;

/** A budget that is no longer what a settlement was computed from. */
export interface BudgetChange {
  readonly pool: PoolId;
  readonly usedVersion: number;
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
