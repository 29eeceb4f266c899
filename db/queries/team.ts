import { type SQL, and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared, preparedInForm } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { doctorLoad, institution, practitioner, team, teamClosure, teamMembership } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Practitioner, Team } from '@/server/domain/registry/team';
import { type TeamRole, usualRole } from '@/server/domain/registry/team-composition';

/** A team with how many places are taken, and the names that lists show. */
export interface TeamWithSeats extends Team {
  readonly signedCount: number;
  readonly institutionName: string;
  /** Set once it was merged away or closed. */
  readonly closedOn: Day | null;
  /** Those who belong to it now, the leader first. */
  readonly members: readonly TeamMember[];
}

export interface TeamMember extends Pick<Practitioner, 'id' | 'name' | 'profession' | 'title'> {
  readonly role: TeamRole;
  readonly since: Day;
  /** Residents of theirs over all teams, and how many they may have where it is not the policy's number. */
  readonly signedCount: number;
  readonly ownCapacity: number | null;
}

/** A team of the region, whoever asks: a refusal names the team that a resident is signed with already. */
export async function findTeam(q: Queryable, regionCode: string, id: string): Promise<TeamWithSeats | null> {
  const [found] = await withMembers(q, regionCode, await teamWith(q, { regionCode, id }));
  return found ?? null;
}

const teamWith = prepared(['regionCode', 'id'], (q, { regionCode, id }) => teamRows(q, and(eq(team.regionCode, regionCode), eq(team.id, id))));

/** Where a team of the region is; null for one that does not exist. */
export async function findTeamPlace(q: Queryable, regionCode: string, id: string): Promise<{ readonly institutionCode: string } | null> {
  const [found] = await placeOfTeam(q, { regionCode, id });
  return found ?? null;
}

const placeOfTeam = prepared(['regionCode', 'id'], (q, { regionCode, id }) =>
  q
    .select({ institutionCode: team.institutionCode })
    .from(team)
    .where(and(eq(team.regionCode, regionCode), eq(team.id, id))),
);

/** The teams within reach, by institution and name. */
export async function listTeams(q: Queryable, reach: Reach): Promise<TeamWithSeats[]> {
  return withMembers(q, reach.regionCode, await teamRows(q, within(reach, team.regionCode, team.institutionCode)));
}

function teamRows(q: Queryable, condition: SQL | undefined) {
  return q
    .select({ team, institutionName: institution.name, closedOn: teamClosure.closedOn })
    .from(team)
    .innerJoin(institution, and(eq(institution.regionCode, team.regionCode), eq(institution.code, team.institutionCode)))
    .leftJoin(teamClosure, and(eq(teamClosure.regionCode, team.regionCode), eq(teamClosure.teamId, team.id)))
    .where(condition)
    .orderBy(asc(team.institutionCode), asc(team.name), asc(team.id));
}

async function withMembers(q: Queryable, regionCode: string, rows: Awaited<ReturnType<typeof teamRows>>): Promise<TeamWithSeats[]> {
  const members = await membersOf(q, regionCode, rows.map((row) => row.team.id));
  return rows.map((row) => {
    const own = members.filter((member) => member.teamId === row.team.id).sort((a, b) => Number(b.role === 'leader') - Number(a.role === 'leader'));
    return {
      ...row.team,
      institutionName: row.institutionName,
      closedOn: row.closedOn,
      practitionerIds: own.map((member) => member.id),
      members: own.map(({ teamId: _, ...member }) => member),
    };
  });
}

async function membersOf(q: Queryable, regionCode: string, teamIds: readonly string[]) {
  return teamIds.length === 0 ? [] : membersOfTeams(q, {}, { regionCode, teamIds });
}

const membersOfTeams = preparedInForm<object, { readonly regionCode: string; readonly teamIds: readonly string[] }>()((q, _, { regionCode, teamIds }) => {
  const { id, name, profession, title } = practitioner;
  const { teamId, role, fromDay } = teamMembership;
  const load = { signedCount: sql<number>`coalesce(${doctorLoad.signedCount}, 0)`.mapWith(Number), ownCapacity: doctorLoad.capacity };
  return q
    .select({ teamId, id, name, profession, title, role, since: fromDay, ...load })
    .from(teamMembership)
    .innerJoin(practitioner, and(eq(practitioner.regionCode, teamMembership.regionCode), eq(practitioner.id, teamMembership.practitionerId)))
    .leftJoin(doctorLoad, and(eq(doctorLoad.regionCode, practitioner.regionCode), eq(doctorLoad.practitionerId, practitioner.id)))
    .where(and(eq(teamMembership.regionCode, regionCode), inArray(teamId, [...teamIds]), isNull(teamMembership.toDay)))
    .orderBy(asc(teamId), asc(practitioner.id));
});

/** Takes one place in a team; false when there is none left. `beyond` takes one even then, for who has a right to it. */
export async function takeSeat(tx: Tx, regionCode: string, teamId: string, beyond = false): Promise<boolean> {
  const won = await tx
    .update(team)
    .set({ signedCount: sql`${team.signedCount} + 1` })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId), beyond ? undefined : lt(team.signedCount, team.capacity)))
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

/** A team to be written; who is in it since when is known or else begins with the books. */
export interface NewTeam extends Team {
  /** 0 unless contracts are inserted beside it. */
  readonly signedCount?: number;
  readonly since?: Day;
}

const beforeTheBooks = '2020-01-01';

/** Teams with their members, who must be registered: each becomes what they learnt, and the leader leads. */
export async function insertTeams(tx: Tx, rows: readonly NewTeam[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  await tx.append(
    team,
    rows.map(({ practitionerIds: _, since: _since, signedCount, ...row }) => ({ ...row, signedCount: signedCount ?? 0 })),
  );
  const ids = [...new Set(rows.flatMap(({ practitionerIds }) => practitionerIds))];
  const people = await tx.select({ id: practitioner.id, profession: practitioner.profession }).from(practitioner).where(and(eq(practitioner.regionCode, first.regionCode), inArray(practitioner.id, ids)));
  const professions = new Map(people.map(({ id, profession }) => [id, profession]));
  const members = rows.flatMap(({ regionCode, id, leaderId, practitionerIds, since }) =>
    practitionerIds.map((practitionerId) => {
      const profession = professions.get(practitionerId);
      if (profession === undefined) throw new Error(`team ${id} names a member who is not registered: ${practitionerId}`);
      return { regionCode, teamId: id, practitionerId, fromDay: since ?? beforeTheBooks, role: usualRole(profession, practitionerId === leaderId), toDay: null };
    }),
  );
  if (members.length > 0) await tx.append(teamMembership, members);
}
