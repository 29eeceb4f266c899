import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { FileBytes } from '@/server/integration/sheets/file-bytes';
import { fileLimitBytes } from '@/server/integration/sheets/open-sheet';
import { type Spool, spool } from '@/server/integration/sheets/spool';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { contextOf, cookiesOf, isSameOrigin } from './context';
import { uploadTargets } from './upload-targets';

const nameLimit = 200;

/** What becomes of an uploaded file: the answer as soon as it is found readable, and the work that goes on in this process after it. */
export interface UploadTarget {
  readonly scope: Scope;
  /** @param query what the address says beside the name. */
  start(context: ServiceContext, fileName: string, bytes: FileBytes, query: URLSearchParams): Promise<Outcome<StartedUpload, AnyRefusal>>;
}

export interface StartedUpload {
  /** Names what the file became, by which its progress is asked for. */
  readonly answer: object;
  readonly run: () => Promise<unknown>;
}

export const uploadPath = '/api/import/';

/**
 * POST /api/import/<target>: the body is the file itself, `X-File-Name` its name, percent-encoded. Answers 202 as soon as the file is found
 * readable; a procedure tells how far the work on it has come.
 */
export async function answerUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await receive(request, response);
  } catch (error) {
    console.error('upload:', error);
    if (!response.headersSent) answerError(response, 500, { code: 'internal' });
  }
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const name = (request.url ?? '').split('?')[0]?.slice(uploadPath.length) ?? '';
  const target = Object.hasOwn(uploadTargets, name) ? uploadTargets[name] : undefined;
  if (!target) return answerError(response, 404, { code: 'not_found', facts: { what: 'import' } });
  if (request.method !== 'POST') return answerError(response, 405, { code: 'request.method' });
  if (!isSameOrigin(request)) return answerError(response, 403, { code: 'request.foreign_origin' });
  const { store, actor, absence = 'session.missing' } = await contextOf(cookiesOf(request));
  if (!actor) return answerError(response, 401, { code: absence });
  if (!allows(actor, target.scope)) return answerError(response, 403, { code: 'permission.denied', facts: { scope: target.scope } });
  if (Number(request.headers['content-length'] ?? 0) > fileLimitBytes) {
    return answerError(response, 413, { code: 'import.file_too_large', facts: { limitBytes: fileLimitBytes } });
  }
  const body = await spool(request);
  if (!body.ok) return answerRefused(response, body.refusals);
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
  await startOn(serviceContext(store, actor), target, body.value, { fileName: fileNameOf(request), query }, response);
}

async function startOn(context: ServiceContext, target: UploadTarget, body: Spool, { fileName, query }: { fileName: string; query: URLSearchParams }, response: ServerResponse): Promise<void> {
  try {
    const started = await target.start(context, fileName, body.bytes, query);
    if (!started.ok) {
      await body.remove();
      return answerRefused(response, started.refusals);
    }
    send(response, 202, started.value.answer);
    void started.value
      .run()
      .catch((error: unknown) => console.error(`upload ${JSON.stringify(started.value.answer)}:`, error))
      .finally(() => void body.remove());
  } catch (error) {
    await body.remove();
    throw error;
  }
}

function fileNameOf(request: IncomingMessage): string {
  const header = request.headers['x-file-name'];
  try {
    const name = decodeURIComponent(typeof header === 'string' ? header : '').replace(/\p{Cc}|\p{Surrogate}/gu, '');
    return name.slice(0, nameLimit) || 'upload';
  } catch {
    return 'upload';
  }
}

function answerRefused(response: ServerResponse, refusals: readonly AnyRefusal[]): void {
  const tooLarge = refusals.some((refusal) => refusal.code === 'import.file_too_large');
  const [first] = refusals;
  send(response, tooLarge ? 413 : 422, { code: first?.code, message: first?.code, facts: first?.facts, fields: [], refusals });
}

function answerError(response: ServerResponse, status: number, { code, facts = {} }: { code: string; facts?: object }): void {
  send(response, status, { code, message: code, facts, fields: [], refusals: [] });
}

/** The rest of a body that nobody reads would keep the connection waiting, so it is closed. */
function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...(status >= 400 ? { Connection: 'close' } : {}) });
  response.end(JSON.stringify(body));
}
