import { randomBytes } from 'node:crypto';
import type { Queryable, Store } from '@/db';
import { findLiveSession, listAllianceInstitutions, listOwnInstitutions, listTeamsOf, touchSession } from '@/db/queries/session';
import type { AccountRow, SessionRow } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { hourMs, minuteMs } from '@/server/domain/kernel/instant';
import type { Actor, StaffActor } from '@/server/domain/permission/actor';
import { reachOf } from '@/server/domain/permission/scopes';
import { isInCareOf } from '@/server/services/door/wards';

export const staffCookie = 'gatekeeper.session';
export const residentCookie = 'gatekeeper.resident';

/** A working day at most, and half an hour without a request. */
export const sessionLengthMs = 12 * hourMs;
const idleMs = 30 * minuteMs;
/** Noting every request would make every read a write. */
const touchEveryMs = minuteMs;

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export interface LiveSession {
  readonly session: SessionRow;
  /** Null for a resident's. */
  readonly account: AccountRow | null;
}

/** The session that a token opens as of now; null when it was revoked, ended, left idle or never existed. */
export async function findSessionOf(q: Queryable, token: string | null, now: number): Promise<LiveSession | null> {
  const found = token ? await findLiveSession(q, tokenHash(token), now) : null;
  return found && now - found.session.seenAt <= idleMs ? found : null;
}

export interface Bearer {
  readonly actor: Actor | null;
  /** There is a session, but its account still has its first password: nobody acts by it before that is changed. */
  readonly mustChangePassword: boolean;
}

/** Who comes with a cookie's token as of now: nobody when its session is over, its account disabled or its password a first one. */
export async function bearerOfToken(store: Store, token: string | null, now: number): Promise<Bearer> {
  const found = await findSessionOf(store.reads, token, now);
  if (!found) return { actor: null, mustChangePassword: false };
  const { session, account } = found;
  if (account && !account.disabled && account.mustChangePassword) return { actor: null, mustChangePassword: true };
  const actor = await actorOf(store, session, account, now);
  if (actor && now - session.seenAt > touchEveryMs) await store.transaction((tx) => touchSession(tx, session.tokenHash, now));
  return { actor, mustChangePassword: false };
}

/** Who may act by a cookie's token as of now, if anybody. */
export async function actorOfToken(store: Store, token: string | null, now: number): Promise<Actor | null> {
  return (await bearerOfToken(store, token, now)).actor;
}

async function actorOf(store: Store, session: SessionRow, account: AccountRow | null, now: number): Promise<Actor | null> {
  const { residentId, wardId, regionCode, tokenHash: sessionId } = session;
  if (residentId && wardId && (await isInCareOf(store.reads, regionCode, residentId, wardId, now))) {
    return { kind: 'resident', residentId: wardId, guardianId: residentId, regionCode, sessionId };
  }
  if (residentId) return { kind: 'resident', residentId, regionCode, sessionId };
  return account && !account.disabled ? staffActor(store, session, account) : null;
}

async function staffActor(store: Store, session: SessionRow, account: AccountRow): Promise<StaffActor | null> {
  if (account.role === 'resident') return null;
  return {
    kind: 'staff',
    accountId: account.id,
    sessionId: session.tokenHash,
    name: account.name,
    role: account.role,
    regionCode: account.regionCode,
    institutionCodes: await institutionsOf(store, account),
    allianceId: account.allianceId,
    practitionerId: account.practitionerId,
    teamIds: account.practitionerId ? await listTeamsOf(store.reads, account.regionCode, account.practitionerId) : [],
  };
}

async function institutionsOf(store: Store, account: AccountRow): Promise<string[]> {
  if (account.role === 'resident') return [];
  switch (reachOf(account.role)) {
    case 'institution':
      return account.institutionCode ? listOwnInstitutions(store.reads, account.regionCode, account.institutionCode) : [];
    case 'alliance':
      return account.allianceId ? listAllianceInstitutions(store.reads, account.regionCode, account.allianceId) : [];
    case 'region':
    case 'self':
      return [];
  }
}
