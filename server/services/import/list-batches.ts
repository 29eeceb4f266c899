import { type ImportBatchRow, listBatches as listRows } from '@/db/queries/import';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** The region's imports, newest first, a page at a time. */
export async function listBatches(context: ServiceContext, { page, pageSize }: { page: number; pageSize: number }): Promise<{ rows: ImportBatchRow[]; total: number }> {
  const reach = permit(context, 'visit:import');
  return listRows(context.store.reads, reach, { limit: pageSize, offset: (page - 1) * pageSize });
}
