import { csvOf } from '@/server/domain/kernel/csv';
import { formatYuan } from '@/server/domain/kernel/money';
import type { CellKind, Workbook, WorkbookCell } from '@/server/domain/kernel/workbook';

export const csvType = 'text/csv; charset=utf-8';

const rowsAtOnce = 500;

/** The first sheet of a workbook as CSV, as it comes into being. A program that opens it may take numbers for what they are not; .xlsx says. */
export async function* writeCsv({ sheets }: Workbook): AsyncGenerator<Buffer, void, undefined> {
  const [sheet] = sheets;
  if (!sheet) return;
  let rows: string[][] = [sheet.columns.map(({ title }) => title)];
  let isFirst = true;
  const piece = () => {
    const text = csvOf(rows);
    // The mark that says UTF-8 stands at the beginning of the file only.
    const bytes = Buffer.from(isFirst ? text : text.slice(1), 'utf8');
    isFirst = false;
    rows = [];
    return bytes;
  };
  for await (const row of sheet.rows) {
    rows.push(sheet.columns.map(({ kind }, at) => textOf(kind, row[at])));
    if (rows.length >= rowsAtOnce) yield piece();
  }
  if (rows.length > 0) yield piece();
}

function textOf(kind: CellKind, value: WorkbookCell): string {
  if (value === null || value === undefined) return '';
  return kind === 'yuan' && typeof value === 'number' ? formatYuan(value) : String(value);
}
