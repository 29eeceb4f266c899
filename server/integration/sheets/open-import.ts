import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, type Outcome } from '@/server/domain/kernel/outcome';
import type { IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import { type FileBytes, type Sheet, openSheet } from './open-sheet';
import type { SheetRow } from './sheet-row';

/** Open a file for an import verb, whatever its format: its digest, and its rows read by `read`. */
export async function openImport<Facts>(
  fileName: string,
  bytes: FileBytes,
  columns: readonly string[],
  read: (row: SheetRow) => IncomingRow<Facts>,
): Promise<Outcome<IncomingFile<Facts>, FileRefusal>> {
  const sheet = await openSheet(bytes, columns);
  if (!sheet.ok) return sheet;
  const { digest, rows, workbook } = sheet.value;
  return accept({ fileName: nameOf(fileName, workbook), digest, rows: each(rows, read) });
}

/** Where a workbook has several sheets, the name says which one was read. */
function nameOf(fileName: string, workbook: Sheet['workbook']): string {
  return workbook && workbook.otherSheets.length > 0 ? `${fileName} › ${workbook.sheetName}` : fileName;
}

async function* each<Facts>(rows: AsyncIterable<SheetRow>, read: (row: SheetRow) => IncomingRow<Facts>): AsyncGenerator<IncomingRow<Facts>> {
  for await (const row of rows) yield read(row);
}
