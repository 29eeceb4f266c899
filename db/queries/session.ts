import { and, eq, gt, isNull } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { account, alliance, institution, practitioner, session, teamMembership } from '@/db/schema';

import { predecessorsOf } from '@/server/domain/registry/succession';
import { listSuccessions } from './handover';

export type AccountRow = typeof account.$inferSelect;
export type SessionRow = typeof session.$inferSelect;

export async function findAccountByUserName(q: Queryable, userName: string): Promise<AccountRow | null> {
  const [row] = await q.select().from(account).where(eq(account.userName, userName));
  return row ?? null;
}

export async function insertSession(tx: Tx, row: typeof session.$inferInsert): Promise<void> {
  await tx.insert(session).values(row);
}

/** A session that is neither revoked nor past its end, with the account it belongs to; idle time is the caller's to judge. */
export async function findLiveSession(
  q: Queryable,
  hash: string,
  now: number,
): Promise<{ session: SessionRow; account: AccountRow | null } | null> {
  const [row] = await liveSession(q, { hash, now });
  return row ?? null;
}

const liveSession = prepared(['hash', 'now'], (q, { hash, now }) =>
  q
    .select({ session, account })
    .from(session)
    .leftJoin(account, eq(account.id, session.accountId))
    .where(and(eq(session.tokenHash, hash), isNull(session.revokedAt), gt(session.expiresAt, now))),
);

export async function touchSession(tx: Tx, hash: string, seenAt: number): Promise<void> {
  await tx.update(session).set({ seenAt }).where(eq(session.tokenHash, hash));
}

/** The session it ended, or null when there was none to end. */
export async function revokeSession(tx: Tx, hash: string, at: number): Promise<SessionRow | null> {
  const [row] = await tx.update(session).set({ revokedAt: at }).where(and(eq(session.tokenHash, hash), isNull(session.revokedAt))).returning();
  return row ?? null;
}

/** An institution with those that were merged into it, and the village clinics they run. */
export async function listOwnInstitutions(q: Queryable, regionCode: string, code: string): Promise<string[]> {
  const [successions, own] = await Promise.all([listSuccessions(q, regionCode), clinicsOf(q, { regionCode, parentCode: code })]);
  const merged = predecessorsOf(successions, code);
  const theirs = await Promise.all(merged.map((parentCode) => clinicsOf(q, { regionCode, parentCode })));
  return [code, ...[...merged, ...[own, ...theirs].flat().map((row) => row.code)].sort()];
}

const clinicsOf = prepared(['regionCode', 'parentCode'], (q, { regionCode, parentCode }) =>
  q
    .select({ code: institution.code })
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), eq(institution.parentCode, parentCode))),
);

export async function listAllianceInstitutions(q: Queryable, regionCode: string, allianceId: string): Promise<string[]> {
  const members = await membersOf(q, { regionCode, allianceId });
  return members.map((row) => row.code).sort();
}

const membersOf = prepared(['regionCode', 'allianceId'], (q, { regionCode, allianceId }) =>
  q
    .select({ code: institution.code })
    .from(institution)
    .where(and(eq(institution.regionCode, regionCode), eq(institution.allianceId, allianceId))),
);

export async function listTeamsOf(q: Queryable, regionCode: string, practitionerId: string): Promise<string[]> {
  const teams = await teamsOf(q, { regionCode, practitionerId });
  return teams.map((row) => row.id).sort();
}

const teamsOf = prepared(['regionCode', 'practitionerId'], (q, { regionCode, practitionerId }) =>
  q
    .select({ id: teamMembership.teamId })
    .from(teamMembership)
    .where(and(eq(teamMembership.regionCode, regionCode), eq(teamMembership.practitionerId, practitionerId), isNull(teamMembership.toDay))),
);

/** What the signed-in person's workplace is called, for the head of every screen. */
export async function findWorkplace(q: Queryable, row: AccountRow): Promise<{ institutionName: string | null; allianceName: string | null; title: string | null }> {
  const { regionCode, institutionCode, allianceId, practitionerId } = row;
  const [place] = institutionCode ? await nameOfInstitution(q, { regionCode, institutionCode }) : [];
  const [group] = allianceId ? await nameOfAlliance(q, { regionCode, allianceId }) : [];
  const [person] = practitionerId ? await titleOf(q, { regionCode, practitionerId }) : [];
  return { institutionName: place?.name ?? null, allianceName: group?.name ?? null, title: person?.title ?? null };
}

const nameOfInstitution = prepared(['regionCode', 'institutionCode'], (q, { regionCode, institutionCode }) =>
  q.select({ name: institution.name }).from(institution).where(and(eq(institution.regionCode, regionCode), eq(institution.code, institutionCode))),
);
const nameOfAlliance = prepared(['regionCode', 'allianceId'], (q, { regionCode, allianceId }) =>
  q.select({ name: alliance.name }).from(alliance).where(and(eq(alliance.regionCode, regionCode), eq(alliance.id, allianceId))),
);
const titleOf = prepared(['regionCode', 'practitionerId'], (q, { regionCode, practitionerId }) =>
  q.select({ title: practitioner.title }).from(practitioner).where(and(eq(practitioner.regionCode, regionCode), eq(practitioner.id, practitionerId))),
);

export async function findAccount(q: Queryable, id: string): Promise<AccountRow | null> {
  const [row] = await accountWith(q, { id });
  return row ?? null;
}

const accountWith = prepared(['id'], (q, { id }) => q.select().from(account).where(eq(account.id, id)));

/** In whose place a resident's session looks and acts; null: their own. */
export async function setWard(tx: Tx, hash: string, wardId: string | null): Promise<void> {
  await tx.update(session).set({ wardId }).where(eq(session.tokenHash, hash));
}

/** Whoever is on their own page under a record has to sign in again. */
export async function endResidentSessions(tx: Tx, regionCode: string, residentId: string, at: number): Promise<void> {
  await tx
    .update(session)
    .set({ revokedAt: at })
    .where(and(eq(session.regionCode, regionCode), eq(session.residentId, residentId), isNull(session.revokedAt)));
}
