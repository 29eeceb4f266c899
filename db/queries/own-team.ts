import { type SQL, and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { gridCell, institution, practitioner, resident, team, teamClosure, teamMembership } from '@/db/schema';
import type { Own } from './own';

/** Where a resident would look for a team first: their home institution, its village clinics or its parent, and the grid that their address names. */
export async function findNearby(q: Queryable, own: Own): Promise<{ institutionCodes: string[]; gridTeamId: string | null; gridName: string | null }> {
  const [person] = await q
    .select({ home: resident.homeInstitutionCode, address: resident.address })
    .from(resident)
    .where(and(eq(resident.regionCode, own.regionCode), eq(resident.id, own.residentId)));
  const home = person?.home ?? null;
  const related =
    home === null
      ? []
      : await q
          .select({ code: institution.code, parentCode: institution.parentCode })
          .from(institution)
          .where(and(eq(institution.regionCode, own.regionCode), or(eq(institution.code, home), eq(institution.parentCode, home))));
  const parents = related.flatMap(({ code, parentCode }) => (code === home && parentCode !== null ? [parentCode] : []));
  const institutionCodes = [...new Set([...related.map(({ code }) => code), ...parents])];
  const grid = person?.address ? await findGrid(q, own.regionCode, institutionCodes, person.address) : null;
  return { institutionCodes, gridTeamId: grid?.teamId ?? null, gridName: grid?.name ?? null };
}

async function findGrid(q: Queryable, regionCode: string, institutionCodes: readonly string[], address: string) {
  if (institutionCodes.length === 0) return null;
  const cells = await q
    .select()
    .from(gridCell)
    .where(and(eq(gridCell.regionCode, regionCode), inArray(gridCell.institutionCode, [...institutionCodes])))
    .orderBy(asc(gridCell.code));
  return cells.find(({ places }) => places.some((place) => place !== '' && address.includes(place))) ?? null;
}

/** Open teams of these institutions, or those whose own name, institution or a member is called so; by name. */
export async function listTeamIds(q: Queryable, regionCode: string, by: { readonly institutionCodes: readonly string[] } | { readonly text: string }, limit: number): Promise<string[]> {
  const condition = 'text' in by ? calledSo(q, by.text) : by.institutionCodes.length === 0 ? sql`1 = 0` : inArray(team.institutionCode, [...by.institutionCodes]);
  const rows = await q
    .select({ id: team.id })
    .from(team)
    .innerJoin(institution, and(eq(institution.regionCode, team.regionCode), eq(institution.code, team.institutionCode)))
    .leftJoin(teamClosure, and(eq(teamClosure.regionCode, team.regionCode), eq(teamClosure.teamId, team.id)))
    .where(and(eq(team.regionCode, regionCode), isNull(teamClosure.closedOn), condition))
    .orderBy(asc(team.institutionCode), asc(team.name), asc(team.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

function calledSo(q: Queryable, text: string): SQL | undefined {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const like = (column: typeof team.name | typeof institution.name | typeof practitioner.name) => sql`lower(${column}) like lower(${pattern}) escape '\\'`;
  const members = q
    .select({ id: teamMembership.teamId })
    .from(teamMembership)
    .innerJoin(practitioner, and(eq(practitioner.regionCode, teamMembership.regionCode), eq(practitioner.id, teamMembership.practitionerId)))
    .where(and(eq(teamMembership.regionCode, team.regionCode), isNull(teamMembership.toDay), like(practitioner.name)));
  return or(like(team.name), like(institution.name), inArray(team.id, members));
}
