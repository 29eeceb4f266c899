import { type FileColumn, codeOfHeader, requiredCodes } from '@/server/domain/import/file-column';
import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, type Outcome } from '@/server/domain/kernel/outcome';
import type { IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import { type FileBytes, type Sheet, openSheet } from './open-sheet';
import type { SheetRow } from './sheet-row';
import { isExample, translateRow } from './translate-row';

/** The codes of the columns that a file must have, or all its columns with the names that they and their values go by. */
export type FileLayout = readonly string[] | readonly FileColumn[];

/** Open a file for an import verb, whatever its format: its digest, and its rows read by `read`. Rows that are examples are passed over. */
export async function openImport<Facts>(
  fileName: string,
  bytes: FileBytes,
  layout: FileLayout,
  read: (row: SheetRow) => IncomingRow<Facts>,
): Promise<Outcome<IncomingFile<Facts>, FileRefusal>> {
  const columns = layout.filter((column) => typeof column !== 'string');
  const sheet =
    columns.length === 0
      ? await openSheet(bytes, layout.filter((column) => typeof column === 'string'))
      : await openSheet(bytes, requiredCodes(columns), { codeOf: codes(columns) });
  if (!sheet.ok) return sheet;
  const { digest, pieces, workbook } = sheet.value;
  return accept({ fileName: nameOf(fileName, workbook), digest, rows: each(pieces, columns, read) });
}

/** Of NDJSON every line has the names anew. */
function codes(columns: readonly FileColumn[]): (header: string) => string {
  const known = new Map<string, string>();
  return (header) => {
    const before = known.get(header);
    if (before !== undefined) return before;
    const code = codeOfHeader(columns, header);
    if (known.size < 1000) known.set(header, code);
    return code;
  };
}

/** Where a workbook has several sheets, the name says which one was read. */
function nameOf(fileName: string, workbook: Sheet['workbook']): string {
  return workbook && workbook.otherSheets.length > 0 ? `${fileName} › ${workbook.sheetName}` : fileName;
}

async function* each<Facts>(pieces: Sheet['pieces'], columns: readonly FileColumn[], read: (row: SheetRow) => IncomingRow<Facts>): AsyncGenerator<IncomingRow<Facts>> {
  for await (const rows of pieces) {
    for (const row of rows) {
      if (columns.length > 0 && isExample(row)) continue;
      // What comes back to be mended is what was written.
      yield { ...read(translateRow(row, columns)), original: () => row.fields };
    }
  }
}
