import { CsvError, parse } from 'csv-parse';
import { FileProblem, type RowProblem } from '@/server/services/import/incoming';
import type { SheetRow } from './sheet-row';

export type CsvPart = { readonly kind: 'header'; readonly columns: readonly string[] } | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] };

/**
 * The header, then the rows of each piece, of a CSV text that arrives in pieces. Blank lines are passed over and counted, so that row
 * numbers are those a spreadsheet shows. `codeOf` tells which column a header means.
 *
 * @throws FileProblem for quotes that do not match and rows beyond the limit.
 */
export async function* readCsv(text: AsyncIterable<string>, rowLimitBytes: number, codeOf: (header: string) => string = (header) => header): AsyncGenerator<CsvPart, void, undefined> {
  let columns: readonly string[] | null = null;
  let rowNumber = 0;
  for await (const records of recordsOf(text, rowLimitBytes)) {
    const rows: SheetRow[] = [];
    for (const record of records) {
      rowNumber += 1;
      if (record.every((value) => value.trim() === '')) continue;
      if (columns === null) {
        columns = record.map((name) => codeOf(name.normalize('NFKC').trim()));
        yield { kind: 'header', columns };
      } else {
        rows.push(rowOf(record, columns, rowNumber));
      }
    }
    if (rows.length > 0) yield { kind: 'rows', rows };
  }
}

/** The records of each piece before the next is looked at, and those before a fault before the fault. */
async function* recordsOf(text: AsyncIterable<string>, rowLimitBytes: number): AsyncGenerator<readonly string[][], void, undefined> {
  let records: string[][] = [];
  const parser = parse({ relax_column_count: true, max_record_size: rowLimitBytes, on_record: (record: string[]) => void records.push(record) });
  // The fault is answered to whoever writes; as an event it is nobody's.
  parser.on('error', () => undefined);
  const take = (step: (done: (fault?: Error | null) => void) => void) => new Promise<Error | null>((taken) => step((fault) => taken(fault ?? null)));
  for await (const piece of text) {
    const fault = await take((done) => parser.write(piece, done));
    yield records;
    records = [];
    if (fault) throw asFileProblem(fault, rowLimitBytes);
  }
  const fault = await take((done) => parser.end(done));
  yield records;
  if (fault) throw asFileProblem(fault, rowLimitBytes);
}

function rowOf(record: readonly string[], columns: readonly string[], rowNumber: number): SheetRow {
  const fields: Record<string, string> = {};
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at];
    if (column) fields[column] = unguarded(record[at] ?? '');
  }
  return { rowNumber, fields, problems: problemsOfWidth(record, columns) };
}

/** Spreadsheets leave off empty cells at the end of a row, and add some; anything else has shifted its columns. */
function problemsOfWidth(record: readonly string[], columns: readonly string[]): RowProblem[] {
  if (record.length <= columns.length || record.slice(columns.length).every((value) => value === '')) return [];
  return [{ code: 'import.row_width_differs', column: null, facts: { expected: columns.length, found: record.length } }];
}

/** Our own exports put an apostrophe before a cell that a spreadsheet would take for a formula. */
function unguarded(value: string): string {
  return /^'[=+\-@\t]/.test(value) ? value.slice(1) : value;
}

function asFileProblem(error: unknown, limitBytes: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
  return error.code === 'CSV_MAX_RECORD_SIZE'
    ? new FileProblem({ code: 'import.row_too_long', facts: { line, limitBytes } })
    : new FileProblem({ code: 'import.file_malformed', facts: { line } });
}
