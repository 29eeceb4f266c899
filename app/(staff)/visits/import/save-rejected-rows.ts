import { sentenceOf } from '@/app/_copy/refusals';
import { visit as copy } from '@/app/_copy/visit';
import type { RouterOutputs } from '@/app/_trpc/outputs';

type RejectedRows = RouterOutputs['visit']['rejectedRows'];

/** Hands the browser the rows that were not taken as a CSV that can be mended and imported as it is. */
export function saveRejectedRows(rejected: RejectedRows): void {
  const url = URL.createObjectURL(new Blob([rejectedCsv(rejected)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = copy.import.issues.fileName(rejected.fileName);
  link.click();
  URL.revokeObjectURL(url);
}

/** With a byte order mark, by which spreadsheets know that it is UTF-8; the reasons stand in one column more. */
export function rejectedCsv({ columns, rows }: Pick<RejectedRows, 'columns' | 'rows'>): string {
  const header = [...columns, copy.import.issues.reasonColumn];
  const lines = rows.map((row) => [...columns.map((column) => row.original[column] ?? ''), row.reasons.map(({ code, facts }) => sentenceOf({ code, facts })).join('；')]);
  return `\uFEFF${[header, ...lines].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe, which the import takes off again; a number needs none. */
function cell(value: string): string {
  const guarded = /^[=+\-@\t]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
