import type { Store } from '@/db';
import { insertSession } from '@/db/queries/session';
import { account } from '@/db/schema';
import { tokenHash } from '@/db/sealed';
import { actorOfToken, newToken, sessionLengthMs } from '@/server/auth/sessions';
import type { Actor } from '@/server/domain/permission/actor';
import type { Role } from '@/server/domain/permission/roles';
import { accountIdOf } from '../factories/actors';
import type { District } from '../factories/district';

export type Side = 'own' | 'foreign';

/** Gives the district's two leading hospitals an account for their systems, which no person signs in to. */
export async function addSystemAccounts(store: Store, { regionCode, lead, foreignLead }: District): Promise<void> {
  const row = (foreign: boolean) => {
    const id = accountIdOf(regionCode, 'his', foreign);
    const at = { institutionCode: (foreign ? foreignLead : lead).code, allianceId: null, practitionerId: null };
    return { id, userName: id, name: '门诊系统', role: 'his', regionCode, ...at, passwordHash: '', disabled: false, mustChangePassword: false };
  };
  await store.transaction((tx) => tx.append(account, [row(false), row(true)]));
}

/** A session's token for a role of the district, in a row like one that signing in leaves. */
export async function signIn(store: Store, district: District, role: Role, side: Side = 'own', residentId = district.adult.id): Promise<string> {
  const token = newToken();
  const now = Date.now();
  const who = role === 'resident' ? { accountId: null, residentId } : { accountId: accountIdOf(district.regionCode, role, side === 'foreign'), residentId: null };
  const times = { createdAt: now, seenAt: now, expiresAt: now + sessionLengthMs, revokedAt: null };
  await store.transaction((tx) => insertSession(tx, { tokenHash: tokenHash(token), regionCode: district.regionCode, ...who, ...times }));
  return token;
}

/** Whom the token stands for, as each request finds out. */
export async function actorFor(store: Store, district: District, role: Role, side: Side = 'own', residentId?: string): Promise<Actor> {
  const actor = await actorOfToken(store, await signIn(store, district, role, side, residentId), Date.now());
  if (!actor) throw new Error(`nobody is signed in as ${role}`);
  return actor;
}
