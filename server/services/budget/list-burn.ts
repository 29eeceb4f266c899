import { listBudgets } from '@/db/queries/budget';
import { listSpending } from '@/db/queries/month';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PoolBurn {
  readonly pool: PoolId;
  /** Null while nobody has set one. */
  readonly budgetFen: Fen | null;
  readonly adjustmentFen: Fen | null;
  readonly spentFen: Fen;
  readonly months: readonly { readonly month: Month; readonly feeForServiceFen: Fen }[];
}

/**
 * 预算执行: what each pool's visits cost in a year's books beside what it may spend. Budgets are the whole region's, so those
 * who see a part of it get what their part spent and no budget to hold against it.
 */
export async function listBurn(context: ServiceContext, year: string): Promise<PoolBurn[]> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const budgets = (await listBudgets(q, reach, year)).filter(({ scope }) => scope.kind === 'region');
  const spending = await listSpending(q, reach, `${year}-01`, `${year}-12`);
  return poolIds.map((pool) => {
    const budget = budgets.find((row) => row.pool === pool);
    const months = spending.filter((row) => row.pool === pool).map(({ month, feeForServiceFen }) => ({ month, feeForServiceFen }));
    return {
      pool,
      budgetFen: budget?.baseFen ?? null,
      adjustmentFen: budget?.adjustmentFen ?? null,
      spentFen: sumFen(months.map((row) => row.feeForServiceFen)),
      months,
    };
  });
}
