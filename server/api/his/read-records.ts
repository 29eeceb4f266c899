import { readVisitRow } from '@/server/integration/his/visit-row';
import { rowLimitBytes } from '@/server/integration/sheets/open-sheet';
import { readNdjson } from '@/server/integration/sheets/read-ndjson';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import type { VisitFacts } from '@/server/services/import/import-visits';
import { FileProblem, type IncomingRow } from '@/server/services/import/incoming';
import { problem } from './problem';
import { parseJson, type RequestBody } from './read-body';

export const mostRows = 5000;

/**
 * The records of a JSON array or of NDJSON, read as the rows of a visit file are: what is wrong with one of them is kept with
 * it and spoils no other.
 *
 * @throws HisProblem when the whole cannot be read, or holds none or too many.
 */
export async function readRecords(body: RequestBody | null): Promise<IncomingRow<VisitFacts>[]> {
  const text = body?.text.trim() ?? '';
  if (text === '') throw problem({ code: 'request.body_empty', facts: {} });
  const rows = await rowsOf(body?.isLines === true ? text : linesOf(text));
  if (rows.length === 0) throw problem({ code: 'request.body_empty', facts: {} });
  return rows;
}

/** One record, which is not part of a list. */
export async function readRecord(body: RequestBody | null, otherwise: Readonly<Record<string, string>>): Promise<IncomingRow<VisitFacts>> {
  const text = body?.text.trim() ?? '';
  if (text === '') throw problem({ code: 'request.body_empty', facts: {} });
  const given = parseJson(text);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw problem({ code: 'request.body_malformed', facts: {} });
  const told = Object.entries(given).filter(([, value]) => value !== null && value !== '');
  const [row] = await rowsOf(stringify({ ...otherwise, ...Object.fromEntries(told) }));
  if (!row) throw problem({ code: 'request.body_empty', facts: {} });
  return row;
}

/** An array as NDJSON, an element a line, so that both are read in one way. A record alone is a list of one. */
function linesOf(text: string): string {
  const given = parseJson(text);
  if (Array.isArray(given)) return given.map(stringify).join('\n');
  if (typeof given !== 'object' || given === null) throw problem({ code: 'request.body_malformed', facts: {} });
  return stringify(given);
}

/** JSON can be nested deeper than it can be written out again. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    throw problem({ code: 'request.body_malformed', facts: {} });
  }
}

async function rowsOf(text: string): Promise<IncomingRow<VisitFacts>[]> {
  const rows: IncomingRow<VisitFacts>[] = [];
  let count = 0;
  try {
    for await (const row of readNdjson(whole(text), rowLimitBytes)) {
      count += 1;
      if (count <= mostRows) rows.push(readRow(row));
    }
  } catch (error) {
    if (error instanceof FileProblem) throw problem(error.refusal);
    if (error instanceof RangeError) throw problem({ code: 'request.body_malformed', facts: {} });
    throw error;
  }
  if (count > mostRows) throw problem({ code: 'request.too_many_rows', facts: { rows: count, limit: mostRows } });
  return rows;
}

/** Of what is no record at all, nothing further is said. */
function readRow(row: SheetRow): IncomingRow<VisitFacts> {
  const read = readVisitRow(row);
  return row.problems.length > 0 ? { ...read, problems: row.problems } : read;
}

async function* whole(text: string): AsyncGenerator<string> {
  yield text;
}
