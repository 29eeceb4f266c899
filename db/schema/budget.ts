import { code, count, fen, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { type BudgetBasis, adjustmentStatuses, budgetScopeKinds } from '@/server/domain/budget/budget';
import { poolIds } from '@/server/domain/ledger/account';

/**
 * 控费总额: what one pool may spend in a year on the region, an alliance or an institution. The row holds the newest version;
 * budget_version keeps every one.
 */
export const budget = table(
  'budget',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    year: text().notNull(),
    pool: code(poolIds).notNull(),
    scopeKind: code(budgetScopeKinds).notNull(),
    /** The alliance's id or the institution's code; empty for the region. */
    scopeCode: text().notNull(),
    basis: json<BudgetBasis>().notNull(),
    baseFen: fen().notNull(),
    adjustmentFen: fen().notNull(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('budget_scope').on(t.regionCode, t.year, t.pool, t.scopeKind, t.scopeCode),
  ],
);

/** What a budget was from one version to the next, who made it so, and why. Nothing here is ever changed. */
export const budgetVersion = table(
  'budget_version',
  {
    regionCode: text().notNull(),
    budgetId: text().notNull(),
    version: count().notNull(),
    basis: json<BudgetBasis>().notNull(),
    baseFen: fen().notNull(),
    adjustmentFen: fen().notNull(),
    /** The policy whose clauses the base follows. */
    policyId: text(),
    /** The adjustment that made this version; null for a new base. */
    adjustmentId: text(),
    reason: text(),
    setBy: text().notNull(),
    setAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.budgetId, t.version] }),
    foreignKey({ columns: [t.regionCode, t.budgetId], foreignColumns: [budget.regionCode, budget.id] }),
  ],
);

/** 预算调整: proposed by one person with a reason, approved or refused by another. */
export const budgetAdjustment = table(
  'budget_adjustment',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    budgetId: text().notNull(),
    amountFen: fen().notNull(),
    reason: text().notNull(),
    status: code(adjustmentStatuses).notNull(),
    proposedBy: text().notNull(),
    proposedAt: instant().notNull(),
    decidedBy: text(),
    decidedAt: instant(),
    /** Why it was refused. */
    decisionReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('budget_adjustment_by_budget').on(t.regionCode, t.budgetId),
    index('budget_adjustment_by_status').on(t.regionCode, t.status),
    foreignKey({ columns: [t.regionCode, t.budgetId], foreignColumns: [budget.regionCode, budget.id] }),
  ],
);
