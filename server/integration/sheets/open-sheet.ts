import { createHash } from 'node:crypto';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, refuse, unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { FileProblem } from '@/server/services/import/incoming';
import { type Encoding, decoded, strictly } from './decode';
import { readCsv } from './read-csv';
import { readNdjson } from './read-ndjson';
import type { SheetRow } from './sheet-row';

export const fileLimitBytes = 512 * 1024 * 1024;
export const rowLimitBytes = 64 * 1024;

/** The bytes of a file, from the start, as often as asked: once to find its encoding and digest, once to read it. */
export type FileBytes = () => AsyncIterable<Uint8Array>;

export interface Sheet {
  /** SHA-256 of the bytes. */
  readonly digest: string;
  readonly rows: AsyncIterable<SheetRow>;
}

/**
 * Open a CSV or NDJSON file: what is wrong with the file or its header is told before a row is read. Text is UTF-8, with or
 * without a byte order mark, or else GB18030; bytes that are neither refuse the file.
 *
 * Memory does not grow with the file. Its rows throw FileProblem when the file breaks off further down.
 */
export async function openSheet(bytes: FileBytes, requiredColumns: readonly string[]): Promise<Outcome<Sheet, FileRefusal>> {
  const inspected = await inspect(bytes());
  if (!inspected.ok) return inspected;
  const { digest, encoding, isNdjson } = inspected.value;
  const text = decoded(bytes(), encoding);
  if (isNdjson) return accept({ digest, rows: readNdjson(text, rowLimitBytes) });
  const rows = readCsv(text, rowLimitBytes);
  try {
    const header = await rows.next();
    const columns = header.done === true || header.value.kind !== 'header' ? [] : header.value.columns;
    const refusals = refusalsOfHeader(columns, requiredColumns);
    if (refusals.length > 0) await rows.return(undefined);
    return unlessRefused(refusals, () => ({ digest, rows: onlyRows(rows) }));
  } catch (error) {
    if (error instanceof FileProblem) return refuse(error.refusal);
    throw error;
  }
}

async function* onlyRows(parts: AsyncIterable<{ kind: 'header' } | ({ kind: 'row' } & SheetRow)>): AsyncGenerator<SheetRow> {
  for await (const part of parts) if (part.kind === 'row') yield part;
}

function refusalsOfHeader(columns: readonly string[], required: readonly string[]): FileRefusal[] {
  if (columns.every((column) => column === '')) return [{ code: 'import.file_empty', facts: {} }];
  const repeated = columns.filter((column, at) => column !== '' && columns.indexOf(column) !== at);
  return [
    ...required.filter((column) => !columns.includes(column)).map((column): FileRefusal => ({ code: 'import.column_missing', facts: { column } })),
    ...repeated.map((column): FileRefusal => ({ code: 'import.column_repeated', facts: { column } })),
  ];
}

interface Inspection {
  readonly digest: string;
  readonly encoding: Encoding;
  readonly isNdjson: boolean;
}

/** One pass over the bytes. UTF-8 and GB18030 cannot be told apart by a beginning: a file may be plain ASCII for long. */
async function inspect(chunks: AsyncIterable<Uint8Array>): Promise<Outcome<Inspection, FileRefusal>> {
  const hash = createHash('sha256');
  const candidates = new Map<Encoding, ReturnType<typeof strictly>>([
    ['utf-8', strictly('utf-8')],
    ['gb18030', strictly('gb18030')],
  ]);
  let size = 0;
  let firstCharacter = '';
  for await (const chunk of chunks) {
    size += chunk.byteLength;
    if (size > fileLimitBytes) return refuse({ code: 'import.file_too_large', facts: { limitBytes: fileLimitBytes } });
    hash.update(chunk);
    firstCharacter ||= /[^\s\uFEFF]/.exec(Buffer.from(chunk.subarray(0, 4096)).toString('utf8'))?.[0] ?? '';
    for (const [encoding, isSound] of candidates) if (!isSound(chunk)) candidates.delete(encoding);
    if (candidates.size === 0) return refuse({ code: 'import.file_not_text', facts: {} });
  }
  if (firstCharacter === '') return refuse({ code: 'import.file_empty', facts: {} });
  for (const [encoding, isSound] of candidates) {
    if (isSound(null)) return accept({ digest: hash.digest('hex'), encoding, isNdjson: firstCharacter === '{' });
  }
  return refuse({ code: 'import.file_not_text', facts: {} });
}
