import { type SQL, and, asc, desc, eq, inArray, isNotNull, notInArray, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import type { Reach } from '@/db/reach';
import { budget, budgetAdjustment, budgetVersion, institution } from '@/db/schema';
import type { Budget, BudgetScope } from '@/server/domain/budget/budget';
import { unreachable } from '@/server/domain/kernel/outcome';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { Waiting } from './worklist';

export type BudgetRow = typeof budget.$inferSelect;
export type BudgetVersionRow = typeof budgetVersion.$inferSelect;
export type BudgetAdjustmentRow = typeof budgetAdjustment.$inferSelect;

/**
 * The year's budgets within reach: everything for those who see the whole region, else those of the institutions reached and of
 * the alliances whose every institution is. The region's come first, then alliances, then institutions, each in order of pools.
 */
export async function listBudgets(q: Queryable, reach: Reach, year: string): Promise<Budget[]> {
  const rows = await q
    .select()
    .from(budget)
    .where(and(reached(q, reach), eq(budget.year, year)))
    .orderBy(desc(budget.scopeKind), asc(budget.scopeCode), asc(budget.pool));
  return rows.map(budgetOf).sort((a, b) => rank(a.scope) - rank(b.scope) || poolIds.indexOf(a.pool) - poolIds.indexOf(b.pool));
}

export async function findBudget(q: Queryable, reach: Reach, id: string): Promise<Budget | null> {
  const [row] = await q.select().from(budget).where(and(reached(q, reach), eq(budget.id, id)));
  return row ? budgetOf(row) : null;
}

export async function findBudgetOf(q: Queryable, regionCode: string, year: string, pool: PoolId, scope: BudgetScope): Promise<Budget | null> {
  const { kind, code } = scopeColumns(scope);
  const [row] = await q
    .select()
    .from(budget)
    .where(and(eq(budget.regionCode, regionCode), eq(budget.year, year), eq(budget.pool, pool), eq(budget.scopeKind, kind), eq(budget.scopeCode, code)));
  return row ? budgetOf(row) : null;
}

/** Where a version comes from, beside what the budget itself holds. */
export type VersionNote = Pick<BudgetVersionRow, 'policyId' | 'adjustmentId' | 'reason' | 'setBy' | 'setAt'>;

/** A first version. False when its scope has a budget already. */
export async function insertBudget(tx: Tx, regionCode: string, first: Budget, note: VersionNote): Promise<boolean> {
  const { id, year, pool, scope, basis, baseFen, adjustmentFen, version } = first;
  const { kind, code } = scopeColumns(scope);
  const won = await tx
    .insert(budget)
    .values({ regionCode, id, year, pool, scopeKind: kind, scopeCode: code, basis, baseFen, adjustmentFen, version })
    .onConflictDoNothing()
    .returning({ id: budget.id });
  if (won.length === 1) await keepVersion(tx, regionCode, first, note);
  return won.length === 1;
}

/** The next version of a budget. False when another one came first. */
export async function saveNextVersion(tx: Tx, regionCode: string, next: Budget, note: VersionNote): Promise<boolean> {
  const { id, basis, baseFen, adjustmentFen, version } = next;
  const won = await tx
    .update(budget)
    .set({ basis, baseFen, adjustmentFen, version })
    .where(and(eq(budget.regionCode, regionCode), eq(budget.id, id), eq(budget.version, version - 1)))
    .returning({ id: budget.id });
  if (won.length === 1) await keepVersion(tx, regionCode, next, note);
  return won.length === 1;
}

async function keepVersion(tx: Tx, regionCode: string, { id, basis, baseFen, adjustmentFen, version }: Budget, note: VersionNote): Promise<void> {
  const { policyId, adjustmentId, reason, setBy, setAt } = note;
  await tx.insert(budgetVersion).values({ regionCode, budgetId: id, version, basis, baseFen, adjustmentFen, policyId, adjustmentId, reason, setBy, setAt });
}

/** Every version of a budget, the newest first. The caller has found the budget within reach. */
export async function listBudgetVersions(q: Queryable, regionCode: string, budgetId: string): Promise<BudgetVersionRow[]> {
  return q
    .select()
    .from(budgetVersion)
    .where(and(eq(budgetVersion.regionCode, regionCode), eq(budgetVersion.budgetId, budgetId)))
    .orderBy(desc(budgetVersion.version));
}

function scopeColumns(scope: BudgetScope): { kind: BudgetScope['kind']; code: string } {
  switch (scope.kind) {
    case 'region':
      return { kind: scope.kind, code: '' };
    case 'alliance':
      return { kind: scope.kind, code: scope.allianceId };
    case 'institution':
      return { kind: scope.kind, code: scope.institutionCode };
    default:
      return unreachable(scope);
  }
}

function scopeOf({ scopeKind, scopeCode }: Pick<BudgetRow, 'scopeKind' | 'scopeCode'>): BudgetScope {
  if (scopeKind === 'region') return { kind: scopeKind };
  return scopeKind === 'alliance' ? { kind: scopeKind, allianceId: scopeCode } : { kind: scopeKind, institutionCode: scopeCode };
}

function budgetOf({ id, year, pool, scopeKind, scopeCode, basis, baseFen, adjustmentFen, version }: BudgetRow): Budget {
  return { id, year, pool, scope: scopeOf({ scopeKind, scopeCode }), basis, baseFen, adjustmentFen, version };
}

function rank(scope: BudgetScope): number {
  return ['region', 'alliance', 'institution'].indexOf(scope.kind);
}

function reached(q: Queryable, { regionCode, institutionCodes: codes }: Reach): SQL | undefined {
  const inRegion = eq(budget.regionCode, regionCode);
  if (codes === 'all') return inRegion;
  if (codes.length === 0) return sql`1 = 0`;
  const alliancesWith = (condition: SQL) =>
    q.select({ id: institution.allianceId }).from(institution).where(and(eq(institution.regionCode, regionCode), isNotNull(institution.allianceId), condition));
  return and(
    inRegion,
    or(
      and(eq(budget.scopeKind, 'institution'), inArray(budget.scopeCode, [...codes])),
      and(
        eq(budget.scopeKind, 'alliance'),
        inArray(budget.scopeCode, alliancesWith(inArray(institution.code, [...codes]))),
        notInArray(budget.scopeCode, alliancesWith(notInArray(institution.code, [...codes]))),
      ),
    ),
  );
}

/** Every adjustment of these budgets, the latest first. The caller has found the budgets within reach. */
export async function listAdjustments(q: Queryable, regionCode: string, budgetIds: readonly string[]): Promise<BudgetAdjustmentRow[]> {
  if (budgetIds.length === 0) return [];
  return q
    .select()
    .from(budgetAdjustment)
    .where(and(eq(budgetAdjustment.regionCode, regionCode), inArray(budgetAdjustment.budgetId, [...budgetIds])))
    .orderBy(desc(budgetAdjustment.proposedAt), desc(budgetAdjustment.id));
}

export async function findAdjustment(q: Queryable, regionCode: string, id: string): Promise<BudgetAdjustmentRow | null> {
  const [row] = await q.select().from(budgetAdjustment).where(and(eq(budgetAdjustment.regionCode, regionCode), eq(budgetAdjustment.id, id)));
  return row ?? null;
}

export async function insertAdjustment(tx: Tx, row: BudgetAdjustmentRow): Promise<void> {
  await tx.insert(budgetAdjustment).values(row);
}

export type AdjustmentDecision = Pick<BudgetAdjustmentRow, 'decidedBy' | 'decidedAt' | 'decisionReason'> & { readonly status: 'approved' | 'refused' };

/** Decides a proposed adjustment; false when it was decided before. */
export async function decideAdjustmentRow(tx: Tx, regionCode: string, id: string, decision: AdjustmentDecision): Promise<boolean> {
  const won = await tx
    .update(budgetAdjustment)
    .set(decision)
    .where(and(eq(budgetAdjustment.regionCode, regionCode), eq(budgetAdjustment.id, id), eq(budgetAdjustment.status, 'proposed')))
    .returning({ id: budgetAdjustment.id });
  return won.length === 1;
}

export async function countAdjustmentsToApprove(q: Queryable, regionCode: string): Promise<Waiting> {
  const [row] = await q
    .select({ total: sql<number>`count(*)`.mapWith(Number), oldest: sql<string | null>`min(${budget.year})` })
    .from(budgetAdjustment)
    .innerJoin(budget, and(eq(budget.regionCode, budgetAdjustment.regionCode), eq(budget.id, budgetAdjustment.budgetId)))
    .where(and(eq(budgetAdjustment.regionCode, regionCode), eq(budgetAdjustment.status, 'proposed')));
  return { count: row?.total ?? 0, oldest: row?.oldest ?? null };
}
