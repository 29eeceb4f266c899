import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '@/db';
import { setAccountDisabled } from '@/db/queries/account';
import { account } from '@/db/schema';
import { tokenHash } from '@/db/sealed';
import { endSession } from '@/server/auth/end-session';
import { actorOfToken } from '@/server/auth/sessions';
import type { Actor } from '@/server/domain/permission/actor';
import { type Role, roles } from '@/server/domain/permission/roles';
import { reachOf, scopesOf } from '@/server/domain/permission/scopes';
import { disableAccount } from '@/server/services/account/disable-account';
import { accountIdOf, staffRoles } from './factories/actors';
import { type District, mintDistrict } from './factories/district';
import { freshStore } from './factories/store';
import { ask, procedures } from './permissions/ask';
import { expectedReach, expectedScopesOf, mayHold } from './permissions/expected-scopes';
import { actorFor, addSystemAccounts, signIn } from './permissions/sign-in';
import { worldNow } from './permissions/world';

let store: Store;
let drop: () => Promise<void>;
let district: District;
const signedIn = new Map<Role, Actor>();

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: worldNow });
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  await addSystemAccounts(store, district);
  for (const role of roles) signedIn.set(role, await actorFor(store, district, role));
});
afterAll(async () => {
  vi.useRealTimers();
  await drop();
});

/** Nothing that any procedure takes. */
const senseless = [42, 'nonsense', [], null] as const;

describe('roles', () => {
  test.each(roles)('%s holds the scopes and the reach that are written down for it', (role) => {
    expect([...scopesOf(role)].sort()).toEqual(expectedScopesOf(role).sort());
    expect(reachOf(role)).toBe(expectedReach[role]);
  });

  test('no role holds two hands of one sum of money', () => {
    for (const hands of [['settlement:compute', 'settlement:review', 'settlement:confirm'], ['prepayment:propose', 'prepayment:approve']] as const) {
      for (const role of roles) expect(hands.filter((scope) => scopesOf(role).includes(scope)).length, role).toBeLessThan(2);
    }
  });

  test('who comes with a password, a key or a paper code has a row in the matrix', () => {
    expect([...staffRoles.map(({ role }) => role), 'his', 'resident'].sort()).toEqual([...roles].sort());
  });
});

describe('every procedure', () => {
  test('declares the scope it asks for', () => {
    expect(procedures.length).toBeGreaterThan(60);
    expect(procedures.filter(({ scope }) => scope === null).map(({ path }) => path)).toEqual([]);
  });

  test.each(procedures)('$path answers nobody who is not signed in', async ({ path }) => {
    for (const input of [undefined, ...senseless]) expect(await ask(store, null, path, input)).toMatchObject({ code: 'UNAUTHORIZED', value: null });
  });

  describe.each(procedures)('$path', ({ path, scope, takesInput }) => {
    const known = scope ?? 'anyone';

    test.each(roles.filter((role) => !mayHold(role, known)))('refuses %s before it looks at the input', async (role) => {
      for (const input of [undefined, ...senseless]) expect(await ask(store, actorOf(role), path, input)).toMatchObject({ code: 'FORBIDDEN', value: null });
    });

    test.each(roles.filter((role) => mayHold(role, known)))('lets %s in', async (role) => {
      if (takesInput) {
        for (const input of senseless) expect(await ask(store, actorOf(role), path, input)).toMatchObject({ code: 'BAD_REQUEST', value: null });
      } else {
        expect(await ask(store, actorOf(role), path)).toMatchObject({ code: 'OK' });
      }
    });
  });
});

describe('a session', () => {
  test.each(roles)('of %s finds nobody from the moment it is revoked', async (role) => {
    const token = await signIn(store, district, role);
    expect(await actorOfToken(store, token, Date.now())).toEqual(expect.objectContaining({ sessionId: tokenHash(token) }));
    await endSession(store, token, Date.now());
    const actor = await actorOfToken(store, token, Date.now());
    expect(actor).toBeNull();
    for (const { path } of procedures) expect((await ask(store, actor, path, 42)).code, path).toBe('UNAUTHORIZED');
  });

  test.each(roles.filter((role) => role !== 'resident'))('of %s finds nobody from the moment its account is disabled', async (role) => {
    const token = await signIn(store, district, role, 'foreign');
    const accountId = accountIdOf(district.regionCode, role, true);
    expect(await disableAccount(district.contextFor('administrator'), { accountId })).toMatchObject({ ok: true });
    const later = await signIn(store, district, role, 'foreign');
    for (const each of [token, later]) {
      const actor = await actorOfToken(store, each, Date.now());
      expect(actor).toBeNull();
      for (const { path } of procedures) expect((await ask(store, actor, path, 42)).code, path).toBe('UNAUTHORIZED');
    }
    // Enabling it again brings back the session that began meanwhile, not the one that was ended.
    await store.transaction((tx) => setAccountDisabled(tx, district.regionCode, accountId, false).then(() => undefined));
    expect(await actorOfToken(store, token, Date.now())).toBeNull();
    expect(await actorOfToken(store, later, Date.now())).not.toBeNull();
  });

  test('reaches as far as its role and place go', async () => {
    const { lead, township, clinic } = district;
    expect(actorOf('doctor')).toMatchObject({ institutionCodes: [township.code, clinic.code], teamIds: [district.team.id] });
    expect(actorOf('his')).toMatchObject({ institutionCodes: [lead.code] });
    expect(actorOf('alliance_manager')).toMatchObject({ institutionCodes: [lead.code, township.code, clinic.code].sort() });
    expect(actorOf('bureau_clerk')).toMatchObject({ institutionCodes: [] });
  });

  test('finds the role and the place that the account has now, not those it was opened with', async () => {
    const token = await signIn(store, district, 'nurse', 'foreign');
    const moved = { role: 'finance', institutionCode: null, practitionerId: null } as const;
    await store.transaction((tx) => tx.update(account).set(moved).where(eq(account.id, accountIdOf(district.regionCode, 'nurse', true))).then(() => undefined));
    const actor = await actorOfToken(store, token, Date.now());
    expect(actor).toMatchObject({ role: 'finance', institutionCodes: [] });
    expect(await ask(store, actor, 'contract.terms')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await ask(store, actor, 'prepayment.list')).toMatchObject({ code: 'OK' });
  });
});

function actorOf(role: Role): Actor {
  const actor = signedIn.get(role);
  if (!actor) throw new Error(`${role} is not signed in`);
  return actor;
}
