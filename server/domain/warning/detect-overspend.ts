import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { overspendOutlook, projectSpend } from './project-spend';
import type { FoundOf } from './warning';

/** A pool's year up to a closed month. */
export interface PoolYear {
  readonly pool: PoolId;
  /** B + A; null while nobody has set it. */
  readonly budgetFen: Fen | null;
  readonly months: readonly Fen[];
  /** All twelve, or none. */
  readonly lastYear: readonly Fen[];
}

/** 基金运行风险: pools whose year, as its closed months let expect, comes out above the budget. One finding a pool and month. */
export function detectOverspend(pools: readonly PoolYear[], month: Month, terms: MonitoringTerms): FoundOf<'budget_overspend'>[] {
  return pools.flatMap(({ pool, budgetFen, months, lastYear }) => {
    if (budgetFen === null || months.length < terms.projectionMonths.value) return [];
    const { projectedFen, lowFen, highFen, spentFen } = projectSpend({ months, lastYear });
    const outlook = overspendOutlook({ projectedFen, lowFen, highFen, spentFen }, budgetFen, terms);
    if (outlook === 'none' || outlook === 'possible') return [];
    return [
      {
        ...{ kind: 'budget_overspend', key: `${pool} ${month}`, residentId: null, institutionCode: null, contractId: null, pool, visits: [] },
        amountFen: projectedFen - budgetFen,
        facts: { months, lastYear, budgetFen, projectedFen, lowFen, highFen },
      } as const,
    ];
  });
}
