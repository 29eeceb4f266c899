import type { Queryable, Reach } from '@/db';
import { listBudgets } from '@/db/queries/budget';
import { listSpending } from '@/db/queries/month';
import { listClosedMonths } from '@/db/queries/period';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { poolIds } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PoolYear } from '@/server/domain/warning/detect-overspend';

/** Each pool's closed months of the year up to `month`; nothing while that month is open, since its books may still grow. */
export async function gatherPools(q: Queryable, reach: Reach, month: Month): Promise<PoolYear[]> {
  const year = month.slice(0, 4);
  const before = String(Number(year) - 1);
  const closed = new Set(await listClosedMonths(q, reach.regionCode));
  if (!closed.has(month)) return [];
  const budgets = (await listBudgets(q, reach, year)).filter(({ scope }) => scope.kind === 'region');
  const spending = await listSpending(q, reach, `${before}-01`, month);
  const knownBefore = monthsOfYear(before).every((each) => closed.has(each));
  return poolIds.map((pool) => {
    const costs = (each: Month) => spending.find((row) => row.pool === pool && row.month === each)?.feeForServiceFen ?? 0;
    const budget = budgets.find((each) => each.pool === pool);
    return {
      pool,
      budgetFen: budget === undefined ? null : budget.baseFen + budget.adjustmentFen,
      months: monthsOfYear(year).filter((each) => each <= month).map(costs),
      lastYear: knownBefore ? monthsOfYear(before).map(costs) : [],
    };
  });
}
