import { and, asc, desc, eq, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { practitioner, serviceCount, serviceRecord, team, teamMembership } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';

export type ServiceRecordRow = typeof serviceRecord.$inferSelect;

/** A service with the names that lists show. */
export interface NamedServiceRecord extends ServiceRecordRow {
  readonly practitionerName: string;
  readonly teamName: string;
}

/** One record within reach; null outside it. */
export async function findServiceRecord(q: Queryable, reach: Reach, id: string): Promise<ServiceRecordRow | null> {
  const [row] = await q
    .select()
    .from(serviceRecord)
    .where(and(within(reach, serviceRecord.regionCode, serviceRecord.institutionCode), eq(serviceRecord.id, id)));
  return row ?? null;
}

/** What one request recorded for a contract, withdrawn since or not. */
export async function listRecordsOfRequest(q: Queryable, regionCode: string, requestKey: string, contractId: string): Promise<ServiceRecordRow[]> {
  const same = and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.requestKey, requestKey), eq(serviceRecord.contractId, contractId));
  return q.select().from(serviceRecord).where(same).orderBy(asc(serviceRecord.itemCode));
}

/** The services of a contract that stand. */
export async function listStandingServices(q: Queryable, regionCode: string, contractId: string): Promise<ServiceRecordRow[]> {
  return q
    .select()
    .from(serviceRecord)
    .where(and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.contractId, contractId), isNull(serviceRecord.withdrawnAt)))
    .orderBy(asc(serviceRecord.day), asc(serviceRecord.id));
}

/** The services of some residents that stand, whichever contract they were given under. */
export async function listServicesOfResidents(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Pick<ServiceRecordRow, 'residentId' | 'contractId' | 'itemCode' | 'day'>[]> {
  const { residentId, contractId, itemCode, day } = serviceRecord;
  return q
    .select({ residentId, contractId, itemCode, day })
    .from(serviceRecord)
    .where(and(eq(serviceRecord.regionCode, regionCode), inArray(residentId, [...residentIds]), isNull(serviceRecord.withdrawnAt)))
    .orderBy(asc(residentId), asc(day));
}

/** What was recorded of a resident, the latest first, withdrawn or not. */
export async function listResidentServices(q: Queryable, regionCode: string, residentId: string, limit: number): Promise<NamedServiceRecord[]> {
  const rows = await servicesOf(q, { regionCode, residentId, limit });
  return rows.map(({ record, ...names }) => ({ ...record, ...names }));
}

const servicesOf = prepared(['regionCode', 'residentId', 'limit'], (q, { regionCode, residentId, limit }) =>
  q
    .select({ record: serviceRecord, practitionerName: practitioner.name, teamName: team.name })
    .from(serviceRecord)
    .innerJoin(practitioner, and(eq(practitioner.regionCode, serviceRecord.regionCode), eq(practitioner.id, serviceRecord.practitionerId)))
    .innerJoin(team, and(eq(team.regionCode, serviceRecord.regionCode), eq(team.id, serviceRecord.teamId)))
    .where(and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.residentId, residentId)))
    .orderBy(desc(serviceRecord.day), desc(serviceRecord.recordedAt), asc(serviceRecord.itemCode))
    .limit(limit),
);

/** False when the same item of the contract stands on that day already; then nothing was written. */
export async function insertServiceRecord(tx: Tx, row: ServiceRecordRow): Promise<boolean> {
  const won = await tx.insert(serviceRecord).values(row).onConflictDoNothing().returning({ id: serviceRecord.id });
  return won.length === 1;
}

/** False when it was withdrawn before. */
export async function withdrawServiceRecord(tx: Tx, { regionCode, id }: ServiceRecordRow, by: string, at: number, reason: string): Promise<boolean> {
  const won = await tx
    .update(serviceRecord)
    .set({ withdrawnBy: by, withdrawnAt: at, withdrawnReason: reason })
    .where(and(eq(serviceRecord.regionCode, regionCode), eq(serviceRecord.id, id), isNull(serviceRecord.withdrawnAt)))
    .returning({ id: serviceRecord.id });
  return won.length === 1;
}

export type CountKey = Pick<ServiceRecordRow, 'regionCode' | 'contractId' | 'yearStart' | 'itemCode'>;

/** Takes one of a year's count; false when none is left. `perYear` null: as often as needed. */
export async function takeFromCount(tx: Tx, key: CountKey, perYear: number | null): Promise<boolean> {
  const { regionCode, contractId, yearStart, itemCode } = key;
  await tx.insert(serviceCount).values({ regionCode, contractId, yearStart, itemCode, used: 0 }).onConflictDoNothing();
  const won = await tx
    .update(serviceCount)
    .set({ used: sql`${serviceCount.used} + 1` })
    .where(and(sameCount(key), perYear === null ? undefined : sql`${serviceCount.used} < ${perYear}`))
    .returning({ used: serviceCount.used });
  return won.length === 1;
}

/** Gives back what a withdrawn service had taken. */
export async function returnToCount(tx: Tx, key: CountKey): Promise<void> {
  await tx.update(serviceCount).set({ used: sql`${serviceCount.used} - 1` }).where(sameCount(key));
}

function sameCount({ regionCode, contractId, yearStart, itemCode }: CountKey) {
  return and(eq(serviceCount.regionCode, regionCode), eq(serviceCount.contractId, contractId), eq(serviceCount.yearStart, yearStart), eq(serviceCount.itemCode, itemCode));
}

/** Whether somebody belonged to a team on a day. */
export async function wasMemberOn(q: Queryable, regionCode: string, teamId: string, practitionerId: string, day: Day): Promise<boolean> {
  const [row] = await q
    .select({ from: teamMembership.fromDay })
    .from(teamMembership)
    .where(
      and(
        ...[eq(teamMembership.regionCode, regionCode), eq(teamMembership.teamId, teamId), eq(teamMembership.practitionerId, practitionerId)],
        lte(teamMembership.fromDay, day),
        or(isNull(teamMembership.toDay), gte(teamMembership.toDay, day)),
      ),
    )
    .limit(1);
  return row !== undefined;
}
