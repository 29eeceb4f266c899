import type { IncomingMessage, ServerResponse } from 'node:http';
import { visitColumns } from '@/server/domain/import/visit-columns';
import { readVisitRow } from '@/server/integration/his/visit-row';
import { openImport } from '@/server/integration/sheets/open-import';
import { fileLimitBytes } from '@/server/integration/sheets/open-sheet';
import { type Spool, spool } from '@/server/integration/sheets/spool';
import { allows } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { startVisitImport } from '@/server/services/import/import-visits';
import { contextOf, cookiesOf, isSameOrigin } from './context';

const nameLimit = 200;

/**
 * POST /api/import/visits: the body is the file itself, `X-File-Name` its name, percent-encoded. Answers 202 `{ batchId }` as
 * soon as the file is found readable; the import goes on in this process and visit.batch tells how far it has come.
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
  if (request.method !== 'POST') return answerError(response, 405, { code: 'request.method' });
  if (!isSameOrigin(request)) return answerError(response, 403, { code: 'request.foreign_origin' });
  const { store, actor, absence = 'session.missing' } = await contextOf(cookiesOf(request));
  if (!actor) return answerError(response, 401, { code: absence });
  if (!allows(actor, 'visit:import')) return answerError(response, 403, { code: 'permission.denied', facts: { scope: 'visit:import' } });
  if (Number(request.headers['content-length'] ?? 0) > fileLimitBytes) {
    return answerError(response, 413, { code: 'import.file_too_large', facts: { limitBytes: fileLimitBytes } });
  }
  const body = await spool(request);
  if (!body.ok) return answerRefused(response, body.refusals);
  await startOn(serviceContext(store, actor), body.value, fileNameOf(request), response);
}

async function startOn(context: ServiceContext, body: Spool, fileName: string, response: ServerResponse): Promise<void> {
  try {
    const file = await openImport(fileName, body.bytes, visitColumns, readVisitRow);
    if (!file.ok) {
      await body.remove();
      return answerRefused(response, file.refusals);
    }
    const started = await startVisitImport(context, file.value);
    send(response, 202, { batchId: started.batchId });
    void started
      .run()
      .catch((error: unknown) => console.error(`import ${started.batchId}:`, error))
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
    return name.slice(0, nameLimit) || 'visits';
  } catch {
    return 'visits';
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
