import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { FileProblem } from '@/server/services/import/incoming';
import { type Encoding, decoded } from './decode';
import type { FileBytes } from './file-bytes';
import { refusalsOfHeader } from './header';
import { inspectFile } from './inspect-file';
import { answering, openWorkbookSheet } from './open-workbook-sheet';
import { type CsvPart, readCsv } from './read-csv';
import { readNdjson } from './read-ndjson';
import type { SheetRow } from './sheet-row';

export type { FileBytes } from './file-bytes';

export const fileLimitBytes = 512 * 1024 * 1024;
export const rowLimitBytes = 64 * 1024;
export const rowCountLimit = 2_000_000;

type Pieces = AsyncIterable<readonly SheetRow[]>;

export interface Sheet {
  /** SHA-256 of the bytes. */
  readonly digest: string;
  /** The rows as they are read, some at a time: to wait for each of millions takes longer than to read it. They are read once, as these or as `rows`. */
  readonly pieces: Pieces;
  readonly rows: AsyncIterable<SheetRow>;
  /** Which sheet of a workbook is read, and those that are not; null for a text file, which has none. */
  readonly workbook: { readonly sheetName: string; readonly otherSheets: readonly string[] } | null;
}

export interface SheetLimits {
  readonly fileBytes?: number;
  readonly rows?: number;
  /** Which column a header means; itself unless given. */
  readonly codeOf?: (header: string) => string;
}

/**
 * Open a CSV, NDJSON or .xlsx file, whichever it is by its content: what is wrong with the file or its header is told before a
 * row is read. Text is UTF-8, with or without a byte order mark, or else GB18030; bytes that are neither refuse the file.
 *
 * Memory does not grow with the file, but for the shared texts of a workbook. Rows throw FileProblem when the file breaks off
 * further down.
 */
export async function openSheet(bytes: FileBytes, requiredColumns: readonly string[], limits: SheetLimits = {}): Promise<Outcome<Sheet, FileRefusal>> {
  const inspected = await inspectFile(bytes(), { fileBytes: limits.fileBytes ?? fileLimitBytes, rowBytes: rowLimitBytes });
  if (!inspected.ok) return inspected;
  const { digest, size, content } = inspected.value;
  const opened = await answering(
    content.kind === 'package'
      ? openWorkbook(bytes, { size, tail: content.tail }, requiredColumns, limits.codeOf)
      : content.kind === 'csv'
        ? openCsv(bytes, content.encoding, requiredColumns, limits.codeOf)
        : Promise.resolve(accept({ pieces: oneByOne(readNdjson(decoded(bytes(), content.encoding), rowLimitBytes, limits.codeOf)), workbook: null })),
  );
  if (!opened.ok) return opened;
  const { workbook } = opened.value;
  const pieces = atMost(opened.value.pieces, limits.rows ?? rowCountLimit);
  return accept({ digest, pieces, rows: eachOf(pieces), workbook });
}

type Opened = Pick<Sheet, 'pieces' | 'workbook'>;

async function openWorkbook(bytes: FileBytes, ends: Parameters<typeof openWorkbookSheet>[1], requiredColumns: readonly string[], codeOf?: (header: string) => string): Promise<Outcome<Opened, FileRefusal>> {
  const opened = await openWorkbookSheet(bytes, ends, requiredColumns, { rowBytes: rowLimitBytes, ...(codeOf && { codeOf }) });
  return opened.ok ? accept({ pieces: oneByOne(opened.value.rows), workbook: opened.value.workbook }) : opened;
}

async function openCsv(bytes: FileBytes, encoding: Encoding, requiredColumns: readonly string[], codeOf?: (header: string) => string): Promise<Outcome<Opened, FileRefusal>> {
  const parts = readCsv(decoded(bytes(), encoding), rowLimitBytes, codeOf);
  const header = await parts.next();
  const columns = header.done === true || header.value.kind !== 'header' ? [] : header.value.columns;
  const refusals = refusalsOfHeader(columns, requiredColumns);
  if (refusals.length > 0) await parts.return(undefined);
  return unlessRefused(refusals, () => ({ pieces: onlyRows(parts), workbook: null }));
}

async function* onlyRows(parts: AsyncIterable<CsvPart>): AsyncGenerator<readonly SheetRow[]> {
  for await (const part of parts) if (part.kind === 'rows') yield part.rows;
}

async function* oneByOne(rows: AsyncIterable<SheetRow>): AsyncGenerator<readonly SheetRow[]> {
  for await (const row of rows) yield [row];
}

async function* eachOf(pieces: Pieces): AsyncGenerator<SheetRow> {
  for await (const rows of pieces) for (const row of rows) yield row;
}

async function* atMost(pieces: Pieces, limit: number): AsyncGenerator<readonly SheetRow[]> {
  let count = 0;
  for await (const rows of pieces) {
    const left = limit - count;
    count += rows.length;
    yield rows.length > left ? rows.slice(0, left) : rows;
    if (count > limit) throw new FileProblem({ code: 'import.too_many_rows', facts: { limit } });
  }
}
