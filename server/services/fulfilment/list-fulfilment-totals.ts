import { type FulfilmentTotals, listFulfilmentTotals as readTotals } from '@/db/queries/follow-up';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

/** 履约统计: of every team within reach, what its contracts of a day (null: today) were owed and given. Teams without any are there. */
export async function listFulfilmentTotals(context: ServiceContext, { asOf }: { readonly asOf: Day | null }): Promise<FulfilmentTotals[]> {
  const reach = permit(context, 'contract:read');
  return readTotals(context.store.reads, reach, asOf ?? today(context));
}
