import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { period } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';

/** The closed months of a region's books, oldest first. */
export async function listClosedMonths(q: Queryable, regionCode: string): Promise<Month[]> {
  return (await closedOf(q, { regionCode })).map((row) => row.month);
}

const closedOf = prepared(['regionCode'], (q, { regionCode }) =>
  q
    .select({ month: period.month })
    .from(period)
    .where(and(eq(period.regionCode, regionCode), isNotNull(period.closedAt)))
    .orderBy(asc(period.month)),
);

/** Closes a month; false when it was closed before. */
export async function closePeriod(tx: Tx, regionCode: string, month: Month, closedAt: number, closedBy: string): Promise<boolean> {
  const won = await tx.insert(period).values({ regionCode, month, closedAt, closedBy }).onConflictDoNothing().returning({ month: period.month });
  return won.length === 1;
}
