import type { Store } from '@/db';
import { newestClosedMonth } from '@/db/seed/closed-months';
import { addMonths, type Day, firstDayOf, instantOf, type Month } from '@/server/domain/kernel/calendar-day';
import { roundHalfUp, exact } from '@/server/domain/kernel/money';
import { type LineDisposal, linesDue } from '@/server/domain/settlement/closing';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import type { ServiceContext } from '@/server/services/context';
import { answerObjection } from '@/server/services/settlement/answer-objection';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { raiseObjection } from '@/server/services/settlement/raise-objection';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { done } from '../done';
import { asAccount } from './demo-actors';
import { settlementPaidOn, yearsTold } from './demo-day';

/**
 * Closes the years that the demo tells month by month, up to the newest that is closed, whose prepayment waits to be
 * approved, so that finance finds something to do.
 */
export async function closeDemoMonths(store: Store, today: Day): Promise<number> {
  const newest = newestClosedMonth(today);
  const months = yearsTold(today).flatMap(monthsOfYear).filter((month) => month <= newest);
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
 * A year's settlement by points, taken through its course in the spring after it with an objection that was turned down, and paid but
 * for its last line; and one by the per-head ceiling that was delivered, with an objection that waits for its answer.
 */
export async function settleDemoYear(store: Store, year: string): Promise<void> {
  const next = Number(year) + 1;
  const moment = (day: string) => instantOf(`${next}-${day} 10:00:00`);
  const clerk = asAccount(store, 'clerk', moment('02-10'));
  const points = await done(computeSettlement(clerk, { year, method: 'points' }));
  await done(deliverSettlement(clerk, points.id));
  const { id: objectionId } = await objectToFirstLine(asAccount(store, 'hospital', moment('02-11')), points.id, '十二月下旬的部分就诊没有计入，请核对。', 1_250_000);
  await done(answerObjection(asAccount(store, 'reviewer', moment('02-13')), { objectionId, decision: 'refused', answer: '这些就诊在一月结算，按结算月份计入下一年度。' }));
  await done(reviewSettlement(asAccount(store, 'reviewer', moment('03-20')), points.id));
  const ceiling = await done(computeSettlement(asAccount(store, 'clerk', moment('03-21')), { year, method: 'per_head_ceiling' }));
  await done(deliverSettlement(asAccount(store, 'clerk', moment('03-21')), ceiling.id));
  await objectToFirstLine(asAccount(store, 'manager', moment('03-24')), ceiling.id, '辖区参保人数少计了年中转入的居民。', 830_000);
  await done(confirmSettlement(asAccount(store, 'finance', moment('03-25')), points.id));
  await payAllButOne(asAccount(store, 'finance', moment(settlementPaidOn)), points.id, `${next}-${settlementPaidOn}`);
}

/** What an institution says against the first of its own lines. */
async function objectToFirstLine(context: ServiceContext, settlementId: string, text: string, amountFen: number): Promise<{ id: string }> {
  const [line] = (await done(getSettlement(context, settlementId))).lines;
  if (!line) throw new Error('the demo’s institution has no line to object to');
  return done(raiseObjection(context, { settlementId, poolId: line.poolId, code: line.code, text, amountFen }));
}

/** The last line is left for finance to record, and the whole for the reviewer to close. */
async function payAllButOne(context: ServiceContext, settlementId: string, day: Day): Promise<void> {
  const due = linesDue((await done(getSettlement(context, settlementId))).lines).slice(0, -1);
  const disposals = due.map(({ poolId, code, finalFen }, at): LineDisposal => {
    const voucher = `${day.slice(0, 4)}-${String(at + 1).padStart(4, '0')}`;
    return { poolId, code, disposal: finalFen > 0 ? { kind: 'paid', day, voucher } : { kind: 'carried' } };
  });
  if (disposals.length > 0) await done(recordDisposals(context, { settlementId, disposals }));
}
