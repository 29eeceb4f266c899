import type { Store } from '@/db';
import { addMonths, type Day, firstDayOf, instantOf, type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { approveAdjustment } from '@/server/services/budget/decide-adjustment';
import { dealRegionBudget } from '@/server/services/budget/deal-region-budget';
import { listBudgetSheet } from '@/server/services/budget/list-budgets';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { approveServiceFees } from '@/server/services/service-fee/decide-service-fees';
import { proposeServiceFees } from '@/server/services/service-fee/propose-service-fees';
import { done } from '../done';
import { asAccount } from './demo-actors';

/**
 * This year's budgets dealt to alliances and institutions by what they spent last year; one adjustment approved, one that waits
 * for its second person.
 */
export async function dealDemoBudgets(store: Store, today: Day): Promise<number> {
  const now = instantOf(`${today} 10:00:00`);
  const clerk = asAccount(store, 'clerk', now);
  const year = today.slice(0, 4);
  const region = (await listBudgetSheet(clerk, year)).budgets.filter(({ scope }) => scope.kind === 'region');
  for (const { pool } of region) {
    await done(dealRegionBudget(clerk, { year, pool, to: 'alliance', reason: '年初分解' }));
    await done(dealRegionBudget(clerk, { year, pool, to: 'institution', reason: '年初分解' }));
  }
  const [first, second] = region;
  if (first) await done(proposeAdjustment(clerk, { budgetId: first.id, amountFen: 8_000_000, reason: '新增谈判药品纳入门诊统筹' }));
  if (second) {
    const { id } = await done(proposeAdjustment(clerk, { budgetId: second.id, amountFen: 3_500_000, reason: '门诊慢特病病种扩围' }));
    await done(approveAdjustment(asAccount(store, 'reviewer', now), id));
  }
  return region.length;
}

/** Service fees of last year and of this one, month by month; the newest month waits for finance. */
export async function payDemoFees(store: Store, today: Day): Promise<number> {
  const year = Number(today.slice(0, 4));
  const newest = addMonths(monthOf(today), -1);
  const months = [...monthsOfYear(String(year - 1)), ...monthsOfYear(String(year))].filter((month) => month <= newest);
  let runs = 0;
  for (const month of months) {
    const at = momentAfter(month);
    const proposed = await proposeServiceFees(asAccount(store, 'clerk', at), month);
    if (!proposed.ok) continue;
    runs += 1;
    if (month !== newest) await done(approveServiceFees(asAccount(store, 'finance', at), month));
  }
  return runs;
}

/** The first day after a month, late in the morning. */
function momentAfter(month: Month): number {
  return instantOf(`${firstDayOf(addMonths(month, 1))} 11:00:00`);
}
