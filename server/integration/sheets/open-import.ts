import type { FileRefusal } from '@/server/domain/import/refusals';
import { accept, type Outcome } from '@/server/domain/kernel/outcome';
import type { IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import { type FileBytes, openSheet } from './open-sheet';
import type { SheetRow } from './sheet-row';

/** Open a file for an import verb: its digest, and its rows read by `read`. */
export async function openImport<Facts>(
  fileName: string,
  bytes: FileBytes,
  columns: readonly string[],
  read: (row: SheetRow) => IncomingRow<Facts>,
): Promise<Outcome<IncomingFile<Facts>, FileRefusal>> {
  const sheet = await openSheet(bytes, columns);
  return sheet.ok ? accept({ fileName, digest: sheet.value.digest, rows: each(sheet.value.rows, read) }) : sheet;
}

async function* each<Facts>(rows: AsyncIterable<SheetRow>, read: (row: SheetRow) => IncomingRow<Facts>): AsyncGenerator<IncomingRow<Facts>> {
  for await (const row of rows) yield read(row);
}
