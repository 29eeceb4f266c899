import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { auditEvent } from '@/db/schema';
import { contextOf, residentContextOf } from '@/server/api/context';
import { type PasswordChange, changePassword } from '@/server/auth/change-password';
import { endSession } from '@/server/auth/end-session';
import { openStaffSession } from '@/server/auth/open-staff-session';
import { actorOfToken, residentCookie, staffCookie } from '@/server/auth/sessions';
import { minuteMs } from '@/server/domain/kernel/instant';
import { resetPasswordCommand } from '@/server/cli/commands/reset-password';
import { createAccountCommand } from '@/server/cli/commands/create-account';
import { BadUsage } from '@/server/cli/command';
import { callerOf } from '@/server/api/root';
import { disableAccount } from '@/server/services/account/disable-account';
import { enableAccount } from '@/server/services/account/enable-account';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { procedures } from '../permissions/ask';
import { signIn as signInAs } from '../permissions/sign-in';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  // A command closes the store it opened; this one is the file's.
  await sharedInProcess('gatekeeper.store', () => Promise.resolve({ ...store, close: () => Promise.resolve() }));
  district = await mintDistrict(store);
});
afterAll(() => drop());

interface NewPerson {
  readonly id: string;
  readonly userName: string;
  readonly password: string;
}

async function typed(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const told = { out: '', err: '' };
  const code = await createAccountCommand.run(args, { stdin: Readable.from([]), stdout: (text) => (told.out += text), stderr: (text) => (told.err += text) });
  return { code, ...told };
}

let minted = 0;
async function newPerson(): Promise<NewPerson> {
  const userName = `clerk.${(minted += 1)}`;
  const { out } = await typed('--user', userName, '--name', '陈经办', '--role', 'bureau_clerk', '--region', district.regionCode, '--json');
  return JSON.parse(out) as NewPerson;
}

const signIn = (userName: string, password: string) => openStaffSession(store, { userName, password, address: randomUUID() }, Date.now());
async function tokenOf({ userName, password }: { userName: string; password: string }): Promise<string> {
  const opened = await signIn(userName, password);
  if (!opened.ok) throw new Error(opened.code);
  return opened.token;
}

const own = 'Zhi-Ji-De 2025 密码';
const change = (token: string | null, old: string, chosen = own, more: Partial<PasswordChange> = {}, now = Date.now()) =>
  changePassword(store, { token, old, chosen, repeated: chosen, address: randomUUID(), ...more }, now);
const noSession = { ok: false, codes: ['session.missing'] };
const refused = (...codes: string[]) => ({ ok: false, codes });

/** What a procedure answers a browser with these cookies. */
async function askWith(cookies: Readonly<Record<string, string>>, path: string, input?: unknown): Promise<{ code: string; message: string }> {
  const call = path.split('.').reduce<unknown>((at, name) => Reflect.get(at as object, name), callerOf(await contextOf(new Map(Object.entries(cookies))))) as (input: unknown) => Promise<unknown>;
  try {
    await call(input);
    return { code: 'OK', message: '' };
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    return { code, message };
  }
}

const auditOf = async (id: string) => (await store.reads.select().from(auditEvent)).filter((row) => row.subjectId === id).map(({ action, facts }) => ({ action, facts }));

describe('the first login', () => {
  test('signs in, and opens no procedure before its password is changed', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    expect(await actorOfToken(store, token, Date.now())).toBeNull();
    for (const { path } of procedures) {
      for (const input of [undefined, 42, {}]) expect(await askWith({ [staffCookie]: token }, path, input), path).toEqual({ code: 'UNAUTHORIZED', message: 'password.must_change' });
    }
    expect(await change(token, person.password)).toEqual({ ok: true, endedSessions: 0 });
    expect(await askWith({ [staffCookie]: token }, 'me.self')).toEqual({ code: 'OK', message: '' });
    expect(await actorOfToken(store, token, Date.now())).toMatchObject({ kind: 'staff', role: 'bureau_clerk', regionCode: district.regionCode });
    expect(await signIn(person.userName, person.password)).toEqual({ ok: false, code: 'sign_in.refused' });
    expect(await signIn(person.userName, own)).toMatchObject({ ok: true });
  });

  test('is not got round by another cookie of the same browser', async () => {
    const token = await tokenOf(await newPerson());
    const resident = await signInAs(store, district, 'resident');
    expect(await askWith({ [staffCookie]: token, [residentCookie]: resident }, 'own.contract')).toEqual({ code: 'UNAUTHORIZED', message: 'password.must_change' });
    expect(await askWith({ [residentCookie]: token }, 'me.self')).toEqual({ code: 'UNAUTHORIZED', message: 'session.missing' });
    expect((await residentContextOf(new Map([[residentCookie, token]]))).actor).toBeNull();
    // The resident's own page is not held up by it.
    expect((await residentContextOf(new Map([[staffCookie, token], [residentCookie, resident]]))).actor).toMatchObject({ kind: 'resident' });
  });

  test('without a session is told as that, not as a password to change', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    await endSession(store, token, Date.now());
    expect(await askWith({ [staffCookie]: token }, 'me.self')).toEqual({ code: 'UNAUTHORIZED', message: 'session.missing' });
    expect(await askWith({}, 'me.self')).toEqual({ code: 'UNAUTHORIZED', message: 'session.missing' });
  });
});

describe('changing a password', () => {
  test('ends every other session of the account, and nobody else’s', async () => {
    const [person, other] = [await newPerson(), await newPerson()];
    const [token, second, third] = [await tokenOf(person), await tokenOf(person), await tokenOf(person)];
    const others = await tokenOf(other);
    expect(await change(others, other.password)).toMatchObject({ ok: true });
    expect(await change(token, person.password)).toEqual({ ok: true, endedSessions: 2 });
    for (const ended of [second, third]) {
      expect(await actorOfToken(store, ended, Date.now())).toBeNull();
      expect(await change(ended, own, 'Ling-Yi-Ge 2026')).toEqual(noSession);
    }
    expect(await actorOfToken(store, token, Date.now())).not.toBeNull();
    expect(await actorOfToken(store, others, Date.now())).not.toBeNull();
  });

  test('is open to anyone signed in, again and again', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    expect(await change(token, person.password)).toMatchObject({ ok: true });
    expect(await change(token, own, 'Ling-Yi-Ge 2026')).toMatchObject({ ok: true });
    expect(await auditOf(person.id)).toEqual([
      { action: 'account.created', facts: expect.objectContaining({ userName: person.userName }) },
      { action: 'session.opened', facts: {} },
      { action: 'account.password_changed', facts: { first: true, endedSessions: 0 } },
      { action: 'account.password_changed', facts: { first: false, endedSessions: 0 } },
    ]);
  });

  test('refuses the old password again, a common one, the user name, and two that differ, and changes nothing', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    expect(await change(token, person.password, person.password)).toEqual(refused('password.not_new'));
    expect(await change(token, person.password, '1234567890')).toEqual(refused('password.common'));
    expect(await change(token, person.password, person.userName)).toEqual(refused('password.too_short', 'password.is_user_name'));
    expect(await change(token, person.password, own, { repeated: `${own}!` })).toEqual(refused('password.not_repeated'));
    expect(await askWith({ [staffCookie]: token }, 'me.self')).toMatchObject({ message: 'password.must_change' });
    expect(await signIn(person.userName, person.password)).toMatchObject({ ok: true });
  });

  test('tells what is wrong with the new one alike, whether the old one is right or not, and counts no attempt for it', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    for (let times = 0; times < 10; times += 1) {
      expect(await change(token, 'a guess', 'short')).toEqual(refused('password.too_short'));
      expect(await change(token, person.password, 'short')).toEqual(refused('password.too_short'));
    }
    expect(await change(token, person.password)).toMatchObject({ ok: true });
  });

  test('counts a wrong old password together with failed sign-ins, until neither is tried any more', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    for (let times = 0; times < 4; times += 1) {
      expect(await change(token, `guess ${times}`)).toEqual(refused('password.old_wrong'));
      expect(await signIn(person.userName, `guess ${times}`)).toEqual({ ok: false, code: 'sign_in.refused' });
    }
    expect(await change(token, person.password)).toEqual(refused('password.too_many'));
    expect(await signIn(person.userName, person.password)).toEqual({ ok: false, code: 'sign_in.too_many' });
    const actions = (await auditOf(person.id)).map(({ action }) => action);
    expect(actions.filter((action) => action === 'account.password_refused')).toHaveLength(4);
    expect(actions).not.toContain('account.password_changed');
  });

  test('forgets the failures once the old password was right', async () => {
    const person = await newPerson();
    const token = await tokenOf(person);
    for (let times = 0; times < 7; times += 1) await change(token, `guess ${times}`);
    expect(await change(token, person.password)).toMatchObject({ ok: true });
    for (let times = 0; times < 7; times += 1) await change(token, `guess ${times}`, 'Ling-Yi-Ge 2026');
    expect(await change(token, own, 'Ling-Yi-Ge 2026')).toMatchObject({ ok: true });
  });

  test('gives one answer for every session that is none, whatever was typed', async () => {
    const person = await newPerson();
    const idle = await tokenOf(person);
    const resident = await signInAs(store, district, 'resident');
    for (const [old, chosen] of [[person.password, own], [person.password, 'short'], ['a guess', own]] as const) {
      for (const token of [null, '', 'never was', resident]) expect(await change(token, old, chosen)).toEqual(noSession);
      expect(await change(idle, old, chosen, {}, Date.now() + 31 * minuteMs)).toEqual(noSession);
    }
    const admin = district.contextFor('administrator');
    expect(await disableAccount(admin, { accountId: person.id })).toMatchObject({ ok: true });
    expect(await change(idle, person.password)).toEqual(noSession);
    const whileDisabled = await signIn(person.userName, person.password);
    expect(whileDisabled).toMatchObject({ ok: false });
    // Enabled again it still has to change its first password.
    expect(await enableAccount(admin, { accountId: person.id })).toMatchObject({ ok: true });
    expect(await askWith({ [staffCookie]: await tokenOf(person) }, 'me.self')).toMatchObject({ message: 'password.must_change' });
  });

  test('of two at once only one happens, and no sign-in with the old password outlives it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await newPerson();
      const [left, right] = [await tokenOf(person), await tokenOf(person)];
      const [first, second, ...signIns] = await Promise.all([
        change(left, person.password, 'Zuo-Bian-De 2025'),
        change(right, person.password, 'You-Bian-De 2025'),
        ...Array.from({ length: 4 }, () => signIn(person.userName, person.password)),
      ]);
      expect([first, second].filter(({ ok }) => ok)).toHaveLength(1);
      expect([first, second].find(({ ok }) => !ok)).toEqual(noSession);
      for (const opened of signIns) if (opened.ok) expect(await actorOfToken(store, opened.token, Date.now())).toBeNull();
      expect(await actorOfToken(store, first.ok ? left : right, Date.now())).not.toBeNull();
      expect(await actorOfToken(store, first.ok ? right : left, Date.now())).toBeNull();
    }
  });
});

test('a form that is sent twice at once from one session changes the password once', async () => {
  const person = await newPerson();
  const token = await tokenOf(person);
  const both = await Promise.all([change(token, person.password, 'Zuo-Bian-De 2025'), change(token, person.password, 'You-Bian-De 2025')]);
  expect(both).toEqual(expect.arrayContaining([{ ok: true, endedSessions: 0 }, refused('password.old_wrong')]));
  expect(await signIn(person.userName, both[0].ok ? 'Zuo-Bian-De 2025' : 'You-Bian-De 2025')).toMatchObject({ ok: true });
  expect(await signIn(person.userName, both[0].ok ? 'You-Bian-De 2025' : 'Zuo-Bian-De 2025')).toMatchObject({ ok: false });
});

describe('gatekeeper reset-password', () => {
  async function reset(userName: string): Promise<string> {
    let out = '';
    await resetPasswordCommand.run(['--user', userName, '--region', district.regionCode], { stdin: Readable.from([]), stdout: (text) => (out += text), stderr: () => undefined });
    return out.trim();
  }

  test('ends what the forgotten password opened, and gives a first one that has to be changed', async () => {
    const person = await newPerson();
    const before = await tokenOf(person);
    const password = await reset(person.userName);
    expect(await actorOfToken(store, before, Date.now())).toBeNull();
    expect(await signIn(person.userName, person.password)).toMatchObject({ ok: false, code: 'sign_in.refused' });
    const context = await contextOf(new Map([[staffCookie, await tokenOf({ userName: person.userName, password })]]));
    await expect(callerOf(context).me.self()).rejects.toMatchObject({ message: 'password.must_change' });
  });

  test('knows no account that is not there', async () => {
    await expect(reset('nobody.here')).rejects.toThrow('not_found');
  });
});

describe('gatekeeper create-account', () => {
  const needed = ['--user', 'typed', '--name', '陈经办', '--role', 'bureau_clerk'];

  test('prints the first password once, and nothing else on stdout', async () => {
    const made = await typed(...needed);
    expect(made).toMatchObject({ code: 0, err: expect.stringContaining('typed') });
    expect(made.out).toMatch(/^\w{4}(-\w{4}){3}$/);
    expect(made.err).not.toContain(made.out);
    expect(await signIn('typed', made.out)).toMatchObject({ ok: true });
    await expect(typed(...needed)).rejects.toThrow('account.user_name_taken');
  });

  test.each([
    [['--name', '陈经办', '--role', 'bureau_clerk'], '--user and --name'],
    [['--user', 'x.y', '--name', '陈经办'], '--role is one of'],
    [['--user', 'x.y', '--name', '陈经办', '--role', 'resident'], '--role is one of'],
    [['--user', 'x.y', '--name', '门诊系统', '--role', 'his'], 'create-api-key'],
  ])('%j is bad usage', async (args, message) => {
    await expect(typed(...args)).rejects.toThrow(BadUsage);
    await expect(typed(...args)).rejects.toThrow(message);
  });
});

test('afterwards every audit chain holds, and no row holds a password or its hash', async () => {
  const person = await newPerson();
  const token = await tokenOf(person);
  await change(token, 'Cuo-De-Mi-Ma 2025');
  await change(token, person.password, 'short-new');
  await change(token, person.password);
  const all = JSON.stringify(await store.reads.select().from(auditEvent));
  expect(all).toContain('account.password_changed');
  for (const secret of [person.password, own, 'Cuo-De-Mi-Ma', 'short-new', 'argon2', token]) expect(all).not.toContain(secret);
  expect((await verifyAudit(store.reads)).problems).toEqual([]);
});
