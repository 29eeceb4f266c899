import { type SQL, and, eq, exists, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { ledgerEntry, memberMonth, resident, residentIdentity, settlement } from '@/db/schema';
import { type Day, type Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type PoolId, formatAccount } from '@/server/domain/ledger/account';
import type { Insutype } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import { insuredOn, livesHereOn } from './resident-standing';

type Codes = 'all' | readonly string[];

/** Insured people who lived in the region on a day, near one of the places; and those of them who held one of the classes that day. */
export async function countBudgetHeads(
  q: Queryable,
  regionCode: string,
  insutype: Insutype,
  on: Day,
  homes: Codes,
  classes: readonly IdentityClass[],
): Promise<{ insured: number; excluded: number }> {
  if (homes !== 'all' && homes.length === 0) return { insured: 0, excluded: 0 };
  const counted = async (condition: SQL | undefined) => {
    const [row] = await q
      .select({ heads: sql<number>`count(*)`.mapWith(Number) })
      .from(resident)
      .where(
        and(
          eq(resident.regionCode, regionCode),
          livesHereOn(q, on),
          insuredOn(q, insutype, on),
          homes === 'all' ? undefined : inArray(resident.homeInstitutionCode, [...homes]),
          condition,
        ),
      );
    return row?.heads ?? 0;
  };
  return { insured: await counted(undefined), excluded: classes.length === 0 ? 0 : await counted(holds(q, classes, on)) };
}

function holds(q: Queryable, classes: readonly IdentityClass[], on: Day): SQL {
  const { residentId, regionCode, identityClass, fromDay, toDay, withdrawnAt } = residentIdentity;
  const sameResident = and(eq(regionCode, resident.regionCode), eq(residentId, resident.id));
  const thatDay = and(lte(fromDay, on), or(isNull(toDay), gte(toDay, on)), isNull(withdrawnAt));
  return exists(q.select({ residentId }).from(residentIdentity).where(and(sameResident, inArray(identityClass, [...classes]), thatDay)));
}

const spent = sql<number>`coalesce(-sum(${ledgerEntry.amountFen}), 0)`.mapWith(Number);

/** What a pool paid for visits in the books of a span of months, by institution. */
export async function listPoolSpending(q: Queryable, regionCode: string, pool: PoolId, from: Month, to: Month): Promise<Map<string, Fen>> {
  const rows = await q
    .select({ code: ledgerEntry.institutionCode, fundFen: spent })
    .from(ledgerEntry)
    .where(
      and(
        eq(ledgerEntry.regionCode, regionCode),
        eq(ledgerEntry.account, formatAccount({ kind: 'fund', pool })),
        gte(ledgerEntry.month, from),
        lte(ledgerEntry.month, to),
        inArray(ledgerEntry.kind, ['visit', 'difference']),
      ),
    )
    .groupBy(ledgerEntry.institutionCode);
  return new Map(rows.flatMap(({ code, fundFen }): [string, Fen][] => (code === null ? [] : [[code, fundFen]])));
}

/** Members of an insurance type in a closed month, by institution, as the month was closed. */
export async function countMembersByInstitution(q: Queryable, regionCode: string, month: Month, insutype: Insutype): Promise<Map<string, number>> {
  const rows = await q
    .select({ code: memberMonth.institutionCode, heads: sql<number>`coalesce(sum(${memberMonth.heads}), 0)`.mapWith(Number) })
    .from(memberMonth)
    .where(and(eq(memberMonth.regionCode, regionCode), eq(memberMonth.month, month), eq(memberMonth.insutype, insutype)))
    .groupBy(memberMonth.institutionCode);
  return new Map(rows.map(({ code, heads }) => [code, heads]));
}

/** A settlement of the pool's year that institutions have received; null while there is none. */
export async function findDelivered(q: Queryable, regionCode: string, year: string, pool: PoolId): Promise<string | null> {
  const rows = await q
    .select({ id: settlement.id, pools: settlement.pools })
    .from(settlement)
    .where(and(eq(settlement.regionCode, regionCode), eq(settlement.year, year), gte(settlement.deliveredDay, '')));
  return rows.find(({ pools }) => pools.includes(pool))?.id ?? null;
}
