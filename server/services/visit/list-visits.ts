import { type VisitFilter, type VisitListRow, listVisits as listRows } from '@/db/queries/visit';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListVisitsInput extends VisitFilter {
  readonly page: number;
  readonly pageSize: number;
}

/** Visits within the actor's reach, latest first, a page at a time. */
export async function listVisits(context: ServiceContext, input: ListVisitsInput): Promise<{ rows: VisitListRow[]; total: number }> {
  const reach = permit(context, 'visit:read');
  const { page, pageSize, ...filter } = input;
  return listRows(context.store.reads, reach, filter, { limit: pageSize, offset: (page - 1) * pageSize });
}
