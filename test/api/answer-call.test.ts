import { type RequestListener, type Server, createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Store, sharedInProcess } from '@/db';
import { callHandler } from '@/server/api/answer-call';
import { contextOf, cookiesOf } from '@/server/api/context';
import { appRouter } from '@/server/api/root';
import { staffCookie } from '@/server/auth/sessions';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { signIn } from '../permissions/sign-in';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let ours: Server;
let theirs: Server;
let cookie: string;
const complaints: string[] = [];

beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await sharedInProcess('gatekeeper.store', () => Promise.resolve(store));
  district = await mintDistrict(store);
  cookie = `${staffCookie}=${await signIn(store, district, 'doctor')}`;
  const answerCall = callHandler({ complain: (path, error) => complaints.push(`${path}: ${error.message}`) });
  ours = await listening((request, response) => void answerCall(request, response));
  theirs = await listening(createHTTPHandler({ router: appRouter, basePath: '/api/trpc/', maxBodySize: 1024 * 1024, createContext: ({ req }) => contextOf(cookiesOf(req)) }));
});
afterAll(async () => {
  for (const server of [ours, theirs]) await new Promise((resolve) => server.close(resolve));
  await drop();
});

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return server;
}

interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Reply {
  readonly status: number;
  readonly body: string;
}

function ask(server: Server, { method = 'GET', path, headers = {}, body }: Ask): Promise<Reply> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const outgoing = send({ host: '127.0.0.1', port, method, path: `/api/trpc/${path}`, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), cookie, ...headers }, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.end(body);
  });
}

/** What a client goes by: results as they are, of errors everything but the words. */
function told({ status, body }: Reply): unknown {
  const plain = (part: unknown): unknown => (typeof part === 'object' && part !== null && 'error' in part ? { error: { ...(part.error as object), message: '' } } : part);
  const value: unknown = body === '' ? '' : JSON.parse(body);
  return { status, value: Array.isArray(value) ? value.map(plain) : plain(value) };
}

const json = (value: unknown) => encodeURIComponent(JSON.stringify(value));
const nobody = { residentId: 'nobody' };

describe('a call is answered as tRPC’s own adapter answers it', () => {
  test.each<[string, Ask]>([
    ['a query', { path: 'me.self' }],
    ['a query with input', { path: `referral.subject?input=${json(nobody)}` }],
    ['a path that is encoded', { path: 'me%2Eself' }],
    ['a batch', { path: `me.self,referral.counts?batch=1&input=${json({})}` }],
    ['a batch whose members end differently', { path: `me.self,referral.subject,no.such?batch=1&input=${json({ 1: nobody })}` }],
    ['a batch whose members all fail alike', { path: `no.such,no.other?batch=1&input=${json({})}` }],
    ['a batch without input', { path: 'me.self,me.self?batch=1' }],
    ['a batch of one', { path: 'me.self?batch=1' }],
    ['a batch whose inputs are a list of nothing', { path: 'referral.subject?batch=1&input=7' }],
    ['a command', { method: 'POST', path: 'referral.agree', body: JSON.stringify({ referralId: 'x', version: 1, way: 'desk', guardian: null }) }],
    ['a batch of commands', { method: 'POST', path: 'referral.agree,referral.agree?batch=1', body: JSON.stringify({ 0: { referralId: 'x', version: 1, way: 'desk', guardian: null }, 1: {} }) }],
    ['a command that the role does not hold', { method: 'POST', path: 'referral.accept', body: '{}' }],
    ['nobody', { path: 'me.self', headers: { cookie: '' } }],
    ['nobody, with input that is no JSON', { method: 'POST', path: 'referral.agree', headers: { cookie: '' }, body: '{' }],
    ['input that is no JSON', { path: 'referral.subject?input=%7B' }],
    ['a body that is no JSON', { method: 'POST', path: 'referral.agree', body: '{' }],
    ['a zero character', { path: `referral.subject?input=${json({ residentId: 'a\u0000' })}` }],
    ['a body of another type', { method: 'POST', path: 'referral.agree', headers: { 'content-type': 'text/plain' }, body: '{}' }],
    ['a type in capitals with a character set', { method: 'POST', path: 'referral.agree', headers: { 'content-type': 'Application/JSON; charset=utf-8' }, body: '{}' }],
    ['a body beyond the limit', { method: 'POST', path: 'referral.agree', body: JSON.stringify('x'.repeat(1_100_000)) }],
    ['a command asked as a query', { path: 'referral.agree?input=%7B%7D' }],
    ['a query asked as a command', { method: 'POST', path: 'me.self', body: '{}' }],
    ['another method', { method: 'PUT', path: 'me.self', body: '{}' }],
    ['a procedure there is not', { path: 'me.nothing' }],
    ['a name that every object has', { path: 'constructor' }],
    ['a half of a path', { path: 'me' }],
    ['a path that cannot be decoded', { path: '%E0%A4%A' }],
    ['only the head', { method: 'HEAD', path: 'me.self' }],
  ])('%s', async (_what, question) => {
    expect(told(await ask(ours, question))).toEqual(told(await ask(theirs, question)));
  });
});

test('a fault of ours is told to the log and not on the wire', async () => {
  const { reads } = store;
  const broken = new Proxy(reads, { get: () => () => Promise.reject(new Error('secret words')) });
  Object.assign(store, { reads: broken });
  const { status, body } = await ask(ours, { path: 'me.self' }).finally(() => Object.assign(store, { reads }));
  expect({ status, code: (JSON.parse(body) as { error: { message: string } }).error.message }).toEqual({ status: 500, code: 'internal error' });
  expect(complaints.at(-1)).toContain('me.self');
  expect(body).not.toContain('secret');
});
