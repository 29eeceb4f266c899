import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AttachmentType, attachmentLimitBytes } from '@/server/domain/referral/attachments';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { isStorableText } from '@/server/domain/kernel/storable';
import type { AnyRefusal } from '@/server/domain/refusals';
import { addAttachment } from '@/server/services/attachment/add-attachment';
import { openAttachment } from '@/server/services/attachment/list-attachments';
import { type ServiceContext, serviceContext } from '@/server/services/context';
import { PermissionDenied } from '@/server/services/permit';
import { dispositionOf } from './answer-export';
import { contextOf, cookiesOf, isSameOrigin } from './context';

export const attachmentsPath = '/api/attachments/';

const mediaTypes: Readonly<Record<AttachmentType, string>> = { pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png' };
const nameLimit = 400;

type Refuse = (status: number, refusals: readonly Refusal[]) => void;

/**
 * POST /api/attachments/<referral>: the body is the file, `X-File-Name` its name, percent-encoded; answers 201 with what was kept.
 * GET /api/attachments/<referral>/<attachment>: the file, to be saved and never to be shown in the page. Errors are
 * `{ code, message, facts, fields, refusals }` as everywhere.
 */
export function attachmentHandler(sentence: (refusal: Refusal) => string): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const refuse: Refuse = (status, refusals) => {
      const [first] = refusals;
      // The rest of a body that nobody reads would keep the connection waiting.
      answerJson(response, status, { code: first?.code, message: first ? sentence(first) : '', facts: first?.facts, fields: [], refusals }, { Connection: 'close' });
    };
    const [referralId, attachmentId, more] = (request.url ?? '').split('?')[0]?.slice(attachmentsPath.length).split('/').map(decoded) ?? [];
    const method = attachmentId === undefined ? 'POST' : 'GET';
    if (!referralId || more !== undefined) return refuse(404, [{ code: 'not_found', facts: { what: 'attachment' } }]);
    if (request.method !== method) return refuse(405, [{ code: 'request.method_unknown', facts: { method: request.method ?? '', allowed: [method] } }]);
    // Both leave an audit row, which another site's page must not write in somebody's name.
    if (!isSameOrigin(request)) return refuse(403, [{ code: 'request.foreign_origin', facts: {} }]);
    const { store, actor, absence = 'session.missing' } = await contextOf(cookiesOf(request));
    if (!actor) return refuse(401, [{ code: absence, facts: {} }]);
    const context = serviceContext(store, actor);
    try {
      if (attachmentId === undefined) await receive(context, request, response, referralId, refuse);
      else await handOut(context, response, { referralId, attachmentId }, refuse);
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error;
      refuse(403, [{ code: 'permission.denied', facts: { scope: error.scope } }]);
    }
  };
}

async function receive(context: ServiceContext, request: IncomingMessage, response: ServerResponse, referralId: string, refuse: Refuse): Promise<void> {
  const tooLarge = { code: 'attachment.too_large', facts: { limitBytes: attachmentLimitBytes } } as const;
  if (Number(request.headers['content-length'] ?? 0) > attachmentLimitBytes) return refuse(413, [tooLarge]);
  const content = await readAll(request);
  if (content === null) return refuse(413, [tooLarge]);
  const added = await addAttachment(context, { referralId, fileName: fileNameOf(request), content });
  if (added.ok) answerJson(response, 201, added.value);
  else refuse(statusOf(added.refusals[0]), added.refusals);
}

/** Null as soon as it is more than an attachment may have. */
async function readAll(request: IncomingMessage): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > attachmentLimitBytes) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function handOut(context: ServiceContext, response: ServerResponse, which: { referralId: string; attachmentId: string }, refuse: Refuse): Promise<void> {
  const opened = await openAttachment(context, which);
  if (!opened.ok) return refuse(statusOf(opened.refusals[0]), opened.refusals);
  const { fileName, type, bytes, content } = opened.value;
  response.writeHead(200, {
    'Content-Type': mediaTypes[type],
    'Content-Length': bytes,
    'Content-Disposition': dispositionOf(fileName),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  try {
    await pipeline(Readable.from(content), response);
  } catch (error) {
    if (!response.destroyed) response.destroy();
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

function statusOf({ code }: AnyRefusal): number {
  if (code === 'not_found') return 404;
  return code === 'attachment.too_large' ? 413 : 422;
}

function fileNameOf(request: IncomingMessage): string {
  const header = request.headers['x-file-name'];
  const name = decoded(typeof header === 'string' ? header : '');
  return isStorableText(name) ? name.slice(0, nameLimit) : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function answerJson(response: ServerResponse, status: number, body: object, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}
