import type { BudgetScope } from '@/server/domain/budget/budget';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Institution } from '@/server/domain/registry/institution';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { setBudget } from '@/server/services/budget/set-budget';
import { proposeServiceFees } from '@/server/services/service-fee/propose-service-fees';
import type { District } from '../factories/district';
import { granted } from '../factories/referrals';

/** Of this year: the region's budget of a pool, with an adjustment that waits; and the institution's own. */
export interface HeldMoney {
  readonly budgetId: string;
  readonly adjustmentId: string;
  readonly institutionBudgetId: string;
}

/** A year whose scores wait for approval. */
export const assessedYear = '2025';

/** The month in which the contracts of the world begin, whose service fees wait for approval. */
export const feeMonth = '2025-03';

export async function holdBudgets(district: District): Promise<(place: Institution) => HeldMoney> {
  const clerk = district.contextFor('bureau_clerk');
  const set = async (scope: BudgetScope, amountFen: number) =>
    granted(await setBudget(clerk, { year: '2025', pool: '310-ordinary', scope, request: { method: 'fixed', amountFen }, reason: null })).id;
  const budgetId = await set({ kind: 'region' }, 4000);
  const adjustmentId = granted(await proposeAdjustment(clerk, { budgetId, amountFen: 100, reason: '政策调整' })).id;
  const ids = new Map<string, string>();
  const places = [district.township, district.lead, district.foreignTownship, district.foreignLead];
  const entries = places.map(({ code }) => ({ kind: 'institution' as const, code, score: '90', note: null }));
  granted(await enterAssessments(clerk, { year: assessedYear, entries }));
  for (const { code } of places) {
    ids.set(code, await set({ kind: 'institution', institutionCode: code }, 1000));
  }
  granted(await proposeServiceFees(district.contextFor('bureau_clerk', { now: instantOf('2025-04-02 09:00:00') }), feeMonth));
  return ({ code }) => ({ budgetId, adjustmentId, institutionBudgetId: ids.get(code) ?? '' });
}

/** Of the right form, and nothing is there. */
export const noMoney: HeldMoney = {
  budgetId: '01890000-0000-7000-8000-000000000021',
  adjustmentId: '01890000-0000-7000-8000-000000000022',
  institutionBudgetId: '01890000-0000-7000-8000-000000000023',
};
