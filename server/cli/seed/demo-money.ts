import type { Store } from '@/db';
import { addMonths, type Day, firstDayOf, instantOf, type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { listAssessments } from '@/server/services/assessment/list-assessments';
import { approveAdjustment } from '@/server/services/budget/decide-adjustment';
import { dealRegionBudget } from '@/server/services/budget/deal-region-budget';
import { listBudgetSheet } from '@/server/services/budget/list-budgets';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { approveServiceFees } from '@/server/services/service-fee/decide-service-fees';
import { proposeServiceFees } from '@/server/services/service-fee/propose-service-fees';
import { done } from '../done';
import { asAccount } from './demo-actors';
import { yearsTold } from './demo-day';

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

/** A year's assessment of every alliance, before its year is settled: entered by the clerk, approved by the reviewer. */
export async function scoreDemoAlliances(store: Store, year: string): Promise<void> {
  const at = instantOf(`${Number(year) + 1}-01-20 10:00:00`);
  const alliances = (await listAssessments(asAccount(store, 'clerk', at), { year })).rows.filter(({ kind }) => kind === 'alliance');
  const entries = alliances.map(({ kind, code }, index) => ({ kind, code, score: index === 0 ? '93.5' : '86', note: index === 0 ? null : '签约服务质量抽查扣 9 分，转诊随访扣 5 分' }));
  await done(enterAssessments(asAccount(store, 'clerk', at), { year, entries }));
  for (const { kind, code } of alliances) await done(approveAssessment(asAccount(store, 'reviewer', at), { year, kind, code }));
}

/** Service fees of the years that the demo tells, month by month; the newest month waits for finance. */
export async function payDemoFees(store: Store, today: Day): Promise<number> {
  const newest = addMonths(monthOf(today), -1);
  const months = yearsTold(today).flatMap(monthsOfYear).filter((month) => month <= newest);
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
