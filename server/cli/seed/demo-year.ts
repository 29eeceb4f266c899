import type { Store } from '@/db';
import { addMonths, type Day, firstDayOf, instantOf, type Month, monthOf } from '@/server/domain/kernel/calendar-day';
import { roundHalfUp, exact } from '@/server/domain/kernel/money';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { done } from '../done';
import { asAccount } from './demo-actors';

/**
 * Closes last year month by month, and this year up to the month before last; the newest closed month waits for its
 * prepayment to be approved, so that finance finds something to do.
 */
export async function closeDemoMonths(store: Store, today: Day): Promise<number> {
  const year = Number(today.slice(0, 4));
  const newest = addMonths(monthOf(today), -2);
  const months = [...monthsOfYear(String(year - 1)), ...monthsOfYear(String(year))].filter((month) => month <= newest);
  for (const month of months) {
    const at = momentAfter(month);
    await done(closeMonth(asAccount(store, 'clerk', at), month));
    await done(proposePrepayment(asAccount(store, 'clerk', at), month));
    if (month !== newest) await done(approvePrepayment(asAccount(store, 'finance', at), month));
  }
  return months.length;
}

/** Budgets close to what was spent: employees' a little short, residents' a little ample, in whole thousands of yuan. */
export async function setDemoBudgets(store: Store, year: string, at: number): Promise<void> {
  const clerk = asAccount(store, 'clerk', at);
  for (const { pool, spentFen } of await listBurn(clerk, year)) {
    if (spentFen === 0) continue;
    const part = pool.startsWith('310') ? '0.96' : '1.04';
    const thousands = roundHalfUp(exact(spentFen).times(part).dividedBy(100_000));
    await done(setBudget(clerk, { year, pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen: thousands * 100_000 }, reason: null }));
  }
}

/** The morning of the fifth day after a month. */
function momentAfter(month: Month): number {
  return instantOf(`${firstDayOf(addMonths(month, 1)).slice(0, 8)}05 09:00:00`);
}

/**
 * Last year's settlement by points, taken through its whole course in spring; and one by the per-head ceiling that was
 * delivered and waits for the reviewer.
 */
export async function settleDemoYear(store: Store, year: string): Promise<void> {
  const next = Number(year) + 1;
  const moment = (day: string) => instantOf(`${next}-${day} 10:00:00`);
  const clerk = asAccount(store, 'clerk', moment('02-10'));
  const points = await done(computeSettlement(clerk, { year, method: 'points' }));
  await done(deliverSettlement(clerk, points.id));
  await done(reviewSettlement(asAccount(store, 'reviewer', moment('03-20')), points.id));
  const ceiling = await done(computeSettlement(asAccount(store, 'clerk', moment('03-21')), { year, method: 'per_head_ceiling' }));
  await done(deliverSettlement(asAccount(store, 'clerk', moment('03-21')), ceiling.id));
  await done(confirmSettlement(asAccount(store, 'finance', moment('03-25')), points.id));
}
