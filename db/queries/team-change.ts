import { and, asc, eq, isNull, ne } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { practitioner, team, teamClosure, teamMembership } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { TeamRole } from '@/server/domain/registry/team-composition';
import type { Practitioner } from '@/server/domain/registry/team';

export interface TeamSheet {
  readonly name: string;
  readonly phone: string | null;
  readonly capacity: number;
}

export async function saveTeamSheet(tx: Tx, regionCode: string, teamId: string, { name, phone, capacity }: TeamSheet): Promise<void> {
  await tx
    .update(team)
    .set({ name, phone, capacity })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)));
}

/**
 * Ends what somebody is in a team on the day before, and begins what they are from the day on; null ends it. What began on the same day is
 * written over, because it covered no day.
 */
export async function saveRole(tx: Tx, regionCode: string, of: { readonly teamId: string; readonly practitionerId: string }, role: TeamRole | null, days: { readonly today: Day; readonly yesterday: Day }): Promise<void> {
  const open = and(eq(teamMembership.regionCode, regionCode), eq(teamMembership.teamId, of.teamId), eq(teamMembership.practitionerId, of.practitionerId), isNull(teamMembership.toDay));
  await tx.delete(teamMembership).where(and(open, eq(teamMembership.fromDay, days.today)));
  await tx.update(teamMembership).set({ toDay: days.yesterday }).where(open);
  if (role !== null) await tx.insert(teamMembership).values({ regionCode, ...of, fromDay: days.today, role, toDay: null });
}

export async function saveLeader(tx: Tx, regionCode: string, teamId: string, leaderId: string): Promise<void> {
  await tx
    .update(team)
    .set({ leaderId })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)));
}

/** Whoever was in a team and is not any more, the latest first. */
export async function listFormerMembers(q: Queryable, regionCode: string, teamId: string): Promise<{ practitionerId: string; name: string; role: TeamRole; fromDay: Day; toDay: Day }[]> {
  const { practitionerId, role, fromDay, toDay } = teamMembership;
  const rows = await q
    .select({ practitionerId, name: practitioner.name, role, fromDay, toDay })
    .from(teamMembership)
    .innerJoin(practitioner, and(eq(practitioner.regionCode, teamMembership.regionCode), eq(practitioner.id, practitionerId)))
    .where(and(eq(teamMembership.regionCode, regionCode), eq(teamMembership.teamId, teamId)))
    .orderBy(asc(toDay), asc(practitionerId));
  return rows.flatMap((row) => (row.toDay === null ? [] : [{ ...row, toDay: row.toDay }])).reverse();
}

/** The open teams of a practitioner, by name. */
export async function listTeamsOfPractitioner(q: Queryable, regionCode: string, practitionerId: string): Promise<{ id: string; name: string; institutionCode: string; role: TeamRole }[]> {
  const rows = await q
    .select({ id: team.id, name: team.name, institutionCode: team.institutionCode, role: teamMembership.role, closedOn: teamClosure.closedOn })
    .from(teamMembership)
    .innerJoin(team, and(eq(team.regionCode, teamMembership.regionCode), eq(team.id, teamMembership.teamId)))
    .leftJoin(teamClosure, and(eq(teamClosure.regionCode, team.regionCode), eq(teamClosure.teamId, team.id)))
    .where(and(eq(teamMembership.regionCode, regionCode), eq(teamMembership.practitionerId, practitionerId), isNull(teamMembership.toDay)))
    .orderBy(asc(team.name), asc(team.id));
  return rows.filter(({ closedOn }) => closedOn === null).map(({ closedOn: _, ...row }) => row);
}

/** Whether another team of the institution has the name. */
export async function isTeamNameTaken(q: Queryable, regionCode: string, institutionCode: string, name: string, exceptId: string): Promise<boolean> {
  const rows = await q
    .select({ id: team.id, closedOn: teamClosure.closedOn })
    .from(team)
    .leftJoin(teamClosure, and(eq(teamClosure.regionCode, team.regionCode), eq(teamClosure.teamId, team.id)))
    .where(and(eq(team.regionCode, regionCode), eq(team.institutionCode, institutionCode), eq(team.name, name), ne(team.id, exceptId)));
  return rows.some(({ closedOn }) => closedOn === null);
}

export async function savePractitioner(tx: Tx, { regionCode, id, name, profession, title, institutionCode }: Practitioner): Promise<void> {
  await tx
    .update(practitioner)
    .set({ name, profession, title, institutionCode })
    .where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.id, id)));
}

/** False when the leaving was recorded before. */
export async function savePractitionerLeft(tx: Tx, regionCode: string, id: string, leftOn: Day): Promise<boolean> {
  const won = await tx
    .update(practitioner)
    .set({ leftOn })
    .where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.id, id), isNull(practitioner.leftOn)))
    .returning({ id: practitioner.id });
  return won.length === 1;
}
