import { type SQL, and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { institution, practitioner, team, teamMember } from '@/db/schema';
import type { Practitioner, Team } from '@/server/domain/registry/team';

/** A team with how many places are taken, and the names that lists show. */
export interface TeamWithSeats extends Team {
  readonly signedCount: number;
  readonly institutionName: string;
  readonly members: readonly Pick<Practitioner, 'id' | 'name' | 'profession' | 'title'>[];
}

/** A team of the region, whoever asks: a refusal names the team that a resident is signed with already. */
export async function findTeam(q: Queryable, regionCode: string, id: string): Promise<TeamWithSeats | null> {
  const [found] = await teamsWhere(q, regionCode, and(eq(team.regionCode, regionCode), eq(team.id, id)));
  return found ?? null;
}

/** The teams within reach, by institution and name. */
export async function listTeams(q: Queryable, reach: Reach): Promise<TeamWithSeats[]> {
  return teamsWhere(q, reach.regionCode, within(reach, team.regionCode, team.institutionCode));
}

async function teamsWhere(q: Queryable, regionCode: string, condition: SQL | undefined): Promise<TeamWithSeats[]> {
  const rows = await q
    .select({ team, institutionName: institution.name })
    .from(team)
    .innerJoin(institution, and(eq(institution.regionCode, team.regionCode), eq(institution.code, team.institutionCode)))
    .where(condition)
    .orderBy(asc(team.institutionCode), asc(team.name), asc(team.id));
  const members = await membersOf(q, regionCode, rows.map((row) => row.team.id));
  return rows.map((row) => {
    const own = members.filter((member) => member.teamId === row.team.id);
    return {
      ...row.team,
      institutionName: row.institutionName,
      practitionerIds: own.map((member) => member.id),
      members: own.map(({ teamId: _, ...member }) => member),
    };
  });
}

async function membersOf(q: Queryable, regionCode: string, teamIds: readonly string[]) {
  if (teamIds.length === 0) return [];
  const { id, name, profession, title } = practitioner;
  return q
    .select({ teamId: teamMember.teamId, id, name, profession, title })
    .from(teamMember)
    .innerJoin(practitioner, and(eq(practitioner.regionCode, teamMember.regionCode), eq(practitioner.id, teamMember.practitionerId)))
    .where(and(eq(teamMember.regionCode, regionCode), inArray(teamMember.teamId, [...teamIds])))
    .orderBy(asc(teamMember.teamId), asc(practitioner.id));
}

/** Takes one place in a team; false when there is none left. */
export async function takeSeat(tx: Tx, regionCode: string, teamId: string): Promise<boolean> {
  const won = await tx
    .update(team)
    .set({ signedCount: sql`${team.signedCount} + 1` })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId), lt(team.signedCount, team.capacity)))
    .returning({ id: team.id });
  return won.length === 1;
}

/**
 * Gives places back, as many as were taken.
 *
 * @throws when the team holds fewer, which the table's check refuses.
 */
export async function releaseSeats(tx: Tx, regionCode: string, teamId: string, seats: number): Promise<void> {
  const moved = await tx
    .update(team)
    .set({ signedCount: sql`${team.signedCount} - ${seats}` })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)))
    .returning({ id: team.id });
  if (moved.length !== 1) throw new Error(`team ${teamId} of ${regionCode} is gone while its contracts stand`);
}

/** Teams with their members; the places taken begin at `signedCount`, 0 unless contracts are inserted beside them. */
export async function insertTeams(tx: Tx, rows: readonly (Team & { readonly signedCount?: number })[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.append(
    team,
    rows.map(({ practitionerIds: _, signedCount, ...row }) => ({ ...row, signedCount: signedCount ?? 0 })),
  );
  await tx.append(
    teamMember,
    rows.flatMap(({ regionCode, id, practitionerIds }) =>
      practitionerIds.map((practitionerId) => ({ regionCode, teamId: id, practitionerId })),
    ),
  );
}
