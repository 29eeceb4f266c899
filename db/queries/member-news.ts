import { type SQL, and, asc, between, eq, gt, isNotNull, lt, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { contract, contractAssignment, coveragePeriod, memberNews, memberWatch, period, resident, residentAbsence, residentKeyGroup } from '@/db/schema';
import { type Day, type Month, addDays, addYears } from '@/server/domain/kernel/calendar-day';

/** The mark of news that nobody wrote: a day came on which something that had been known for long began or ended. */
const came = sql<string>`'day'`.as('mark');

/**
 * Adds to a region's news the residents for whom time alone may have moved where they count: from one day to another a contract, a stretch of
 * one, a coverage, a group, an absence or a life began or ended, or they reached one of these ages.
 */
export async function noteDaysThatCame(tx: Tx, regionCode: string, from: Day, to: Day, ages: readonly number[]): Promise<void> {
  // What ended the day before is over on the first one.
  const begun = addDays(from, -1);
  const { residentId } = contract;
  const ofContract = (days: SQL | undefined) => tx.select({ regionCode: contract.regionCode, residentId, mark: came }).from(contract).where(and(eq(contract.regionCode, regionCode), days));
  await insertNews(tx, ofContract(between(contract.startDay, from, to)));
  await insertNews(tx, ofContract(between(contract.endDay, begun, to)));
  await insertNews(
    tx,
    tx
      .select({ regionCode: contract.regionCode, residentId, mark: came })
      .from(contractAssignment)
      .innerJoin(contract, and(eq(contract.regionCode, contractAssignment.regionCode), eq(contract.id, contractAssignment.contractId)))
      .where(and(eq(contractAssignment.regionCode, regionCode), or(between(contractAssignment.fromDay, from, to), between(contractAssignment.toDay, begun, to)))),
  );
  for (const dated of [coveragePeriod, residentKeyGroup]) {
    // The end of each is the day before the next one begins.
    const signed = sql`exists (select 1 from ${contract} where ${contract.regionCode} = ${dated.regionCode} and ${contract.residentId} = ${dated.residentId})`;
    await insertNews(tx, tx.select({ regionCode: dated.regionCode, residentId: dated.residentId, mark: came }).from(dated).where(and(eq(dated.regionCode, regionCode), between(dated.fromDay, from, to), signed)));
  }
  const { fromDay, toDay } = residentAbsence;
  const away = or(between(fromDay, from, to), between(toDay, begun, to));
  await insertNews(tx, tx.select({ regionCode: residentAbsence.regionCode, residentId: residentAbsence.residentId, mark: came }).from(residentAbsence).where(and(eq(residentAbsence.regionCode, regionCode), away)));
  const { id, birthDay, deathDay } = resident;
  const ofResident = (days: SQL) => tx.select({ regionCode: resident.regionCode, residentId: id, mark: came }).from(resident).where(and(eq(resident.regionCode, regionCode), days));
  await insertNews(tx, ofResident(between(deathDay, from, to)));
  // A day more on either side: who was born on 29 February has a birthday every year all the same.
  for (const age of ages) await insertNews(tx, ofResident(between(birthDay, addDays(addYears(from, -age), -1), addDays(addYears(to, -age), 1))));
}

const intoNews = (tx: Tx) => tx.insert(memberNews);

async function insertNews(tx: Tx, found: Parameters<ReturnType<typeof intoNews>['select']>[0]): Promise<void> {
  await intoNews(tx).select(found).onConflictDoNothing();
}

/** The next residents of whom there is news, after one in the order of their ids. */
export async function listNews(q: Queryable, regionCode: string, after: string, limit: number): Promise<string[]> {
  const rows = await q
    .selectDistinct({ residentId: memberNews.residentId })
    .from(memberNews)
    .where(and(eq(memberNews.regionCode, regionCode), gt(memberNews.residentId, after)))
    .orderBy(asc(memberNews.residentId))
    .limit(limit);
  return rows.map(({ residentId }) => residentId);
}

/** The region's news have been counted. What somebody writes meanwhile is news for the next time. */
export async function clearNews(tx: Tx, regionCode: string): Promise<void> {
  await tx.delete(memberNews).where(eq(memberNews.regionCode, regionCode));
}

/** From now on news of the region's residents is kept. */
export async function watchMembers(tx: Tx, regionCode: string): Promise<void> {
  await tx.insert(memberWatch).values({ regionCode }).onConflictDoNothing();
}

/** By which terms the members of each month were last counted. */
export async function listCountedBy(q: Queryable, regionCode: string): Promise<Map<Month, string>> {
  const rows = await q
    .select({ month: period.month, countedBy: period.countedBy })
    .from(period)
    .where(and(eq(period.regionCode, regionCode), isNotNull(period.countedBy)));
  return new Map(rows.flatMap(({ month, countedBy }): [Month, string][] => (countedBy === null ? [] : [[month, countedBy]])));
}

/** Keeps by which terms these months were counted now; of months before the oldest of them nobody counts on it any more. */
export async function keepCountedBy(tx: Tx, regionCode: string, counted: ReadonlyMap<Month, string>, before: ReadonlyMap<Month, string>): Promise<void> {
  for (const [month, countedBy] of counted) {
    if (before.get(month) !== countedBy) await tx.update(period).set({ countedBy }).where(and(eq(period.regionCode, regionCode), eq(period.month, month)));
  }
  const [oldest] = [...counted.keys()].sort();
  if (oldest === undefined) return;
  await tx.update(period).set({ countedBy: null }).where(and(eq(period.regionCode, regionCode), lt(period.month, oldest), isNotNull(period.countedBy)));
}
