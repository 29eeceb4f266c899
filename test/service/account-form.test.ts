import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { type Store, sharedInProcess } from '@/db';
import { account } from '@/db/schema';
import { POST } from '@/app/api/auth/password/route';
import { actorOfToken, staffCookie } from '@/server/auth/sessions';
import { accountIdOf } from '../factories/actors';
import { type District, districtPassword, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { signIn } from '../permissions/sign-in';

const jar = new Map<string, string>();
vi.mock('next/headers', () => ({ cookies: () => Promise.resolve({ get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined) }) }));

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
});
afterAll(() => drop());
beforeEach(() => jar.clear());

const own = 'Zhi-Ji-De 2025 密码';
let address = 0;

/** Where the browser is sent after the form of /password. */
async function submit(fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = { 'sec-fetch-site': 'same-origin' }): Promise<string> {
  const body = new URLSearchParams(fields).toString();
  const sent = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length), 'x-gatekeeper-address': `address ${(address += 1)}` };
  const answer = await POST(new Request('http://localhost/api/auth/password', { method: 'POST', headers: { ...sent, ...headers }, body }));
  expect(answer.status).toBe(303);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.headers.get('location') ?? '';
}

const fields = (more: Readonly<Record<string, string>> = {}) => ({ old: districtPassword, chosen: own, repeated: own, next: '/settlements?year=2025', ...more });

describe('the form of a password', () => {
  test('changes the password of the session’s account and leads on to where the person was', async () => {
    const id = accountIdOf(district.regionCode, 'finance');
    await store.transaction((tx) => tx.update(account).set({ mustChangePassword: true }).where(eq(account.id, id)).then(() => undefined));
    const token = await signIn(store, district, 'finance');
    jar.set(staffCookie, token);
    expect(await submit(fields())).toBe(`/password?done=1&next=${encodeURIComponent('/settlements?year=2025')}`);
    expect(await actorOfToken(store, token, Date.now())).toMatchObject({ accountId: id });
    expect(await submit(fields({ old: own, chosen: `${own} zwei`, repeated: `${own} zwei`, next: '//elsewhere.example' }))).toBe('/password?done=1&next=%2Fworklist');
  });

  test('leads back with every reason, and never with what was typed', async () => {
    jar.set(staffCookie, await signIn(store, district, 'auditor'));
    expect(await submit(fields({ chosen: 'short', repeated: 'other', next: '' }))).toBe('/password?problem=password.too_short&problem=password.not_repeated&next=%2Fworklist');
    expect(await submit(fields({ old: 'a guess', next: '' }))).toBe('/password?problem=password.old_wrong&next=%2Fworklist');
    expect(await submit({})).toContain('/password?problem=password.too_short');
  });

  test('does not cut a long password, which would be another one', async () => {
    jar.set(staffCookie, await signIn(store, district, 'administrator'));
    const long = '长'.repeat(100);
    expect(await submit(fields({ chosen: `${long}长`, repeated: `${long}长` }))).toContain('problem=password.too_long');
    expect(await submit(fields({ chosen: long, repeated: `${'长'.repeat(99)}短` }))).toContain('problem=password.not_repeated');
    expect(await submit(fields({ chosen: long, repeated: long }))).toContain('done=1');
    expect(await submit(fields({ old: long, chosen: 'x'.repeat(5000) }))).toBe('/password?problem=password.unread');
  });

  test('leads whoever is not signed in to the sign-in page and back', async () => {
    const next = encodeURIComponent(`/password?next=${encodeURIComponent('/settlements?year=2025')}`);
    expect(await submit(fields())).toBe(`/sign-in?next=${next}`);
    jar.set(staffCookie, 'never was');
    expect(await submit(fields({ chosen: 'short' }))).toBe(`/sign-in?next=${next}`);
  });

  test.each<Readonly<Record<string, string>>>([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'https://elsewhere.example' }, {}])('from elsewhere (%j) changes nothing', async (headers) => {
    jar.set(staffCookie, await signIn(store, district, 'nurse'));
    expect(await submit(fields(), headers)).toBe('/password?problem=password.unread');
    expect(await submit(fields({ old: 'a guess' }))).toContain('password.old_wrong');
  });
});
