import { type SQL, type SQLWrapper, and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { ledgerEntry, paidPerson, period, visit } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { type AccountSpan, movedOn, ofVisits, sourcesOf } from './closed-month';
import { claimedIn, ofClaims, visitOfEntry } from './settlement-books';

/**
 * N of each pool: people for whom it paid in postings of these months, once what was taken back is counted off. P is summed over the
 * same postings, so that a visit enters both in one year. Of a closed year what was added up is counted; `recountPersons` reads every entry.
 */
export async function countPersons(q: Queryable, regionCode: string, from: Month, to: Month): Promise<Map<PoolId, number>> {
  const year = from.slice(0, 4);
  const isYear = from === `${year}-01` && to === `${year}-12`;
  if (!isYear || (await sourcesOf(q, regionCode, from, to)).entries !== null) return recountPersons(q, regionCode, from, to);
  const { pool, amountFen } = paidPerson;
  const rows = await q
    .select({ pool, persons })
    .from(paidPerson)
    // Spelled out, so that the index of those who were paid for is seen to hold them all.
    .where(and(eq(paidPerson.regionCode, regionCode), eq(paidPerson.year, year), sql`${amountFen} > 0`))
    .groupBy(pool);
  return byPool(rows);
}

/** The same from the entries alone. */
export async function recountPersons(q: Queryable, regionCode: string, from: Month, to: Month): Promise<Map<PoolId, number>> {
  const paid = q
    .select({ pool: ledgerEntry.pool, residentId: visit.residentId })
    .from(ledgerEntry)
    .innerJoin(visit, visitOfEntry())
    .where(claimedIn(regionCode, from, to))
    .groupBy(ledgerEntry.pool, visit.residentId)
    .having(sql`sum(${ledgerEntry.amountFen}) > 0`)
    .as('paid');
  return byPool(await q.select({ pool: paid.pool, persons }).from(paid).groupBy(paid.pool));
}

const persons = sql<number>`count(*)`.mapWith(Number);

function byPool(rows: readonly { readonly pool: string; readonly persons: number }[]): Map<PoolId, number> {
  return new Map(rows.flatMap((row): [PoolId, number][] => poolIds.filter((id) => id === row.pool).map((id) => [id, row.persons])));
}

/**
 * Adds what was claimed on some accounts in a month that is being closed to what their pools paid for each person in the year. Neither engine may begin with
 * everybody's visits: the limit has PostgreSQL find the month's entries first, the cross join says the same to SQLite, which has no statistics.
 */
export async function addPaidPersons(tx: Tx, regionCode: string, month: Month, accounts: AccountSpan): Promise<void> {
  const { institutionCode, settlementId, pool, amountFen } = ledgerEntry;
  const claimed = tx
    .select({ institutionCode, settlementId, pool, amountFen })
    .from(ledgerEntry)
    .where(and(movedOn(regionCode, month, accounts), ofClaims))
    .limit(Number.MAX_SAFE_INTEGER)
    .as('claimed');
  const found = tx
    .select(paidOf(month.slice(0, 4), claimed.pool, sql`sum(${claimed.amountFen})`))
    .from(claimed)
    .crossJoin(visit)
    .where(and(eq(visit.regionCode, regionCode), eq(visit.institutionCode, claimed.institutionCode), eq(visit.settlementId, claimed.settlementId)))
    .groupBy(visit.regionCode, claimed.pool, visit.residentId);
  await addPaid(tx, found);
}

/** Counts anew what pools paid for some persons in closed months, whose visits have become other people's. */
export async function recountPaidPersons(tx: Tx, regionCode: string, residentIds: readonly string[]): Promise<void> {
  await tx.delete(paidPerson).where(and(eq(paidPerson.regionCode, regionCode), inArray(paidPerson.residentId, [...residentIds])));
  const months = await tx.select({ month: period.month }).from(period).where(and(eq(period.regionCode, regionCode), isNotNull(period.totalledAt)));
  for (const year of new Set(months.map(({ month }) => month.slice(0, 4)))) {
    const own = months.map(({ month }) => month).filter((month) => month.startsWith(year));
    const found = tx
      .select(paidOf(year, ledgerEntry.pool, sql`sum(${ledgerEntry.amountFen})`))
      .from(visit)
      .innerJoin(ledgerEntry, visitOfEntry())
      .where(and(eq(visit.regionCode, regionCode), inArray(visit.residentId, [...residentIds]), inArray(ledgerEntry.month, own), ofVisits, ofClaims))
      .groupBy(visit.regionCode, ledgerEntry.pool, visit.residentId);
    await addPaid(tx, found);
  }
}

function paidOf(year: string, pool: SQLWrapper, sum: SQL) {
  return {
    regionCode: visit.regionCode,
    year: sql<string>`${year}`.as('year'),
    pool: sql<string>`${pool}`.as('pool'),
    residentId: visit.residentId,
    amountFen: sql<number>`${sum}`.as('amount_fen'),
  };
}

const intoPaid = (tx: Tx) => tx.insert(paidPerson);

async function addPaid(tx: Tx, found: Parameters<ReturnType<typeof intoPaid>['select']>[0]): Promise<void> {
  const { regionCode, year, pool, residentId, amountFen } = paidPerson;
  await intoPaid(tx)
    .select(found)
    .onConflictDoUpdate({ target: [regionCode, year, pool, residentId], set: { amountFen: sql`${amountFen} + excluded.amount_fen` } });
}
