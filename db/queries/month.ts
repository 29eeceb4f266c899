import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { closedMonthTotal, ledgerEntry, memberCorrection, memberMonth, period } from '@/db/schema';
import { compareCodes } from '@/server/domain/kernel/allocate';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type PoolId, formatAccount, poolIds } from '@/server/domain/ledger/account';
import type { MonthBooks } from '@/server/domain/month/close-month';
import { sourcesOf } from './closed-month';

export type MemberMonthRow = typeof memberMonth.$inferSelect;
export type MemberCorrectionRow = typeof memberCorrection.$inferSelect;
export type PeriodRow = typeof period.$inferSelect;

/** The pools' own side of every posting, from which fee for service is read: what flows out of a fund is what visits cost it. */
const fundAccounts = poolIds.map((pool) => formatAccount({ kind: 'fund', pool }));
const spent = sql<number>`coalesce(-sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);
const spentInTotal = sql<number>`coalesce(-sum(${closedMonthTotal.amountFen}), 0)`.mapWith(Number);

/** Where a region's books begin and which months of them are closed. */
export async function readMonthBooks(q: Queryable, regionCode: string): Promise<MonthBooks> {
  const earliest = sql<string | null>`min(${ledgerEntry.month})`;
  const [posted] = await q.select({ month: earliest }).from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode));
  const periods = await listPeriods(q, regionCode);
  const known = [posted?.month ?? null, periods[0]?.month ?? null].filter((month) => month !== null).sort();
  return { first: known[0] ?? null, closed: new Set(periods.filter((row) => row.closedAt !== null).map((row) => row.month)) };
}

export async function listPeriods(q: Queryable, regionCode: string): Promise<PeriodRow[]> {
  return q.select().from(period).where(eq(period.regionCode, regionCode)).orderBy(asc(period.month));
}

export async function insertMemberMonths(tx: Tx, rows: readonly MemberMonthRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(memberMonth, rows);
}

export async function insertCorrections(tx: Tx, rows: readonly MemberCorrectionRow[]): Promise<void> {
  if (rows.length > 0) await tx.append(memberCorrection, rows);
}

/** A closed month's cells within reach, as they were closed, by institution, team and cell. */
export async function listMemberCells(q: Queryable, reach: Reach, month: Month): Promise<MemberMonthRow[]> {
  const { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup } = memberMonth;
  return q
    .select()
    .from(memberMonth)
    .where(and(within(reach, memberMonth.regionCode, institutionCode), eq(memberMonth.month, month)))
    .orderBy(asc(institutionCode), asc(teamId), asc(insutype), asc(ageBand), asc(sex), asc(inKeyGroup));
}

/** Corrections within reach: those booked in a month, or those about one. */
export async function listCorrections(q: Queryable, reach: Reach, of: { readonly bookedIn: Month } | { readonly about: Month }): Promise<MemberCorrectionRow[]> {
  const { institutionCode, teamId, insutype, ageBand, sex, inKeyGroup, month, originMonth } = memberCorrection;
  return q
    .select()
    .from(memberCorrection)
    .where(and(within(reach, memberCorrection.regionCode, institutionCode), 'bookedIn' in of ? eq(month, of.bookedIn) : eq(originMonth, of.about)))
    .orderBy(asc(originMonth), asc(month), asc(institutionCode), asc(teamId), asc(insutype), asc(ageBand), asc(sex), asc(inKeyGroup));
}

export interface MonthMembers {
  readonly month: Month;
  readonly heads: number;
  readonly incomeFen: Fen;
  /** What was booked in the month for earlier ones. */
  readonly correctionFen: Fen;
}

/** Heads and income of each closed month, over the institutions within reach. */
export async function listMonthMembers(q: Queryable, reach: Reach): Promise<MonthMembers[]> {
  const counted = await q
    .select({
      month: memberMonth.month,
      heads: sql<number>`coalesce(sum(${memberMonth.heads}), 0)`.mapWith(Number),
      incomeFen: sql<number>`coalesce(sum(${memberMonth.incomeFen}), 0)`.mapWith(Number),
    })
    .from(memberMonth)
    .where(within(reach, memberMonth.regionCode, memberMonth.institutionCode))
    .groupBy(memberMonth.month)
    .orderBy(asc(memberMonth.month));
  const corrected = await q
    .select({ month: memberCorrection.month, correctionFen: sql<number>`coalesce(sum(${memberCorrection.incomeFen}), 0)`.mapWith(Number) })
    .from(memberCorrection)
    .where(within(reach, memberCorrection.regionCode, memberCorrection.institutionCode))
    .groupBy(memberCorrection.month);
  const corrections = new Map(corrected.map(({ month, correctionFen }) => [month, correctionFen]));
  return counted.map((row) => ({ ...row, correctionFen: corrections.get(row.month) ?? 0 }));
}

export interface MonthSpending {
  readonly month: Month;
  readonly pool: PoolId;
  readonly feeForServiceFen: Fen;
}

/** What visits at institutions within reach cost each pool, by the month it was posted to; both months are included. */
export async function listSpending(q: Queryable, reach: Reach, from: Month, to: Month): Promise<MonthSpending[]> {
  const { totals, entries } = await sourcesOf(q, reach.regionCode, from, to);
  const closed =
    totals === null
      ? []
      : await q
          .select({ month: closedMonthTotal.month, pool: closedMonthTotal.pool, feeForServiceFen: spentInTotal })
          .from(closedMonthTotal)
          .where(and(totals, within(reach, closedMonthTotal.regionCode, closedMonthTotal.institutionCode), inArray(closedMonthTotal.account, fundAccounts)))
          .groupBy(closedMonthTotal.month, closedMonthTotal.pool);
  const others =
    entries === null
      ? []
      : await q
          .select({ month: ledgerEntry.month, pool: ledgerEntry.pool, feeForServiceFen: spent })
          .from(ledgerEntry)
          .where(and(entries, within(reach, ledgerEntry.regionCode, ledgerEntry.institutionCode), inArray(ledgerEntry.account, fundAccounts)))
          .groupBy(ledgerEntry.month, ledgerEntry.pool);
  return [...closed, ...others].sort((a, b) => compareCodes(a.month, b.month) || compareCodes(a.pool, b.pool)).map((row) => ({ ...row, pool: asPool(row.pool) }));
}

/** The pools' own accounts name pools and nothing else. */
function asPool(fund: string): PoolId {
  const pool = poolIds.find((id) => id === fund);
  if (pool === undefined) throw new Error(`${fund} is no pool`);
  return pool;
}

export interface InstitutionSpending {
  readonly institutionCode: string;
  readonly pool: PoolId;
  readonly feeForServiceFen: Fen;
}

/** What one month's postings for visits cost, by institution and pool. */
export async function listSpendingByInstitution(q: Queryable, reach: Reach, month: Month): Promise<InstitutionSpending[]> {
  const { totals, entries } = await sourcesOf(q, reach.regionCode, month, month);
  const rows =
    totals === null
      ? await q
          .select({ institutionCode: ledgerEntry.institutionCode, pool: ledgerEntry.pool, feeForServiceFen: spent })
          .from(ledgerEntry)
          .where(and(entries ?? undefined, within(reach, ledgerEntry.regionCode, ledgerEntry.institutionCode), inArray(ledgerEntry.account, fundAccounts)))
          .groupBy(ledgerEntry.institutionCode, ledgerEntry.pool)
          .orderBy(asc(ledgerEntry.institutionCode), asc(ledgerEntry.pool))
      : await q
          .select({ institutionCode: closedMonthTotal.institutionCode, pool: closedMonthTotal.pool, feeForServiceFen: spentInTotal })
          .from(closedMonthTotal)
          .where(and(totals, within(reach, closedMonthTotal.regionCode, closedMonthTotal.institutionCode), inArray(closedMonthTotal.account, fundAccounts)))
          .groupBy(closedMonthTotal.institutionCode, closedMonthTotal.pool)
          .orderBy(asc(closedMonthTotal.institutionCode), asc(closedMonthTotal.pool));
  return rows.map(({ institutionCode, ...row }) => {
    if (!institutionCode) throw new Error(`a visit was posted to ${month} without its institution`);
    return { ...row, pool: asPool(row.pool), institutionCode };
  });
}
