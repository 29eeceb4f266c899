import { type PrepaymentHead, listPrepaymentHeads } from '@/db/queries/prepayment';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** The runs of the region, the latest month first, with the totals of what lies within reach. */
export async function listPrepayments(context: ServiceContext): Promise<PrepaymentHead[]> {
  const reach = permit(context, 'budget:read');
  return listPrepaymentHeads(context.store.reads, reach);
}
