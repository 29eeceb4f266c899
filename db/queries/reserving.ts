import { and, asc, eq, gte, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { prepared, shaped } from '@/db/prepared';
import { clinicSession, institution, slot, specialtyAlliance, specialtyDepartment, specialtyMember, team } from '@/db/schema';
import { type Day, firstDayOf, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import type { Dealee } from '@/server/domain/quota/deal-places';
import type { Party } from '@/server/domain/quota/may-reserve';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { isPrimary } from '@/server/domain/registry/codes';
import { onDays } from './quota';

const partyColumns = { code: institution.code, name: institution.name, allianceId: institution.allianceId, parentCode: institution.parentCode };

/** Institutions as they stand to reserved places; one that does not exist is left out. */
export async function listParties(q: Queryable, regionCode: string, codes: readonly string[]): Promise<Party[]> {
  if (codes.length === 0) return [];
  const [code = ''] = codes;
  const rows = codes.length === 1 ? await partyWith(q, { regionCode, code }) : await q.select(partyColumns).from(institution).where(and(eq(institution.regionCode, regionCode), inArray(institution.code, [...codes])));
  return rows.map(partyOf);
}

const partyWith = prepared(['regionCode', 'code'], (q, { regionCode, code }) => q.select(partyColumns).from(institution).where(and(eq(institution.regionCode, regionCode), eq(institution.code, code))));

/** What hospitals share with an institution through specialty alliances in force on a day: hospital and department. */
export async function listSharedWith(
  q: Queryable,
  regionCode: string,
  asker: Party,
  day: Day,
  hospitalCode?: string,
): Promise<{ hospitalCode: string; departmentCode: string }[]> {
  const { code, houseCode, allianceId } = asker;
  const shape = { alliance: allianceId !== null, hospital: hospitalCode !== undefined };
  return sharedDepartments(shape)(q, { regionCode, code, houseCode, allianceId, day, hospitalCode: hospitalCode ?? null });
}

const sharedDepartments = shaped((shape: { readonly alliance: boolean; readonly hospital: boolean }) =>
  prepared(['regionCode', 'code', 'houseCode', 'allianceId', 'day', 'hospitalCode'], (q, { regionCode, code, houseCode, allianceId, day, hospitalCode }) =>
    q
      .selectDistinct({ hospitalCode: specialtyAlliance.hospitalCode, departmentCode: specialtyDepartment.departmentCode })
      .from(specialtyMember)
      .innerJoin(specialtyAlliance, and(eq(specialtyAlliance.regionCode, specialtyMember.regionCode), eq(specialtyAlliance.id, specialtyMember.specialtyId)))
      .innerJoin(specialtyDepartment, and(eq(specialtyDepartment.regionCode, specialtyMember.regionCode), eq(specialtyDepartment.specialtyId, specialtyMember.specialtyId)))
      .where(
        and(
          eq(specialtyMember.regionCode, regionCode),
          or(
            and(eq(specialtyMember.kind, 'institution'), inArray(specialtyMember.memberId, [code, houseCode])),
            shape.alliance ? and(eq(specialtyMember.kind, 'alliance'), eq(specialtyMember.memberId, allianceId)) : undefined,
          ),
          lte(specialtyMember.fromDay, day),
          or(isNull(specialtyMember.toDay), gte(specialtyMember.toDay, day)),
          lte(specialtyAlliance.fromDay, day),
          or(isNull(specialtyAlliance.toDay), gte(specialtyAlliance.toDay, day)),
          shape.hospital ? eq(specialtyAlliance.hospitalCode, hospitalCode) : undefined,
        ),
      ),
  ),
);

/**
 * The primary institutions of a hospital's alliance with their signed residents, clinics counted with the house they belong to, and
 * what was dealt to each of the same department and kind in the session's month.
 */
export async function listDealees(q: Queryable, session: Pick<ClinicSession, 'regionCode' | 'institutionCode' | 'departmentCode' | 'kind' | 'day'>): Promise<Dealee[]> {
  const { regionCode, institutionCode, day } = session;
  const [hospital] = await q
    .select({ allianceId: institution.allianceId })
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), eq(institution.code, institutionCode)));
  const allianceId = hospital?.allianceId ?? null;
  if (allianceId === null) return [];
  const signed = await q
    .select({ ...partyColumns, level: institution.level, signed: sql<number>`coalesce(sum(${team.signedCount}), 0)`.mapWith(Number) })
    .from(institution)
    .leftJoin(team, and(eq(team.regionCode, institution.regionCode), eq(team.institutionCode, institution.code)))
    .where(and(eq(institution.regionCode, regionCode), eq(institution.allianceId, allianceId), or(isNull(institution.closedOn), sql`${institution.closedOn} > ${day}`)))
    .groupBy(institution.regionCode, institution.code)
    .orderBy(asc(institution.code));
  const before = await countDealt(q, session);
  const houses = new Map<string, number>();
  for (const row of signed.filter(({ level }) => isPrimary(level))) {
    const { houseCode } = partyOf(row);
    houses.set(houseCode, (houses.get(houseCode) ?? 0) + row.signed);
  }
  return [...houses].map(([code, count]) => ({ institutionCode: code, signed: count, dealtBefore: before.get(code) ?? 0 }));
}

async function countDealt(q: Queryable, session: Pick<ClinicSession, 'regionCode' | 'institutionCode' | 'departmentCode' | 'kind' | 'day'>): Promise<Map<string, number>> {
  const month = monthOf(session.day);
  const rows = await q
    .select({ dealtTo: slot.dealtTo, places: sql<number>`count(*)`.mapWith(Number) })
    .from(clinicSession)
    .innerJoin(slot, and(eq(slot.regionCode, clinicSession.regionCode), eq(slot.sessionId, clinicSession.id)))
    .where(
      and(
        eq(clinicSession.regionCode, session.regionCode),
        eq(clinicSession.institutionCode, session.institutionCode),
        eq(clinicSession.departmentCode, session.departmentCode),
        eq(clinicSession.kind, session.kind),
        onDays(firstDayOf(month), lastDayOf(month)),
        eq(clinicSession.status, 'published'),
        isNotNull(slot.dealtTo),
        ne(slot.status, 'withdrawn'),
      ),
    )
    .groupBy(slot.dealtTo);
  return new Map(rows.map(({ dealtTo, places }) => [dealtTo ?? '', places]));
}

function partyOf({ code, name, allianceId, parentCode }: { code: string; name: string; allianceId: string | null; parentCode: string | null }): Party {
  return { code, name, allianceId, houseCode: parentCode ?? code };
}
