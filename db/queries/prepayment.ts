import { and, asc, desc, eq, gte, inArray, lte, ne, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { institution, prepaymentLine, prepaymentRun, settledPool } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { PrepaymentStatus } from '@/server/domain/prepayment/prepayment-run';

export type PrepaymentRunRow = typeof prepaymentRun.$inferSelect;
export type PrepaymentLineRow = typeof prepaymentLine.$inferSelect;

/** Every attempt at a month's run, the latest first. */
export async function listPrepaymentAttempts(q: Queryable, regionCode: string, month: Month): Promise<PrepaymentRunRow[]> {
  return q
    .select()
    .from(prepaymentRun)
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.month, month)))
    .orderBy(desc(prepaymentRun.attempt));
}

/** The latest attempt at a month's run. */
export async function findPrepaymentRun(q: Queryable, regionCode: string, month: Month): Promise<PrepaymentRunRow | null> {
  const [latest] = await listPrepaymentAttempts(q, regionCode, month);
  return latest ?? null;
}

export type PrepaymentHead = Pick<PrepaymentRunRow, 'month' | 'status' | 'basis' | 'share' | 'proposedBy' | 'proposedAt' | 'decidedBy' | 'decidedAt'> & {
  /** Of the lines within reach. */
  readonly totalFen: Fen;
  readonly institutions: number;
};

/** The latest run of each month of a region, the latest month first, with the total of what lies within reach. */
export async function listPrepaymentHeads(q: Queryable, reach: Reach): Promise<PrepaymentHead[]> {
  const { month, attempt, status, basis, share, proposedBy, proposedAt, decidedBy, decidedAt } = prepaymentRun;
  const rows = await q
    .select({
      ...{ month, attempt, status, basis, share, proposedBy, proposedAt, decidedBy, decidedAt },
      totalFen: sql<number>`coalesce(sum(${prepaymentLine.amountFen}), 0)`.mapWith(Number),
      institutions: sql<number>`count(distinct ${prepaymentLine.institutionCode})`.mapWith(Number),
    })
    .from(prepaymentRun)
    .innerJoin(prepaymentLine, and(eq(prepaymentLine.regionCode, prepaymentRun.regionCode), eq(prepaymentLine.month, month), eq(prepaymentLine.attempt, attempt)))
    .where(within(reach, prepaymentLine.regionCode, prepaymentLine.institutionCode))
    .groupBy(month, attempt, status, basis, share, proposedBy, proposedAt, decidedBy, decidedAt)
    .orderBy(desc(month), desc(attempt));
  return rows.filter((row, index) => rows[index - 1]?.month !== row.month).map(({ attempt: _attempt, ...row }) => row);
}

export type PrepaymentLineView = Omit<PrepaymentLineRow, 'regionCode' | 'month' | 'attempt'> & { readonly institutionName: string };

/** The lines of one attempt within reach. */
export async function listPrepaymentLines(q: Queryable, reach: Reach, month: Month, attempt: number): Promise<PrepaymentLineView[]> {
  const { institutionCode, pool, feeForServiceFen, budgetId, budgetVersion, yearFen, otherMonthsFen, amountFen } = prepaymentLine;
  return q
    .select({ institutionCode, institutionName: institution.name, pool, feeForServiceFen, budgetId, budgetVersion, yearFen, otherMonthsFen, amountFen })
    .from(prepaymentLine)
    .innerJoin(institution, and(eq(institution.regionCode, prepaymentLine.regionCode), eq(institution.code, institutionCode)))
    .where(and(within(reach, prepaymentLine.regionCode, institutionCode), eq(prepaymentLine.month, month), eq(prepaymentLine.attempt, attempt)))
    .orderBy(asc(institutionCode), asc(pool));
}

export interface PaidAhead {
  readonly institutionCode: string;
  readonly pool: PoolId;
  readonly amountFen: Fen;
}

export interface PaidPackages extends PaidAhead {
  /** The budget that was packaged; null where a share of fee for service was paid ahead. */
  readonly budgetId: string | null;
}

/** Of the runs of a year that are proposed or posted: what was paid ahead of each budget to each institution, and the months that have a run. */
export async function listYearPackages(q: Queryable, regionCode: string, year: string, except: Month): Promise<{ paid: PaidPackages[]; months: Month[] }> {
  const { institutionCode, pool, budgetId, amountFen } = prepaymentLine;
  const live = and(
    eq(prepaymentRun.regionCode, regionCode),
    gte(prepaymentRun.month, `${year}-01`),
    lte(prepaymentRun.month, `${year}-12`),
    ne(prepaymentRun.month, except),
    inArray(prepaymentRun.status, ['proposed', 'posted']),
  );
  const paid = await q
    .select({ institutionCode, pool, budgetId, amountFen: sql<number>`coalesce(sum(${amountFen}), 0)`.mapWith(Number) })
    .from(prepaymentRun)
    .innerJoin(prepaymentLine, and(eq(prepaymentLine.regionCode, prepaymentRun.regionCode), eq(prepaymentLine.month, prepaymentRun.month), eq(prepaymentLine.attempt, prepaymentRun.attempt)))
    .where(live)
    .groupBy(institutionCode, pool, budgetId)
    .orderBy(asc(institutionCode), asc(pool), asc(budgetId));
  const runs = await q.select({ month: prepaymentRun.month }).from(prepaymentRun).where(live).orderBy(asc(prepaymentRun.month));
  return { paid, months: runs.map(({ month }) => month) };
}

/** What the posted runs come to, by month, institution and pool. */
export async function listPostedPrepayments(q: Queryable, regionCode: string): Promise<(PaidAhead & { readonly month: Month })[]> {
  const { institutionCode, pool, amountFen } = prepaymentLine;
  return q
    .select({ month: prepaymentRun.month, institutionCode, pool, amountFen: sql<number>`coalesce(sum(${amountFen}), 0)`.mapWith(Number) })
    .from(prepaymentRun)
    .innerJoin(prepaymentLine, and(eq(prepaymentLine.regionCode, prepaymentRun.regionCode), eq(prepaymentLine.month, prepaymentRun.month), eq(prepaymentLine.attempt, prepaymentRun.attempt)))
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.status, 'posted')))
    .groupBy(prepaymentRun.month, institutionCode, pool)
    .orderBy(asc(prepaymentRun.month), asc(institutionCode), asc(pool));
}

/** False when somebody else made the same attempt. */
export async function insertPrepaymentRun(tx: Tx, run: PrepaymentRunRow, lines: readonly PrepaymentLineRow[]): Promise<boolean> {
  const won = await tx.insert(prepaymentRun).values(run).onConflictDoNothing().returning({ month: prepaymentRun.month });
  if (won.length === 1 && lines.length > 0) await tx.append(prepaymentLine, lines);
  return won.length === 1;
}

export interface PrepaymentDecision {
  readonly status: Exclude<PrepaymentStatus, 'proposed'>;
  readonly decidedBy: string;
  readonly decidedAt: number;
  readonly decisionReason: string | null;
}

/** Ends the wait of a proposed run, one way or another; false when it was ended before. */
export async function decidePrepaymentRun(tx: Tx, regionCode: string, { month, attempt }: Pick<PrepaymentRunRow, 'month' | 'attempt'>, decision: PrepaymentDecision): Promise<boolean> {
  const won = await tx
    .update(prepaymentRun)
    .set(decision)
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.month, month), eq(prepaymentRun.attempt, attempt), eq(prepaymentRun.status, 'proposed')))
    .returning({ month: prepaymentRun.month });
  return won.length === 1;
}

/** Months between two, both included, whose run waits for its second person. */
export async function listPendingPrepayments(q: Queryable, regionCode: string, from: Month, to: Month): Promise<Month[]> {
  const rows = await q
    .select({ month: prepaymentRun.month })
    .from(prepaymentRun)
    .where(and(eq(prepaymentRun.regionCode, regionCode), gte(prepaymentRun.month, from), lte(prepaymentRun.month, to), eq(prepaymentRun.status, 'proposed')))
    .orderBy(asc(prepaymentRun.month));
  return rows.map((row) => row.month);
}

/** A settlement that a pool of the year was settled by, or null while none is. */
export async function findYearSettlement(q: Queryable, regionCode: string, year: string): Promise<string | null> {
  const [row] = await q
    .select({ settlementId: settledPool.settlementId })
    .from(settledPool)
    .where(and(eq(settledPool.regionCode, regionCode), eq(settledPool.year, year)))
    .orderBy(asc(settledPool.pool));
  return row?.settlementId ?? null;
}
