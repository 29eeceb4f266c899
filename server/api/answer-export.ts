import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { isStorableText } from '@/server/domain/kernel/storable';
import { allows } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import { csvType, writeCsv } from '@/server/integration/sheets/write-csv';
import { writeXlsx, xlsxType } from '@/server/integration/sheets/write-xlsx';
import { serviceContext } from '@/server/services/context';
import { PermissionDenied } from '@/server/services/permit';
import { contextOf, cookiesOf, isSameOrigin } from './context';
import type { Exporter } from './exporter';
import { exporters } from './exports';

export const exportsPath = '/api/exports/';

/**
 * GET /api/exports/<name>?…: a workbook, or with `format=csv` its first sheet as CSV, under the name it is to be kept by, as the session's reach goes. Errors are
 * `{ code, message, facts, fields, refusals }` as those of an upload.
 */
export function exportHandler(words: Words, known: Readonly<Record<string, Exporter>> = exporters): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const answerRefused = (response: ServerResponse, status: number, refusals: readonly { readonly code: string; readonly facts: object }[]) => {
    const [first] = refusals;
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ code: first?.code, message: first ? words.sentence(first) : '', facts: first?.facts, fields: [], refusals }));
  };
  return async (request, response) => {
    const refuse = (status: number, code: string, facts: object = {}) => answerRefused(response, status, [{ code, facts }]);
    if (request.method !== 'GET') return refuse(405, 'request.method_unknown', { method: request.method ?? '', allowed: ['GET'] });
    // Taking a file leaves an audit row, which another site's page must not write in somebody's name.
    if (!isSameOrigin(request)) return refuse(403, 'request.foreign_origin');
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const { store, actor, absence = 'session.missing' } = await contextOf(cookiesOf(request));
    if (!actor) return refuse(401, absence);
    const name = pathname.slice(exportsPath.length);
    const exporter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!exporter) return refuse(404, 'not_found', { what: 'export' });
    if (!allows(actor, exporter.scope)) return refuse(403, 'permission.denied', { scope: exporter.scope });
    const format = searchParams.get('format') ?? 'xlsx';
    if (format !== 'xlsx' && format !== 'csv') return refuse(400, 'request.field_malformed', { field: 'format', example: 'csv' });
    searchParams.delete('format');
    const prepared = [...searchParams.values()].every(isStorableText) ? exporter.prepare(searchParams) : { malformed: '?' };
    if ('malformed' in prepared) return refuse(400, 'request.field_malformed', { field: prepared.malformed, example: null });
    try {
      const outcome = await prepared.run(serviceContext(store, actor), words);
      if (!outcome.ok) return answerRefused(response, statusOf(outcome.refusals[0]), outcome.refusals);
      await send(response, outcome.value, format);
    } catch (error) {
      if (!(error instanceof PermissionDenied)) throw error;
      refuse(403, 'permission.denied', { scope: error.scope });
    }
  };
}

function statusOf({ code }: AnyRefusal): number {
  return code === 'not_found' ? 404 : code === 'permission.denied' ? 403 : 422;
}

/** Whoever breaks off is nobody's fault; a file that cannot be finished is broken off, so that nobody takes it for whole. */
async function send(response: ServerResponse, { fileName, workbook }: ExportedWorkbook, format: 'xlsx' | 'csv'): Promise<void> {
  response.writeHead(200, { 'Content-Type': format === 'csv' ? csvType : xlsxType, 'Content-Disposition': dispositionOf(`${fileName}.${format}`), 'Cache-Control': 'no-store' });
  try {
    await pipeline(Readable.from(format === 'csv' ? writeCsv(workbook) : writeXlsx(workbook)), response);
  } catch (error) {
    if (!response.destroyed) response.destroy();
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}

/** RFC 6266: the name in UTF-8, and one of plain letters for programs that know no other. */
export function dispositionOf(fileName: string): string {
  const clean = fileName.replace(/\p{Cc}|\p{Surrogate}|[/\\:*?"<>|]/gu, '_');
  const plain = clean.replace(/[^\x20-\x7e]|[%]/g, '_');
  const encoded = encodeURIComponent(clean).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
