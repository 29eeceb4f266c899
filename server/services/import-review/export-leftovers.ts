import type { Reach } from '@/db';
import { type StagedRow, findReview, listLeftovers } from '@/db/queries/import-review';
import { keptDays } from '@/server/domain/import/review';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Words } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { scopeOfKind } from './reviewing';

const rowsAtOnce = 500;

/**
 * The rows of a review that were not taken and can be mended, as they came: every column is text under its own name, and the reasons stand
 * in one column more. They hold identity numbers, so that whoever takes them leaves an audit row.
 */
export async function exportLeftovers(context: ServiceContext, { reviewId }: { reviewId: string }, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'import:review');
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ tx, audit }) => {
    const review = await findReview(tx, reach, reviewId);
    if (!review) return refuse({ code: 'not_found', facts: { what: 'review' } });
    permit(context, scopeOfKind[review.kind]);
    if (review.purgedAt !== null) return refuse({ code: 'review.purged', facts: { days: keptDays } });
    await audit({ action: 'review.leftovers_read', subject: { kind: 'review', id: reviewId } });
    const first = await listLeftovers(tx, reach.regionCode, reviewId, -1, rowsAtOnce);
    const columns = [...new Set(first.flatMap(({ content }) => Object.keys(content.original)))];
    const titles = [...columns.map((title) => ({ title, kind: 'text' as const, width: 18 })), { title: words.label('column', 'reason'), kind: 'text' as const, width: 60 }];
    return accept({
      fileName: `${words.label('file', 'rejected')}-${review.fileName.replace(/\.[^.]*$/, '')}`,
      workbook: { sheets: [{ name: words.label('sheet', 'rejected'), columns: titles, rows: rowsOf(context, reach, reviewId, columns, words) }] },
    });
  });
}

async function* rowsOf(context: ServiceContext, { regionCode }: Reach, reviewId: string, columns: readonly string[], words: Words): AsyncGenerator<WorkbookRow> {
  for (let after = -1; ; ) {
    const rows = await listLeftovers(context.store.reads, regionCode, reviewId, after, rowsAtOnce);
    for (const row of rows) yield [...columns.map((column) => row.content.original[column] ?? ''), reasonsIn(row, words)];
    const last = rows[rows.length - 1];
    if (!last || rows.length < rowsAtOnce) return;
    after = last.rowNumber;
  }
}

function reasonsIn({ reasons, resultReasons }: StagedRow, words: Words): string {
  return [...reasons, ...(resultReasons ?? [])].map((reason) => words.sentence(reason)).join('；');
}
