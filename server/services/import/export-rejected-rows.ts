import type { ExportedWorkbook } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { readRejectedRows } from './read-rejected-rows';

/**
 * The rows of an import that were not taken, as a workbook that can be mended and imported as it is: every column is text under its own name,
 * and the reasons stand in one column more.
 */
export async function exportRejectedRows(context: ServiceContext, input: { batchId: string }, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const read = await readRejectedRows(context, input);
  if (!read.ok) return read;
  const { fileName, columns, rows } = read.value;
  return accept({
    fileName: `${words.label('file', 'rejected')}-${fileName.replace(/\.[^.]*$/, '')}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'rejected'),
          columns: [...columns.map((title) => ({ title, kind: 'text' as const, width: 18 })), { title: words.label('column', 'reason'), kind: 'text', width: 60 }],
          rows: rows.map((row) => [...columns.map((column) => row.original[column] ?? ''), row.reasons.map((reason) => words.sentence(reason)).join('；')]),
        },
      ],
    },
  });
}
