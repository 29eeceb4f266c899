import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AnyTRPCProcedure, TRPCError, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { getHTTPStatusCode } from '@trpc/server/http';
import { contextOf, cookiesOf } from './context';
import { type AppRouter, appRouter } from './root';
import type { ApiContext } from './trpc';

export const callsPath = '/api/trpc/';
/** A call of the screens is a form, never a file. */
const largestCallBytes = 1024 * 1024;
/** A sender of more than that is let finish, so that it reads the answer, but not for ever. */
const drainedBytes = 8 * largestCallBytes;

/** A fault of ours, for the log. */
export type Complain = (path: string, error: TRPCError) => void;

/**
 * Answers tRPC's calls, one or a batch of them, from node:http to the procedures and back. Its own adapter makes a Request, a Response
 * and two streams of each, which cost more than most calls do; of what it can do beside this nothing is offered: no subscriptions, no
 * streams, no forms.
 */
export function callHandler({ complain }: { readonly complain: Complain }): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const { method = 'GET' } = request;
    if (method === 'HEAD') return void response.writeHead(204).end();
    try {
      const body = method === 'GET' ? null : await textOf(request);
      const asked = askedOf(request, body);
      const context = contextOf(cookiesOf(request));
      // Each call says for itself that nobody knows who asks; here it must only not be lost.
      context.catch(() => null);
      const answers = await Promise.all(asked.calls.map((call) => answerOne(call, method, context, complain)));
      send(response, asked.isBatch ? answers : answers[0]);
    } catch (thrown) {
      if (thrown instanceof BrokenOff) return;
      send(response, shapeOf(thrown, { path: undefined, type: 'unknown' }, null, complain));
    }
  };
}

interface Call {
  readonly path: string;
  /** @throws TRPCError when what was sent is no JSON. */
  readonly input: () => unknown;
}

/** What a request asks: the path names a procedure or, with `batch=1`, several of one input each. */
function askedOf({ url = '', method, headers }: IncomingMessage, body: Body | null): { readonly calls: readonly Call[]; readonly isBatch: boolean } {
  if (method !== 'GET' && typeOf(headers['content-type']) !== 'application/json') throw new TRPCError({ code: 'UNSUPPORTED_MEDIA_TYPE', message: 'request.body_type_unknown' });
  const question = url.indexOf('?');
  const search = new URLSearchParams(question < 0 ? '' : url.slice(question + 1));
  const path = decoded((question < 0 ? url : url.slice(0, question)).slice(callsPath.length));
  const isBatch = search.get('batch') === '1';
  const told = once(() => (body === null ? parsed(search.get('input') ?? '') : parsed(textWithin(body))));
  if (!isBatch) return { calls: [{ path, input: told }], isBatch };
  const inputs = () => {
    const all = told();
    if (all === undefined) return {};
    if (typeof all !== 'object' || all === null || Array.isArray(all)) throw new TRPCError({ code: 'BAD_REQUEST', message: 'request.body_malformed' });
    return all;
  };
  return { calls: path.split(',').map((name, at) => ({ path: name, input: () => Reflect.get(inputs(), String(at)) as unknown })), isBatch };
}

const procedures = appRouter._def.procedures as object as Readonly<Record<string, AnyTRPCProcedure>>;

/** tRPC's answer to one call: its result, or the error in the shape that the router gives it. */
async function answerOne(call: Call, method: string, context: Promise<ApiContext>, complain: Complain): Promise<object> {
  const { path } = call;
  const procedure = Object.hasOwn(procedures, path) ? procedures[path] : undefined;
  const type = procedure?._def.type ?? 'unknown';
  let asker: ApiContext | null = null;
  try {
    if (!procedure) throw new TRPCError({ code: 'NOT_FOUND', message: 'request.no_such_call' });
    if (method !== (type === 'query' ? 'GET' : 'POST')) throw new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'request.method_not_allowed' });
    asker = await context;
    // Whether it is JSON at all is judged after who asks.
    const getRawInput = () => new Promise<unknown>((resolve) => resolve(call.input()));
    const data: unknown = await procedure({ path, getRawInput, ctx: asker, type: procedure._def.type, signal: undefined, batchIndex: 0 });
    return { result: { data } };
  } catch (thrown) {
    return shapeOf(thrown, { path, type }, asker, complain);
  }
}

function shapeOf(thrown: unknown, { path, type }: { readonly path: string | undefined; readonly type: 'query' | 'mutation' | 'subscription' | 'unknown' }, ctx: ApiContext | null, complain: Complain): { error: object } {
  const error = getTRPCErrorFromUnknown(thrown);
  if (error.code === 'INTERNAL_SERVER_ERROR') complain(path ?? '?', error);
  const config: AppRouter['_def']['_config'] = appRouter._def._config;
  return { error: getTRPCErrorShape({ config, error, type, path, input: undefined, ctx: ctx ?? undefined }) };
}

function send(response: ServerResponse, answer: object | undefined): void {
  if (response.writableEnded || response.destroyed) return;
  const text = JSON.stringify(answer);
  const length = Buffer.byteLength(text);
  response.writeHead(getHTTPStatusCode(answer as Parameters<typeof getHTTPStatusCode>[0]), { 'Content-Type': 'application/json', 'Content-Length': length, Vary: 'trpc-accept, accept' });
  response.end(text);
}

/** Whoever sent the request went away before its end; there is nobody to answer. */
class BrokenOff extends Error {}

interface Body {
  readonly text: string;
  readonly isTooLarge: boolean;
}

function textOf(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largestCallBytes) chunks.push(chunk);
      if (size > drainedBytes) request.destroy();
    });
    request.on('end', () => resolve({ text: Buffer.concat(chunks).toString('utf8'), isTooLarge: size > largestCallBytes }));
    request.on('close', () => reject(new BrokenOff()));
  });
}

function textWithin({ text, isTooLarge }: Body): string {
  if (isTooLarge) throw new TRPCError({ code: 'PAYLOAD_TOO_LARGE', message: 'request.body_too_large' });
  return text;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'request.body_malformed' });
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'request.path_malformed' });
  }
}

function typeOf(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The first result again, whoever asks; a failure is thrown each time. */
function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
