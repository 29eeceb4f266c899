import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { FileProblem, type RowProblem } from '@/server/services/import/incoming';
import type { SheetRow } from './sheet-row';

export type CsvPart = { readonly kind: 'header'; readonly columns: readonly string[] } | ({ readonly kind: 'row' } & SheetRow);

/**
 * The header, then the rows, of a CSV text that arrives in pieces. Blank lines are passed over and counted, so that row
 * numbers are those a spreadsheet shows.
 *
 * @throws FileProblem for quotes that do not match and rows beyond the limit.
 */
export async function* readCsv(text: AsyncIterable<string>, rowLimitBytes: number): AsyncGenerator<CsvPart, void, undefined> {
  const parser = Readable.from(text).compose(parse({ relax_column_count: true, max_record_size: rowLimitBytes })) as AsyncIterable<string[]>;
  let columns: readonly string[] | null = null;
  let rowNumber = 0;
  try {
    for await (const record of parser) {
      rowNumber += 1;
      if (record.every((value) => value.trim() === '')) continue;
      if (columns === null) {
        columns = record.map((name) => name.normalize('NFKC').trim());
        yield { kind: 'header', columns };
      } else {
        yield { kind: 'row', ...rowOf(record, columns, rowNumber) };
      }
    }
  } catch (error) {
    throw asFileProblem(error, rowLimitBytes);
  }
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
