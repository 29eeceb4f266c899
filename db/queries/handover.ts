import { and, asc, desc, eq, inArray, isNull, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { handover, handoverList, institution, practitioner, team, teamClosure, teamMembership } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { HandoverKind } from '@/server/domain/registry/handover';

export type HandoverRow = typeof handover.$inferSelect;
export type HandoverListRow = typeof handoverList.$inferSelect;

/** That a list went from a team, or came to it. */
export interface HandoverOfTeam {
  readonly id: string;
  readonly kind: HandoverKind;
  readonly effectiveOn: Day;
  readonly reason: string;
  readonly doneByName: string;
  readonly fromTeamId: string;
  readonly fromTeamName: string;
  readonly toTeamId: string;
  readonly toTeamName: string;
  readonly contracts: number;
}

export async function insertHandover(tx: Tx, head: HandoverRow, lists: readonly HandoverListRow[]): Promise<void> {
  await tx.insert(handover).values(head);
  if (lists.length > 0) await tx.append(handoverList, lists);
}

/** False when the team was closed before. */
export async function closeTeam(tx: Tx, row: typeof teamClosure.$inferInsert): Promise<boolean> {
  const won = await tx.insert(teamClosure).values(row).onConflictDoNothing().returning({ teamId: teamClosure.teamId });
  return won.length === 1;
}

/** False when the institution was closed before. */
export async function closeInstitution(tx: Tx, regionCode: string, code: string, closedOn: Day): Promise<boolean> {
  const won = await tx
    .update(institution)
    .set({ closedOn })
    .where(and(eq(institution.regionCode, regionCode), eq(institution.code, code), isNull(institution.closedOn)))
    .returning({ code: institution.code });
  return won.length === 1;
}

/** A team goes on under another institution, and those of its members who worked at the old one with it. */
export async function moveTeam(tx: Tx, regionCode: string, teamId: string, from: string, to: string): Promise<void> {
  await tx
    .update(team)
    .set({ institutionCode: to })
    .where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)));
  const members = tx
    .select({ id: teamMembership.practitionerId })
    .from(teamMembership)
    .where(and(eq(teamMembership.regionCode, regionCode), eq(teamMembership.teamId, teamId), isNull(teamMembership.toDay)));
  await tx
    .update(practitioner)
    .set({ institutionCode: to })
    .where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.institutionCode, from), inArray(practitioner.id, members)));
}

/** The handovers that a team gave or took, the latest first. */
export async function listHandoversOfTeam(q: Queryable, regionCode: string, teamId: string): Promise<HandoverOfTeam[]> {
  const { id, kind, effectiveOn, reason, doneByName } = handover;
  const rows = await q
    .select({ id, kind, effectiveOn, reason, doneByName, fromTeamId: handoverList.fromTeamId, toTeamId: handoverList.toTeamId, contracts: handoverList.contracts })
    .from(handoverList)
    .innerJoin(handover, and(eq(handover.regionCode, handoverList.regionCode), eq(handover.id, handoverList.handoverId)))
    .where(and(eq(handoverList.regionCode, regionCode), or(eq(handoverList.fromTeamId, teamId), eq(handoverList.toTeamId, teamId))))
    .orderBy(desc(handover.doneAt), asc(handoverList.fromTeamId));
  const teams = rows.length === 0 ? [] : await q.select({ id: team.id, name: team.name }).from(team).where(and(eq(team.regionCode, regionCode), inArray(team.id, rows.flatMap((row) => [row.fromTeamId, row.toTeamId]))));
  const names = new Map(teams.map((each) => [each.id, each.name]));
  return rows.map((row) => ({ ...row, fromTeamName: names.get(row.fromTeamId) ?? row.fromTeamId, toTeamName: names.get(row.toTeamId) ?? row.toTeamId }));
}

/** Institutions that were merged away, with where to and since when, the earliest first. */
export async function listSuccessions(q: Queryable, regionCode: string): Promise<{ from: string; to: string; since: Day }[]> {
  return successionsOf(q, { regionCode });
}

const successionsOf = prepared(['regionCode'], (q, { regionCode }) =>
  q
    .select({ from: handover.fromInstitutionCode, to: handover.toInstitutionCode, since: handover.effectiveOn })
    .from(handover)
    .where(and(eq(handover.regionCode, regionCode), eq(handover.kind, 'institution_merged')))
    .orderBy(asc(handover.effectiveOn), asc(handover.id)),
);
