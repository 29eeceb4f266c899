import type { Queryable, Reach } from '@/db';
import { listBudgets } from '@/db/queries/budget';
import { type MonthSpending, listSpending, readMonthBooks } from '@/db/queries/month';
import { type Month, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { type Projection, projectSpend } from '@/server/domain/warning/project-spend';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';

export interface PoolBurn {
  readonly pool: PoolId;
  /** Null while nobody has set one. */
  readonly budgetFen: Fen | null;
  readonly adjustmentFen: Fen | null;
  readonly spentFen: Fen;
  readonly months: readonly { readonly month: Month; readonly feeForServiceFen: Fen }[];
  /** Where the year is going by its closed months; null while they are too few, and once they are all there. */
  readonly projection: Pick<Projection, 'method' | 'projectedFen' | 'lowFen' | 'highFen'> | null;
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
  const project = await projectionOf(q, reach, year, spending);
  return poolIds.map((pool) => {
    const budget = budgets.find((row) => row.pool === pool);
    const months = spending.filter((row) => row.pool === pool).map(({ month, feeForServiceFen }) => ({ month, feeForServiceFen }));
    return {
      pool,
      budgetFen: budget?.baseFen ?? null,
      adjustmentFen: budget?.adjustmentFen ?? null,
      spentFen: sumFen(months.map((row) => row.feeForServiceFen)),
      months,
      projection: project(pool),
    };
  });
}

/** By the closed months from January on, with last year's shape where all of it is closed. */
async function projectionOf(q: Queryable, reach: Reach, year: string, spending: readonly MonthSpending[]): Promise<(pool: PoolId) => PoolBurn['projection']> {
  const { closed } = await readMonthBooks(q, reach.regionCode);
  const policy = await getPolicyInForce(q, reach.regionCode, lastDayOf(`${year}-12`));
  const firstOpen = monthsOfYear(year).findIndex((month) => !closed.has(month));
  const known = monthsOfYear(year).slice(0, Math.max(firstOpen, 0));
  if (!policy.ok || known.length === 0 || known.length < policy.value.monitoring.projectionMonths.value) return () => null;
  const before = monthsOfYear(String(Number(year) - 1));
  const past = before.every((month) => closed.has(month)) ? await listSpending(q, reach, `${Number(year) - 1}-01`, `${Number(year) - 1}-12`) : [];
  return (pool) => {
    const costOf = (rows: readonly MonthSpending[]) => (month: Month) => rows.find((row) => row.month === month && row.pool === pool)?.feeForServiceFen ?? 0;
    const months = known.map(costOf(spending));
    if (months.every((fen) => fen === 0)) return null;
    const { method, projectedFen, lowFen, highFen } = projectSpend({ months, lastYear: past.length > 0 ? before.map(costOf(past)) : [] });
    return { method, projectedFen, lowFen, highFen };
  };
}
