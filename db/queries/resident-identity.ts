import { and, asc, eq, gt, isNull, or } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { residentIdentity } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { IdentityInterval } from '@/server/domain/registry/identity-classes';

export type ResidentIdentityRow = typeof residentIdentity.$inferSelect;

/** The classes that residents hold or held, by resident; withdrawn records are left out. Residents without any are not in the map. */
export async function listIdentityIntervals(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, IdentityInterval[]>> {
  const found = new Map<string, IdentityInterval[]>();
  for (const { residentId, ...interval } of await intervalsOf(q, { regionCode, residentIds: listed(residentIds) })) {
    const own = found.get(residentId);
    if (own === undefined) found.set(residentId, [interval]);
    else own.push(interval);
  }
  return found;
}

const intervalsOf = prepared(['regionCode', 'residentIds'], (q, { regionCode, residentIds }) => {
  const { residentId, identityClass, fromDay, toDay } = residentIdentity;
  return q
    .select({ residentId, identityClass, from: fromDay, to: toDay })
    .from(residentIdentity)
    .where(and(eq(residentIdentity.regionCode, regionCode), among(residentId, residentIds), isNull(residentIdentity.withdrawnAt)))
    .orderBy(asc(residentId), asc(fromDay), asc(identityClass));
});

/** Everything that was ever recorded of one resident, latest first day first; withdrawn records too. */
export async function listIdentityRecords(q: Queryable, regionCode: string, residentId: string): Promise<ResidentIdentityRow[]> {
  const rows = await q
    .select()
    .from(residentIdentity)
    .where(and(eq(residentIdentity.regionCode, regionCode), eq(residentIdentity.residentId, residentId)))
    .orderBy(asc(residentIdentity.fromDay), asc(residentIdentity.id));
  return rows.reverse();
}

export async function findIdentityRecord(q: Queryable, regionCode: string, id: string): Promise<ResidentIdentityRow | null> {
  const [row] = await q
    .select()
    .from(residentIdentity)
    .where(and(eq(residentIdentity.regionCode, regionCode), eq(residentIdentity.id, id)));
  return row ?? null;
}

/** False when somebody recorded the same class from the same day, or without an end, a moment earlier. */
export async function insertIdentityRecord(tx: Tx, row: ResidentIdentityRow): Promise<boolean> {
  const won = await tx.insert(residentIdentity).values(row).onConflictDoNothing().returning({ id: residentIdentity.id });
  return won.length === 1;
}

/** False when it ended as early, or was withdrawn, in the meantime. */
export async function endIdentityRecord(
  tx: Tx,
  key: { readonly regionCode: string; readonly id: string },
  end: { readonly toDay: Day; readonly endedAt: number; readonly endedByName: string },
): Promise<boolean> {
  const won = await tx
    .update(residentIdentity)
    .set(end)
    .where(and(standing(key), or(isNull(residentIdentity.toDay), gt(residentIdentity.toDay, end.toDay))))
    .returning({ id: residentIdentity.id });
  return won.length === 1;
}

/** False when it was withdrawn in the meantime. */
export async function withdrawIdentityRecord(
  tx: Tx,
  key: { readonly regionCode: string; readonly id: string },
  withdrawal: { readonly withdrawnAt: number; readonly withdrawnReason: string; readonly endedAt: number; readonly endedByName: string },
): Promise<boolean> {
  const won = await tx.update(residentIdentity).set(withdrawal).where(standing(key)).returning({ id: residentIdentity.id });
  return won.length === 1;
}

function standing({ regionCode, id }: { readonly regionCode: string; readonly id: string }) {
  return and(eq(residentIdentity.regionCode, regionCode), eq(residentIdentity.id, id), isNull(residentIdentity.withdrawnAt));
}

/** Everything that was ever recorded of some residents; withdrawn records too. */
export async function listIdentityRecordsOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<ResidentIdentityRow[]> {
  return q.select().from(residentIdentity).where(and(eq(residentIdentity.regionCode, regionCode), among(residentIdentity.residentId, residentIds)));
}
