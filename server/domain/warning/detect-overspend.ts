import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { type OverspendOutlook, overspendOutlook, overspendOutlooks, projectSpend } from './project-spend';
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

/**
 * 基金运行风险: pools whose year, as its closed months let expect, comes out above the budget. Each is told of in the month in which
 * it first looks so, and again when it looks worse.
 */
export function detectOverspend(pools: readonly PoolYear[], month: Month, terms: MonitoringTerms): FoundOf<'budget_overspend'>[] {
  return pools.flatMap(({ pool, budgetFen, months, lastYear }) => {
    if (budgetFen === null) return [];
    const outlook = outlookAfter(months, lastYear, budgetFen, terms);
    if (rankOf(outlook) > rankOf('likely') || rankOf(outlook) >= rankOf(outlookAfter(months.slice(0, -1), lastYear, budgetFen, terms))) return [];
    const { projectedFen, lowFen, highFen } = projectSpend({ months, lastYear });
    return [
      {
        ...{ kind: 'budget_overspend', key: `${pool} ${month}`, residentId: null, institutionCode: null, contractId: null, pool, visits: [] },
        amountFen: projectedFen - budgetFen,
        facts: { months, lastYear, budgetFen, projectedFen, lowFen, highFen },
      } as const,
    ];
  });
}

function outlookAfter(months: readonly Fen[], lastYear: readonly Fen[], budgetFen: Fen, terms: MonitoringTerms): OverspendOutlook {
  return months.length < terms.projectionMonths.value ? 'none' : overspendOutlook(projectSpend({ months, lastYear }), budgetFen, terms);
}

/** The worst is 0. */
function rankOf(outlook: OverspendOutlook): number {
  return overspendOutlooks.indexOf(outlook);
}
