import { type ImportBatchRow, type ImportIssue, findBatch, listIssues } from '@/db/queries/import';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface BatchView {
  readonly batch: ImportBatchRow;
  /** Rows that were not taken, each with every reason; the rows themselves are asked for apart. */
  readonly issues: { readonly rows: readonly Omit<ImportIssue, 'original'>[]; readonly total: number };
}

/** How far an import has come, and a page of the rows it did not take. */
export async function getBatch(context: ServiceContext, input: { batchId: string; page: number; pageSize: number }): Promise<Outcome<BatchView, AnyRefusal>> {
  const reach = permit(context, 'visit:import');
  const q = context.store.reads;
  const batch = await findBatch(q, reach, input.batchId);
  if (!batch) return refuse({ code: 'not_found', facts: { what: 'batch' } });
  const issues = await listIssues(q, reach.regionCode, batch.id, { limit: input.pageSize, offset: (input.page - 1) * input.pageSize });
  return accept({ batch, issues });
}
