import { type SQL, and, asc, between, desc, eq, gt, inArray, isNotNull, like, lte, notInArray, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { dialect } from '@/db/columns';
import { prepared } from '@/db/prepared';
import { closedMonthTotal, ledgerEntry, period } from '@/db/schema';
import { type Month, addMonths } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';

export const ofVisits = inArray(ledgerEntry.kind, ['visit', 'difference']);
const moved = sql<number>`coalesce(sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);

/** Accounts after one and up to another, in their order. */
export interface AccountSpan {
  readonly after: string;
  readonly upTo: string;
}

/**
 * Up to which account so many of a month's entries reach after another account's; null: nothing was posted to any that is left. Asked by all columns
 * of the index at once, for the reason that `findPageEnd` of the roster gives.
 */
export async function findAccountsEnd(q: Queryable, regionCode: string, month: Month, after: string, entries: number): Promise<string | null> {
  const [found] = await entryAt(q, { regionCode, month, after, skipped: entries - 1 });
  if (found?.regionCode === regionCode && found.month === month) return found.account;
  const [last] = await lastEntryAfter(q, { regionCode, month, after });
  return last?.account ?? null;
}

const entryAt = prepared(['regionCode', 'month', 'after', 'skipped'], (q, { regionCode, month, after, skipped }) =>
  q
    .select({ regionCode: ledgerEntry.regionCode, month: ledgerEntry.month, account: ledgerEntry.account })
    .from(ledgerEntry)
    .where(sql`(${ledgerEntry.regionCode}, ${ledgerEntry.month}, ${ledgerEntry.account}) > (${regionCode}, ${month}, ${after})`)
    .orderBy(asc(ledgerEntry.regionCode), asc(ledgerEntry.month), asc(ledgerEntry.account))
    .limit(1)
    .offset(skipped),
);

const lastEntryAfter = prepared(['regionCode', 'month', 'after'], (q, { regionCode, month, after }) =>
  q
    .select({ account: ledgerEntry.account })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.month, month), gt(ledgerEntry.account, after)))
    .orderBy(desc(ledgerEntry.account))
    .limit(1),
);

/** What visits moved on some accounts in a month. A condition on ledger_entry. */
export function movedOn(regionCode: string, month: Month, { after, upTo }: AccountSpan): SQL | undefined {
  return and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.month, month), gt(ledgerEntry.account, after), lte(ledgerEntry.account, upTo), ofVisits);
}

/**
 * What visits moved on those of the accounts that are of claims. SQLite is told within which bounds these lie, since of several it heeds one; PostgreSQL
 * may keep texts in another order than that of their bytes.
 */
export function claimedOn(regionCode: string, month: Month, { after, upTo }: AccountSpan): SQL | undefined {
  if (dialect === 'postgres') return and(movedOn(regionCode, month, { after, upTo }), like(ledgerEntry.account, 'claim/%'));
  return movedOn(regionCode, month, { after: after > 'claim/' ? after : 'claim/', upTo: upTo < 'claim0' ? upTo : 'claim0' });
}

/** Adds up what visits moved on some accounts in a month that has just been closed, in the same transaction, so that nobody has to again. */
export async function totalAccounts(tx: Tx, regionCode: string, month: Month, accounts: AccountSpan): Promise<void> {
  const found = tx
    .select({
      ...{ regionCode: ledgerEntry.regionCode, month: ledgerEntry.month, account: ledgerEntry.account },
      institutionCode: sql<string>`coalesce(${ledgerEntry.institutionCode}, '')`.as('institution_code'),
      pool: sql<string>`min(${ledgerEntry.pool})`.as('pool'),
      amountFen: sql<number>`sum(${ledgerEntry.amountFen})`.as('amount_fen'),
    })
    .from(ledgerEntry)
    .where(movedOn(regionCode, month, accounts))
    .groupBy(ledgerEntry.regionCode, ledgerEntry.month, ledgerEntry.account, ledgerEntry.institutionCode);
  await tx.insert(closedMonthTotal).select(found);
}

/** From now on the month's totals are read in the place of its entries. */
export async function keepTotalled(tx: Tx, regionCode: string, month: Month, totalledAt: number): Promise<void> {
  await tx.update(period).set({ totalledAt }).where(and(eq(period.regionCode, regionCode), eq(period.month, month)));
}

/** Where the sums of a span of months are to be read: months that have totals, and the others, of which only the entries tell. */
export interface SpanSources {
  /** A condition on closed_month_total; null where no month of the span has totals. */
  readonly totals: SQL | null;
  /** A condition on ledger_entry; null where every month of the span has. */
  readonly entries: SQL | null;
}

/** Both months are included. Of a region; whose institutions is for the caller to say. */
export async function sourcesOf(q: Queryable, regionCode: string, from: Month, to: Month): Promise<SpanSources> {
  const rows = await q
    .select({ month: period.month })
    .from(period)
    .where(and(eq(period.regionCode, regionCode), between(period.month, from, to), isNotNull(period.totalledAt)));
  const totalled = rows.map(({ month }) => month);
  let isWhole = true;
  for (let month = from; month <= to && isWhole; month = addMonths(month, 1)) isWhole = totalled.includes(month);
  return {
    totals: totalled.length === 0 ? null : (and(eq(closedMonthTotal.regionCode, regionCode), inArray(closedMonthTotal.month, totalled)) ?? null),
    entries: isWhole ? null : entriesBetween(regionCode, from, to, totalled),
  };
}

function entriesBetween(regionCode: string, from: Month, to: Month, totalled: readonly Month[]): SQL | null {
  const others = totalled.length === 0 ? undefined : notInArray(ledgerEntry.month, [...totalled]);
  return and(eq(ledgerEntry.regionCode, regionCode), between(ledgerEntry.month, from, to), others, ofVisits) ?? null;
}

export interface VisitMove {
  readonly month: Month;
  readonly account: string;
  /** Empty where the entry names none. */
  readonly institutionCode: string;
  readonly amountFen: Fen;
}

/** What visits and their differences have moved by the entries, month by month, account by account, institution by institution. */
export async function listVisitMoves(q: Queryable, regionCode: string): Promise<VisitMove[]> {
  const { month, account } = ledgerEntry;
  const institutionCode = sql<string>`coalesce(${ledgerEntry.institutionCode}, '')`;
  return q
    .select({ month, account, institutionCode, amountFen: moved })
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionCode, regionCode), ofVisits))
    .groupBy(month, account, ledgerEntry.institutionCode)
    .orderBy(asc(month), asc(account), asc(ledgerEntry.institutionCode));
}

/** The same as it was added up when months were closed; and which months those are. */
export async function listMonthTotals(q: Queryable, regionCode: string): Promise<{ readonly months: ReadonlySet<Month>; readonly totals: readonly VisitMove[] }> {
  const { month, account, institutionCode, amountFen } = closedMonthTotal;
  const totals = await q.select({ month, account, institutionCode, amountFen }).from(closedMonthTotal).where(eq(closedMonthTotal.regionCode, regionCode)).orderBy(asc(month), asc(account), asc(institutionCode));
  const periods = await q.select({ month: period.month }).from(period).where(and(eq(period.regionCode, regionCode), isNotNull(period.totalledAt)));
  return { totals, months: new Set(periods.map((row) => row.month)) };
}
