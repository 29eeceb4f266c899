import { sentenceOf } from '@/app/_copy/refusals';
import { visit as copy } from '@/app/_copy/visit';
import type { RouterOutputs } from '@/app/_trpc/outputs';
import { csvOf } from '@/server/domain/kernel/csv';

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

/** The rows as they came, with the reasons in one column more. */
export function rejectedCsv({ columns, rows }: Pick<RejectedRows, 'columns' | 'rows'>): string {
  const reasonsOf = (row: RejectedRows['rows'][number]) => row.reasons.map(({ code, facts }) => sentenceOf({ code, facts })).join('；');
  return csvOf([[...columns, copy.import.issues.reasonColumn], ...rows.map((row) => [...columns.map((column) => row.original[column] ?? ''), reasonsOf(row)])]);
}
