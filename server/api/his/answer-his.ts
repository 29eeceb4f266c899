import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Store, theStore } from '@/db';
import { actorOfApiKey, countUse } from '@/server/auth/api-key';
import type { StaffActor } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { serviceContext } from '@/server/services/context';
import { contractRoutes } from './contract-routes';
import { openApiOf } from './openapi';
import { asProblem, granted, type HisProblem, problem, statusOf } from './problem';
import { quotaRoutes } from './quota-routes';
import { BrokenOff, readBody } from './read-body';
import { referralRoutes } from './referral-routes';
import type { HisRoute } from './route';
import { visitRoutes } from './visit-routes';

const root = '/api/his/v1';
const documentPath = '/openapi.json';

export interface HisDependencies {
  /** What is wrong and what to do next, in Chinese. */
  readonly sentence: (refusal: AnyRefusal) => string;
  /** The store of the process unless another is given. */
  readonly store?: () => Promise<Store>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object | null;
}

/**
 * Answers `/api/his/v1`: one key an institution, JSON in the national field names, errors as
 * `{ code, message, facts, fields[] }` with the right HTTP status.
 */
export function hisHandler(dependencies: HisDependencies): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { sentence } = dependencies;
  const routes = [...contractRoutes, ...visitRoutes(sentence), ...quotaRoutes, ...referralRoutes];
  const document = openApiOf(routes);
  return async (request, response) => {
    const reply = await replyTo(request, routes, document, dependencies).catch((error: unknown) => (error instanceof BrokenOff ? null : replyOf(error, sentence)));
    if (reply === null || response.destroyed) return void response.destroy();
    // What is left of a body that was not read would be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close');
    send(response, reply);
  };
}

async function replyTo(request: IncomingMessage, routes: readonly HisRoute[], document: object, dependencies: HisDependencies): Promise<Reply> {
  const { path, query } = addressOf(request);
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? 'GET');
  const matches = routes.flatMap((route) => {
    const params = paramsOf(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const methods = path === documentPath ? ['GET'] : matches.map(({ route }) => route.method);
  if (methods.length === 0) throw problem({ code: 'request.route_unknown', facts: { path: `${root}${path}` } });
  const allowed = [...methods.flatMap((each) => (each === 'GET' ? ['GET', 'HEAD'] : [each])), 'OPTIONS'];
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: allowed.join(', ') }, body: null };
  if (path === documentPath && method === 'GET') return { status: 200, headers: {}, body: document };
  const found = matches.find(({ route }) => route.method === method);
  if (!found) throw problem({ code: 'request.method_unknown', facts: { method, allowed } });
  const store = await (dependencies.store ?? theStore)();
  const now = dependencies.now ?? Date.now;
  const actor = await admit(store, request, found.route, now());
  const body = found.route.method !== 'GET' ? await readBody(request, found.route.records ? 'records' : 'json') : null;
  const context = { ...serviceContext(store, actor), now };
  const answer = await found.route.run(context, { params: found.params, query, body, requestKey: requestKeyOf(request), seen: seenOf(request) });
  return { status: 200, headers: found.route.etagOf ? { ETag: `"${found.route.etagOf(answer)}"` } : {}, body: answer as object };
}

async function admit(store: Store, request: IncomingMessage, route: HisRoute, now: number): Promise<StaffActor> {
  const actor = granted(await actorOfApiKey(store, request.headers.authorization, now));
  granted(await countUse(actor.accountId, 'request'));
  if (route.asksAboutPerson) granted(await countUse(actor.accountId, 'person'));
  return actor;
}

/** The path below the root, as it was written, and the query. */
function addressOf({ url = '' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const [whole = '', ...rest] = url.split('?');
  const path = whole.startsWith(root) ? whole.slice(root.length) : whole;
  return { path, query: new URLSearchParams(rest.join('?')) };
}

/** What stands in the braces of a route's path; null when the path is another one. */
function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of expected.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = decoded(given[at] ?? '');
    if (name === undefined ? part !== value : value === null) return null;
    if (name !== undefined && value !== null) params[name] = value;
  }
  return params;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function requestKeyOf({ headers }: IncomingMessage): string | null {
  const given = headers['idempotency-key'];
  if (given === undefined) return null;
  if (typeof given === 'string' && /^[\x21-\x7e]{1,100}$/.test(given)) return given;
  const example = '5f0c3c0e-6f0a-4d39-9a52-0d8f3f1f8f7b';
  throw problem({ code: 'request.field_malformed', facts: { field: 'Idempotency-Key', example } }, 'Idempotency-Key');
}

/** The version in If-Match: the ETag as it was answered. */
function seenOf({ headers }: IncomingMessage): number | null {
  const given = headers['if-match'];
  if (given === undefined) return null;
  const version = /^"(\d{1,9})"$/.exec(given)?.[1];
  if (version === undefined) throw problem({ code: 'request.field_malformed', facts: { field: 'If-Match', example: '"1"' } }, 'If-Match');
  return Number(version);
}

function replyOf(error: unknown, sentence: (refusal: AnyRefusal) => string): Reply {
  const { reasons } = asProblem(error) ?? incidentOf(error);
  const [{ refusal }] = reasons;
  const tell = (told: AnyRefusal) => ({ code: told.code, message: sentence(told), facts: told.facts });
  return {
    status: statusOf(refusal),
    headers: headersOf(refusal),
    body: { ...tell(refusal), fields: reasons.map((reason) => ({ field: reason.field, ...tell(reason.refusal) })) },
  };
}

function incidentOf(error: unknown): HisProblem {
  const incident = randomUUID();
  console.error(`his ${incident}:`, error);
  return problem({ code: 'request.failed', facts: { incident } });
}

function headersOf(refusal: AnyRefusal): Record<string, string> {
  switch (refusal.code) {
    case 'request.key_missing':
    case 'request.key_unknown':
    case 'request.key_revoked':
      return { 'WWW-Authenticate': 'Bearer realm="gatekeeper"' };
    case 'request.method_unknown':
      return { Allow: refusal.facts.allowed.join(', ') };
    case 'request.too_many':
      return { 'Retry-After': String(refusal.facts.retryAfterSeconds) };
    case 'request.busy':
    case 'request.still_at_work':
      return { 'Retry-After': '2' };
    default:
      return {};
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { 'Cache-Control': 'no-store', ...headers, ...(body ? { 'Content-Type': 'application/json; charset=utf-8' } : {}) });
  response.end(body ? JSON.stringify(body) : undefined);
}
