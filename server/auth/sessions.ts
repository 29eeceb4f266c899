import { randomBytes } from 'node:crypto';
import type { Store } from '@/db';
import { findLiveSession, listAllianceInstitutions, listOwnInstitutions, listTeamsOf, touchSession } from '@/db/queries/session';
import type { AccountRow, SessionRow } from '@/db/queries/session';
import { tokenHash } from '@/db/sealed';
import { hourMs, minuteMs } from '@/server/domain/kernel/instant';
import type { Actor, StaffActor } from '@/server/domain/permission/actor';
import { reachOf } from '@/server/domain/permission/scopes';

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

/** Who a cookie's token belongs to as of now; null when it was revoked, disabled, left idle or never existed. */
export async function actorOfToken(store: Store, token: string | null, now: number): Promise<Actor | null> {
  if (!token) return null;
  const hash = tokenHash(token);
  const found = await findLiveSession(store.reads, hash, now);
  if (!found || now - found.session.seenAt > idleMs) return null;
  const actor = await actorOf(store, found.session, found.account);
  if (actor && now - found.session.seenAt > touchEveryMs) await store.transaction((tx) => touchSession(tx, hash, now));
  return actor;
}

async function actorOf(store: Store, session: SessionRow, account: AccountRow | null): Promise<Actor | null> {
  if (session.residentId) {
    return { kind: 'resident', residentId: session.residentId, regionCode: session.regionCode, sessionId: session.tokenHash };
  }
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
