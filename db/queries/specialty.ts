import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { alliance, institution, specialtyAlliance, specialtyDepartment, specialtyMember } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { SharedDepartment, SpecialtyAlliance, SpecialtyMember } from '@/server/domain/quota/specialty';

/** One as it stands, with what screens say of it. */
export interface KeptSpecialty extends SpecialtyAlliance {
  readonly hospitalName: string;
  readonly hospitalAllianceId: string | null;
  readonly version: number;
  readonly foundedByName: string;
  readonly members: readonly (SpecialtyMember & { readonly memberName: string })[];
}

/** Those of the region whose hospital lies within reach, by name; who shares what with whom is no secret, so readers pass the whole region. */
export async function listSpecialties(q: Queryable, reach: Reach, id?: string): Promise<KeptSpecialty[]> {
  const heads = await q
    .select({ head: specialtyAlliance, hospitalName: institution.name, hospitalAllianceId: institution.allianceId })
    .from(specialtyAlliance)
    .innerJoin(institution, and(eq(institution.regionCode, specialtyAlliance.regionCode), eq(institution.code, specialtyAlliance.hospitalCode)))
    .where(and(within(reach, specialtyAlliance.regionCode, specialtyAlliance.hospitalCode), id === undefined ? undefined : eq(specialtyAlliance.id, id)))
    .orderBy(asc(specialtyAlliance.name), asc(specialtyAlliance.id));
  const ids = heads.map(({ head }) => head.id);
  if (ids.length === 0) return [];
  const departments = await q
    .select()
    .from(specialtyDepartment)
    .where(and(eq(specialtyDepartment.regionCode, reach.regionCode), inArray(specialtyDepartment.specialtyId, ids)))
    .orderBy(asc(specialtyDepartment.departmentCode));
  const members = await listMembers(q, reach.regionCode, ids);
  return heads.map(({ head: { foundedAt: _, ...head }, ...hospital }) => ({
    ...head,
    ...hospital,
    departments: departments.filter(({ specialtyId }) => specialtyId === head.id).map(({ departmentCode, departmentName }) => ({ departmentCode, departmentName })),
    members: members.filter(({ specialtyId }) => specialtyId === head.id).map(({ specialtyId: _of, ...member }) => member),
  }));
}

async function listMembers(q: Queryable, regionCode: string, ids: readonly string[]) {
  const rows = await q
    .select({ member: specialtyMember, institutionName: institution.name, allianceName: alliance.name })
    .from(specialtyMember)
    .leftJoin(institution, and(eq(institution.regionCode, specialtyMember.regionCode), eq(institution.code, specialtyMember.memberId)))
    .leftJoin(alliance, and(eq(alliance.regionCode, specialtyMember.regionCode), eq(alliance.id, specialtyMember.memberId)))
    .where(and(eq(specialtyMember.regionCode, regionCode), inArray(specialtyMember.specialtyId, [...ids])))
    .orderBy(asc(specialtyMember.kind), asc(specialtyMember.memberId), asc(specialtyMember.fromDay), asc(specialtyMember.id));
  return rows.map(({ member: { regionCode: _, ...member }, institutionName, allianceName }) => ({
    ...member,
    memberName: (member.kind === 'alliance' ? allianceName : institutionName) ?? member.memberId,
  }));
}

export async function insertSpecialty(tx: Tx, { departments, members: _, ...head }: SpecialtyAlliance, founded: { readonly at: number; readonly byName: string }): Promise<void> {
  await tx.insert(specialtyAlliance).values({ ...head, version: 1, foundedAt: founded.at, foundedByName: founded.byName });
  await tx.insert(specialtyDepartment).values(departments.map((department) => ({ ...department, regionCode: head.regionCode, specialtyId: head.id })));
}

/** Saves name and last day of one that is still of the version that was seen; false when somebody was faster. */
export async function saveSpecialty(tx: Tx, { regionCode, id, name, toDay }: SpecialtyAlliance, version: number): Promise<boolean> {
  const won = await tx
    .update(specialtyAlliance)
    .set({ name, toDay, version: version + 1 })
    .where(and(eq(specialtyAlliance.regionCode, regionCode), eq(specialtyAlliance.id, id), eq(specialtyAlliance.version, version)))
    .returning({ id: specialtyAlliance.id });
  return won.length === 1;
}

/** What it shares from now on. */
export async function replaceDepartments(tx: Tx, regionCode: string, specialtyId: string, departments: readonly SharedDepartment[]): Promise<void> {
  await tx.delete(specialtyDepartment).where(and(eq(specialtyDepartment.regionCode, regionCode), eq(specialtyDepartment.specialtyId, specialtyId)));
  await tx.insert(specialtyDepartment).values(departments.map((department) => ({ ...department, regionCode, specialtyId })));
}

/** False when the same member was let in meanwhile. */
export async function insertMember(tx: Tx, regionCode: string, specialtyId: string, member: SpecialtyMember): Promise<boolean> {
  const won = await tx.insert(specialtyMember).values({ ...member, regionCode, specialtyId }).onConflictDoNothing().returning({ id: specialtyMember.id });
  return won.length === 1;
}

/** False when the membership's last day is no longer the one that was seen. */
export async function endMember(tx: Tx, regionCode: string, id: string, seen: Day | null, toDay: Day): Promise<boolean> {
  const won = await tx
    .update(specialtyMember)
    .set({ toDay })
    .where(and(eq(specialtyMember.regionCode, regionCode), eq(specialtyMember.id, id), seen === null ? isNull(specialtyMember.toDay) : eq(specialtyMember.toDay, seen)))
    .returning({ id: specialtyMember.id });
  return won.length === 1;
}
