import { and, asc, desc, eq, gte, lte } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import type { Reach } from '@/db/reach';
import { contract, phoneChange, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ResidentRow, residentWithin } from './resident';

export type PhoneChangeRow = typeof phoneChange.$inferSelect;

/** False when the resident asked for it under the same key before. */
export async function insertPhoneChange(tx: Tx, row: PhoneChangeRow): Promise<boolean> {
  const won = await tx
    .insert(phoneChange)
    .values(row)
    .onConflictDoNothing({ target: [phoneChange.regionCode, phoneChange.residentId, phoneChange.requestKey] })
    .returning({ id: phoneChange.id });
  return won.length === 1;
}

export async function findPhoneChangeByRequest(q: Queryable, regionCode: string, residentId: string, requestKey: string): Promise<PhoneChangeRow | null> {
  const [row] = await q
    .select()
    .from(phoneChange)
    .where(and(eq(phoneChange.regionCode, regionCode), eq(phoneChange.residentId, residentId), eq(phoneChange.requestKey, requestKey)));
  return row ?? null;
}

/** The newest of a resident's. */
export async function findNewestPhoneChange(q: Queryable, regionCode: string, residentId: string): Promise<PhoneChangeRow | null> {
  const [row] = await q
    .select()
    .from(phoneChange)
    .where(and(eq(phoneChange.regionCode, regionCode), eq(phoneChange.residentId, residentId)))
    .orderBy(desc(phoneChange.askedAt))
    .limit(1);
  return row ?? null;
}

/** Changes that wait for somebody's word, of the residents within reach, the longest waiting first. */
export async function listPendingPhoneChanges(q: Queryable, reach: Reach): Promise<{ change: PhoneChangeRow; resident: ResidentRow }[]> {
  return q
    .select({ change: phoneChange, resident })
    .from(phoneChange)
    .innerJoin(resident, and(eq(resident.regionCode, phoneChange.regionCode), eq(resident.id, phoneChange.residentId)))
    .where(and(residentWithin(q, reach), eq(phoneChange.status, 'pending')))
    .orderBy(asc(phoneChange.askedAt));
}

export async function findPhoneChange(q: Queryable, reach: Reach, id: string): Promise<{ change: PhoneChangeRow; resident: ResidentRow } | null> {
  const [row] = await q
    .select({ change: phoneChange, resident })
    .from(phoneChange)
    .innerJoin(resident, and(eq(resident.regionCode, phoneChange.regionCode), eq(resident.id, phoneChange.residentId)))
    .where(and(residentWithin(q, reach), eq(phoneChange.id, id)));
  return row ?? null;
}

/** False when it was decided meanwhile. */
export async function decidePhoneChangeRow(tx: Tx, change: PhoneChangeRow, decision: Pick<PhoneChangeRow, 'status' | 'decidedAt' | 'decidedBy' | 'decidedByName' | 'reason'>): Promise<boolean> {
  const won = await tx
    .update(phoneChange)
    .set(decision)
    .where(and(eq(phoneChange.regionCode, change.regionCode), eq(phoneChange.id, change.id), eq(phoneChange.status, 'pending')))
    .returning({ id: phoneChange.id });
  return won.length === 1;
}

/** The team whose contract covers a resident on a day. */
export async function findTeamOfResident(q: Queryable, regionCode: string, residentId: string, on: Day): Promise<string | null> {
  const [row] = await q
    .select({ teamId: contract.teamId })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId), eq(contract.status, 'in_force'), lte(contract.startDay, on), gte(contract.endDay, on)))
    .limit(1);
  return row?.teamId ?? null;
}
