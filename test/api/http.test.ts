import { type IncomingMessage, type RequestListener, type Server, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { contextOf, cookiesOf, isSameOrigin, residentContextOf } from '@/server/api/context';
import { appRouter } from '@/server/api/root';
import { answerUpload } from '@/server/api/upload-file';
import { endSession } from '@/server/auth/end-session';
import { openStaffSession } from '@/server/auth/open-staff-session';
import { residentCookie, staffCookie } from '@/server/auth/sessions';
import { disableAccount } from '@/server/services/account/disable-account';
import { accountIdOf } from '../factories/actors';
import { type District, districtPassword, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { signIn } from '../permissions/sign-in';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let server: Server;
let port: number;

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  const answerTrpc = createHTTPHandler({ router: appRouter, basePath: '/api/trpc/', createContext: ({ req }) => contextOf(cookiesOf(req)) });
  const answer: RequestListener = (request, response) => {
    if (request.url === '/api/import/visits') return void answerUpload(request, response);
    if (request.method === 'POST' && !isSameOrigin(request)) return void response.writeHead(403).end('{}');
    answerTrpc(request, response);
  };
  server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await drop();
});

interface Reply {
  readonly status: number;
  readonly body: string;
}

/** By node:http, because fetch does not let a client choose its Origin and Cookie. */
function call(method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, method, path, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.end(body);
  });
}

const self = '/api/trpc/me.self';
const cookie = (token: string, name: string = staffCookie) => ({ cookie: `theme=dark; ${name}=${token}` });

async function signedIn(role: 'doctor' | 'nurse' | 'bureau_clerk' | 'administrator'): Promise<string> {
  const opened = await openStaffSession(store, { userName: accountIdOf(district.regionCode, role), password: districtPassword, address: '127.0.0.1' }, Date.now());
  if (!opened.ok) throw new Error(opened.code);
  return opened.token;
}

describe('a signed-in person', () => {
  test('is known by the cookie that signing in gave', async () => {
    const { status, body } = await call('GET', self, cookie(await signedIn('doctor')));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ result: { data: { name: '王医生', role: 'doctor', workplace: '柳河镇卫生院' } } });
  });

  test('is nobody once the session is revoked, on the very next request', async () => {
    const token = await signedIn('doctor');
    expect((await call('GET', self, cookie(token))).status).toBe(200);
    await endSession(store, token, Date.now());
    const { status, body } = await call('GET', self, cookie(token));
    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({ error: { message: 'session.missing', data: { code: 'UNAUTHORIZED', refusals: [] } } });
  });

  test('is nobody once the account is disabled', async () => {
    const token = await signedIn('nurse');
    const accountId = accountIdOf(district.regionCode, 'nurse');
    expect(await disableAccount(district.contextFor('administrator'), { accountId })).toMatchObject({ ok: true, value: { endedSessions: 1 } });
    expect((await call('GET', self, cookie(token))).status).toBe(401);
  });

  test('gets 403 for what the role does not hold, and 400 for nonsense', async () => {
    const headers = cookie(await signedIn('administrator'));
    expect((await call('GET', '/api/trpc/resident.get?input=%7B%7D', headers)).status).toBe(403);
    expect((await call('GET', '/api/trpc/account.list?input=7', headers)).status).toBe(400);
    expect((await call('GET', '/api/trpc/account.list?input=%7B', headers)).status).toBe(400);
    expect((await call('GET', `/api/trpc/account.list?input=${encodeURIComponent('{"role":"a\\u0000"}')}`, headers)).status).toBe(400);
    expect((await call('GET', '/api/trpc/account.nothing', headers)).status).toBe(404);
  });

  test('is asked for each call of a batch', async () => {
    const { status, body } = await call('GET', '/api/trpc/me.self,audit.list?batch=1&input=%7B%7D', cookie(await signedIn('administrator')));
    expect(status).toBe(207);
    expect(JSON.parse(body)).toMatchObject([{ result: { data: { role: 'administrator' } } }, { error: { data: { code: 'FORBIDDEN' } } }]);
  });

  test('changes nothing by following a link', async () => {
    const input = encodeURIComponent(JSON.stringify({ accountId: accountIdOf(district.regionCode, 'finance') }));
    expect((await call('GET', `/api/trpc/account.disable?input=${input}`, cookie(await signedIn('administrator')))).status).toBe(405);
  });
});

describe('nobody is signed in by', () => {
  test.each([
    ['no cookie', {}],
    ['an empty one', cookie('')],
    ['a made-up one', cookie('x'.repeat(43))],
    ['one that cannot be decoded', cookie('%E0%A4%A')],
    ['a zero character', cookie('%00')],
    ['a very long one', cookie('x'.repeat(8000))],
    ['a bearer token', { authorization: 'Bearer gk_something' }],
  ])('%s', async (_name, headers) => {
    expect((await call('GET', self, headers)).status).toBe(401);
  });

  test('the session’s hash, as a reader of the database would try', async () => {
    const token = await signIn(store, district, 'doctor');
    const actor = await contextOf(new Map([[staffCookie, token]]));
    const { sessionId } = actor.actor?.kind === 'staff' ? actor.actor : { sessionId: '' };
    expect(sessionId).not.toBe('');
    expect((await call('GET', self, cookie(sessionId))).status).toBe(401);
  });

  test('a user name that no database keeps', async () => {
    const attempt = { userName: 'doctor\u0000', password: districtPassword, address: '127.0.0.2' };
    expect(await openStaffSession(store, attempt, Date.now())).toEqual({ ok: false, code: 'sign_in.refused' });
  });
});

describe('staff and residents on one phone', () => {
  test('a member of staff comes first on staff pages, the resident on the resident’s', async () => {
    const staff = await signIn(store, district, 'doctor');
    const resident = await signIn(store, district, 'resident');
    const both = new Map([[staffCookie, staff], [residentCookie, resident]]);
    expect((await contextOf(both)).actor).toMatchObject({ kind: 'staff', role: 'doctor' });
    expect((await residentContextOf(both)).actor).toMatchObject({ kind: 'resident', residentId: district.adult.id });
    expect((await contextOf(new Map([[residentCookie, resident]]))).actor).toMatchObject({ kind: 'resident' });
    expect((await residentContextOf(new Map([[staffCookie, staff]]))).actor).toBeNull();
  });

  test('a resident’s cookie opens nothing of the staff’s', async () => {
    const headers = cookie(await signIn(store, district, 'resident'), residentCookie);
    expect((await call('GET', '/api/trpc/own.contract', headers)).status).toBe(200);
    expect((await call('GET', '/api/trpc/team.list', headers)).status).toBe(403);
  });
});

/** Host, then what the browser says about where the request comes from, then whether it is ours. */
const origins: readonly (readonly [string, Readonly<Record<string, string>>, boolean])[] = [
  ['a page of ours', { 'sec-fetch-site': 'same-origin' }, true],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }, true],
  ['a sister site', { 'sec-fetch-site': 'same-site' }, false],
  ['another site', { 'sec-fetch-site': 'cross-site' }, false],
  ['something new', { 'sec-fetch-site': 'elsewhere' }, false],
  ['another site that names ours as origin', { 'sec-fetch-site': 'cross-site', origin: 'http://gatekeeper.test' }, false],
  ['an older browser on a page of ours', { origin: 'http://gatekeeper.test' }, true],
  ['an older browser on another site', { origin: 'http://evil.test' }, false],
  ['another port', { origin: 'http://gatekeeper.test:8443' }, false],
  ['our name inside another', { origin: 'http://gatekeeper.test.evil.test' }, false],
  ['our name as a user', { origin: 'http://gatekeeper.test@evil.test' }, false],
  ['a page that may not say', { origin: 'null' }, false],
  ['no address at all', { origin: 'gatekeeper.test' }, false],
  ['an empty origin', { origin: '' }, false],
  ['a program', {}, true],
];

describe('where a change comes from', () => {
  test.each(origins)('%s', (_name, headers, expected) => {
    const { headers: all } = { headers: { host: 'gatekeeper.test', ...headers } };
    expect(isSameOrigin({ headers: all } as Pick<IncomingMessage, 'headers'> as IncomingMessage)).toBe(expected);
  });

  test.each(origins)('%s, over HTTP', async (_name, headers, expected) => {
    const body = JSON.stringify({ accountId: 'nobody' });
    const sent = { host: 'gatekeeper.test', ...cookie(await signIn(store, district, 'administrator')), ...headers };
    expect((await call('POST', '/api/trpc/account.enable', sent, body)).status).toBe(expected ? 404 : 403);
  });

  test.each(origins)('%s, with a file', async (_name, headers, expected) => {
    const silent = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const { status } = await call('POST', '/api/import/visits', { host: 'gatekeeper.test', ...headers, cookie: `${staffCookie}=%` }, 'x');
    expect(status).toBe(expected ? 401 : 403);
    expect(silent).not.toHaveBeenCalled();
    silent.mockRestore();
  });
});

describe('cookies', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['a=1', [['a', '1']]],
    ['a=1; b=2', [['a', '1'], ['b', '2']]],
    ['a=b=c', [['a', 'b=c']]],
    ['a=%E5%B1%85', [['a', '居']]],
    ['a=%; b=2', [['b', '2']]],
    ['=1;;  ; b', [['b', '']]],
  ] as const)('%s', (header, expected) => {
    expect([...cookiesOf({ headers: { cookie: header } } as Pick<IncomingMessage, 'headers'> as IncomingMessage)]).toEqual(expected);
  });
});
