import { type BudgetAdjustmentRow, listAdjustments, listBudgets as listRows } from '@/db/queries/budget';
import { listPoolSpending } from '@/db/queries/budget-operands';
import { findRegion } from '@/db/queries/registry';
import { type Budget, limitOf } from '@/server/domain/budget/budget';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { nameOfScope, placesOf, readPlaces } from './scope-places';

export interface BudgetListRow extends Budget {
  readonly name: string;
  /** B + A. */
  readonly limitFen: Fen;
  /** What visits at its institutions have cost the pool so far. */
  readonly spentFen: Fen;
  /** Adjustments that wait for a second person. */
  readonly pending: number;
  readonly pendingFen: Fen;
}

/** How the budgets below the region's stand to it; a rest is shown, never spread silently. */
export interface PoolSum {
  readonly pool: PoolId;
  /** Null while the region has none. */
  readonly regionFen: Fen | null;
  /** Null while no alliance, or no institution, has one. */
  readonly alliancesFen: Fen | null;
  readonly alliancesRestFen: Fen | null;
  readonly institutionsFen: Fen | null;
  readonly institutionsRestFen: Fen | null;
}

export interface BudgetSheet {
  readonly year: string;
  readonly budgets: readonly BudgetListRow[];
  /** Empty for those who see a part of the region. */
  readonly sums: readonly PoolSum[];
}

/** 预算表: the year's budgets within reach, with what was spent, and the sums against the region's. */
export async function listBudgetSheet(context: ServiceContext, year: string): Promise<BudgetSheet> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const budgets = await listRows(q, reach, year);
  const places = await readPlaces(q, reach.regionCode);
  const regionName = (await findRegion(q, reach.regionCode))?.name ?? reach.regionCode;
  const adjustments = await listAdjustments(q, reach.regionCode, budgets.map(({ id }) => id));
  const spending = new Map<PoolId, ReadonlyMap<string, Fen>>();
  for (const pool of new Set(budgets.map((each) => each.pool))) spending.set(pool, await listPoolSpending(q, reach.regionCode, pool, `${year}-01`, `${year}-12`));
  const rows = budgets.map((budget): BudgetListRow => {
    const own = placesOf(budget.scope, places);
    const codes = own.ok ? own.value : [];
    const spent = [...(spending.get(budget.pool) ?? [])].filter(([code]) => codes === 'all' || codes.includes(code));
    const waiting = adjustments.filter(({ budgetId, status }) => budgetId === budget.id && status === 'proposed');
    return {
      ...budget,
      name: nameOfScope(budget.scope, regionName, places),
      limitFen: limitOf(budget),
      spentFen: sumFen(spent.map(([, fundFen]) => fundFen)),
      pending: waiting.length,
      pendingFen: sumFen(waiting.map((each: BudgetAdjustmentRow) => each.amountFen)),
    };
  });
  return { year, budgets: rows, sums: reach.institutionCodes === 'all' ? sumsOf(rows) : [] };
}

function sumsOf(rows: readonly BudgetListRow[]): PoolSum[] {
  return poolIds
    .filter((pool) => rows.some((row) => row.pool === pool))
    .map((pool) => {
      const of = (kind: Budget['scope']['kind']) => {
        const own = rows.filter((row) => row.pool === pool && row.scope.kind === kind);
        return own.length === 0 ? null : sumFen(own.map(({ limitFen }) => limitFen));
      };
      const [regionFen, alliancesFen, institutionsFen] = [of('region'), of('alliance'), of('institution')];
      const rest = (sum: Fen | null) => (regionFen === null || sum === null ? null : regionFen - sum);
      return { pool, regionFen, alliancesFen, alliancesRestFen: rest(alliancesFen), institutionsFen, institutionsRestFen: rest(institutionsFen) };
    });
}
