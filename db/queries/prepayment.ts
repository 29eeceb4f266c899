import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { institution, prepaymentLine, prepaymentRun, settledYear } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';

export type PrepaymentRunRow = typeof prepaymentRun.$inferSelect;
export type PrepaymentLineRow = typeof prepaymentLine.$inferSelect;

export async function findPrepaymentRun(q: Queryable, regionCode: string, month: Month): Promise<PrepaymentRunRow | null> {
  const [row] = await q
    .select()
    .from(prepaymentRun)
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.month, month)));
  return row ?? null;
}

export type PrepaymentHead = Pick<PrepaymentRunRow, 'month' | 'status' | 'share' | 'proposedBy' | 'proposedAt' | 'approvedBy' | 'approvedAt'> & {
  /** Of the lines within reach. */
  readonly totalFen: Fen;
  readonly institutions: number;
};

/** The runs of a region, the latest month first, with the total of what lies within reach. */
export async function listPrepaymentHeads(q: Queryable, reach: Reach): Promise<PrepaymentHead[]> {
  const { month, status, share, proposedBy, proposedAt, approvedBy, approvedAt } = prepaymentRun;
  return q
    .select({
      ...{ month, status, share, proposedBy, proposedAt, approvedBy, approvedAt },
      totalFen: sql<number>`coalesce(sum(${prepaymentLine.amountFen}), 0)`.mapWith(Number),
      institutions: sql<number>`count(distinct ${prepaymentLine.institutionCode})`.mapWith(Number),
    })
    .from(prepaymentRun)
    .innerJoin(prepaymentLine, and(eq(prepaymentLine.regionCode, prepaymentRun.regionCode), eq(prepaymentLine.month, month)))
    .where(within(reach, prepaymentLine.regionCode, prepaymentLine.institutionCode))
    .groupBy(month, status, share, proposedBy, proposedAt, approvedBy, approvedAt)
    .orderBy(desc(month));
}

export type PrepaymentLineView = Omit<PrepaymentLineRow, 'regionCode' | 'month'> & { readonly institutionName: string };

export async function listPrepaymentLines(q: Queryable, reach: Reach, month: Month): Promise<PrepaymentLineView[]> {
  const { institutionCode, pool, feeForServiceFen, amountFen } = prepaymentLine;
  return q
    .select({ institutionCode, institutionName: institution.name, pool, feeForServiceFen, amountFen })
    .from(prepaymentLine)
    .innerJoin(institution, and(eq(institution.regionCode, prepaymentLine.regionCode), eq(institution.code, institutionCode)))
    .where(and(within(reach, prepaymentLine.regionCode, institutionCode), eq(prepaymentLine.month, month)))
    .orderBy(asc(institutionCode), asc(pool));
}

/** False when the month has a run already. */
export async function insertPrepaymentRun(tx: Tx, run: PrepaymentRunRow, lines: readonly PrepaymentLineRow[]): Promise<boolean> {
  const won = await tx.insert(prepaymentRun).values(run).onConflictDoNothing().returning({ month: prepaymentRun.month });
  if (won.length === 1 && lines.length > 0) await tx.append(prepaymentLine, lines);
  return won.length === 1;
}

/** Posts a proposed run; false when it was posted before. */
export async function markPrepaymentPosted(tx: Tx, regionCode: string, month: Month, approvedBy: string, approvedAt: number): Promise<boolean> {
  const won = await tx
    .update(prepaymentRun)
    .set({ status: 'posted', approvedBy, approvedAt })
    .where(and(eq(prepaymentRun.regionCode, regionCode), eq(prepaymentRun.month, month), eq(prepaymentRun.status, 'proposed')))
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

/** The settlement that a year was paid by, or null while it is not settled. */
export async function findYearSettlement(q: Queryable, regionCode: string, year: string): Promise<string | null> {
  const [row] = await q
    .select({ settlementId: settledYear.settlementId })
    .from(settledYear)
    .where(and(eq(settledYear.regionCode, regionCode), eq(settledYear.year, year)));
  return row?.settlementId ?? null;
}
