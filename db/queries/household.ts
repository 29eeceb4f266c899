import { and, asc, desc, eq, gte, inArray, isNull, lte, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { guardian, household, householdMember, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { HouseholdRelation } from '@/server/domain/registry/household';
import type { ResidentRow } from './resident';

export type HouseholdRow = typeof household.$inferSelect;
export type GuardianRow = typeof guardian.$inferSelect;

export interface MemberRow {
  readonly resident: ResidentRow;
  readonly relation: HouseholdRelation;
}

/** The household that a resident lives in; null for somebody who is in none. */
export async function findHouseholdOf(q: Queryable, regionCode: string, residentId: string): Promise<HouseholdRow | null> {
  const [row] = await q
    .select({ household })
    .from(householdMember)
    .innerJoin(household, and(eq(household.regionCode, householdMember.regionCode), eq(household.id, householdMember.householdId)))
    .where(and(eq(householdMember.regionCode, regionCode), eq(householdMember.residentId, residentId)));
  return row?.household ?? null;
}

/** Everybody of a household, the oldest first; records that turned out to be second ones are left out. */
export async function listHouseholdMembers(q: Queryable, regionCode: string, householdId: string): Promise<MemberRow[]> {
  return q
    .select({ resident, relation: householdMember.relation })
    .from(householdMember)
    .innerJoin(resident, and(eq(resident.regionCode, householdMember.regionCode), eq(resident.id, householdMember.residentId)))
    .where(and(eq(householdMember.regionCode, regionCode), eq(householdMember.householdId, householdId), isNull(resident.mergedIntoId)))
    .orderBy(asc(resident.birthDay), asc(resident.id));
}

/** False when the person is in a household already. */
export async function insertHouseholdMember(tx: Tx, row: typeof householdMember.$inferInsert): Promise<boolean> {
  const won = await tx.insert(householdMember).values(row).onConflictDoNothing().returning({ residentId: householdMember.residentId });
  return won.length === 1;
}

export async function insertHousehold(tx: Tx, row: HouseholdRow): Promise<void> {
  await tx.insert(household).values(row);
}

export async function setHouseholdAddress(tx: Tx, regionCode: string, id: string, address: string | null): Promise<void> {
  await tx.update(household).set({ address }).where(and(eq(household.regionCode, regionCode), eq(household.id, id)));
}

/** False when the person left the household meanwhile. */
export async function setRelation(tx: Tx, regionCode: string, householdId: string, residentId: string, relation: HouseholdRelation): Promise<boolean> {
  const won = await tx
    .update(householdMember)
    .set({ relation })
    .where(and(eq(householdMember.regionCode, regionCode), eq(householdMember.householdId, householdId), eq(householdMember.residentId, residentId)))
    .returning({ residentId: householdMember.residentId });
  return won.length === 1;
}

/** False when the person left the household meanwhile. */
export async function removeHouseholdMember(tx: Tx, regionCode: string, householdId: string, residentId: string): Promise<boolean> {
  const won = await tx
    .delete(householdMember)
    .where(and(eq(householdMember.regionCode, regionCode), eq(householdMember.householdId, householdId), eq(householdMember.residentId, residentId)))
    .returning({ residentId: householdMember.residentId });
  return won.length === 1;
}

/** Everybody who ever was a guardian of some residents, latest first. */
export async function listGuardians(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<GuardianRow[]> {
  if (residentIds.length === 0) return [];
  return q
    .select()
    .from(guardian)
    .where(and(eq(guardian.regionCode, regionCode), inArray(guardian.residentId, [...residentIds])))
    .orderBy(desc(guardian.fromDay), asc(guardian.id));
}

/** Whoever are guardians of some residents on a day. */
export async function listGuardiansOn(q: Queryable, regionCode: string, residentIds: readonly string[], on: Day): Promise<GuardianRow[]> {
  if (residentIds.length === 0) return [];
  return q
    .select()
    .from(guardian)
    .where(
      and(
        eq(guardian.regionCode, regionCode),
        inArray(guardian.residentId, [...residentIds]),
        lte(guardian.fromDay, on),
        or(isNull(guardian.toDay), gte(guardian.toDay, on)),
      ),
    )
    .orderBy(asc(guardian.fromDay), asc(guardian.id));
}

export async function findGuardian(q: Queryable, regionCode: string, id: string): Promise<GuardianRow | null> {
  const [row] = await q.select().from(guardian).where(and(eq(guardian.regionCode, regionCode), eq(guardian.id, id)));
  return row ?? null;
}

export async function insertGuardian(tx: Tx, row: GuardianRow): Promise<void> {
  await tx.insert(guardian).values(row);
}

/** False when somebody ended it a moment earlier. */
export async function endGuardianRow(tx: Tx, regionCode: string, id: string, toDay: Day): Promise<boolean> {
  const won = await tx
    .update(guardian)
    .set({ toDay })
    .where(and(eq(guardian.regionCode, regionCode), eq(guardian.id, id), isNull(guardian.toDay)))
    .returning({ id: guardian.id });
  return won.length === 1;
}
