import { type ImportIssue, findBatch, listRejectedRows } from '@/db/queries/import';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface RejectedRows {
  readonly fileName: string;
  /** The columns of the file, in its order. */
  readonly columns: readonly string[];
  readonly rows: readonly ImportIssue[];
  /** Whether there are more than are handed out at a time. */
  readonly more: boolean;
}

const mostRows = 20_000;

/**
 * The rows of an import that were not taken, as they came, to be mended and sent again. They hold identity numbers, so that
 * whoever reads them leaves an audit row.
 */
export function readRejectedRows(context: ServiceContext, { batchId }: { batchId: string }): Promise<Outcome<RejectedRows, AnyRefusal>> {
  const reach = permit(context, 'visit:import');
  return unitOfWork<RejectedRows, AnyRefusal>(context, async ({ tx, audit }) => {
    const batch = await findBatch(tx, reach, batchId);
    if (!batch) return refuse({ code: 'not_found', facts: { what: 'batch' } });
    const rows = await listRejectedRows(tx, reach.regionCode, batchId, mostRows + 1);
    await audit({ action: 'import.rejected_rows_read', subject: { kind: 'import', id: batchId }, facts: { rows: Math.min(rows.length, mostRows) } });
    const columns = [...new Set(rows.flatMap((row) => Object.keys(row.original)))];
    return accept({ fileName: batch.fileName, columns, rows: rows.slice(0, mostRows), more: rows.length > mostRows });
  });
}
