import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { scoredStay } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import type { ServiceContext } from '@/server/services/context';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { settleBookedYear } from '../factories/settle-by-method';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

/** Long after the time to object. */
const late = (context: ServiceContext): ServiceContext => ({ ...context, now: () => instantOf('2025-06-03 10:00:00') });

test('an assessment that changes after the delivery stops the review, and later the confirmation, until a new version is computed', async () => {
  const { district, year: { year }, settlementId, statement } = await settleBookedYear(store, 'total_kept_or_borne', 300);
  const [clerk, reviewer, finance] = [district.contextFor('bureau_clerk'), late(district.contextFor('bureau_reviewer')), late(district.contextFor('finance'))];
  const code = district.allianceId;
  const enter = async (score: string) => accepted(await enterAssessments(clerk, { year, entries: [{ kind: 'alliance', code, score, note: '更正' }] }));
  const approve = async () => accepted(await approveAssessment(reviewer, { year, kind: 'alliance', code }));
  const changed = (used: string, current: string | null) => {
    const pools = statement.lines.filter((line) => line.code === district.lead.code && line.poolId.endsWith('-total')).map(({ poolId }) => poolId);
    return { ok: false, refusals: [{ code: 'settlement.scores_changed', facts: { changes: pools.map((poolId) => ({ of: 'assessment', poolId, code: district.lead.code, used, current })) } }] };
  };
  accepted(await deliverSettlement(clerk, settlementId));
  expect(accepted(await getSettlement(reviewer, settlementId)).whyNot.review).toEqual([]);
  await enter('88');
  expect(await reviewSettlement(reviewer, settlementId)).toMatchObject(changed('92.5', null));
  await approve();
  expect(await reviewSettlement(reviewer, settlementId)).toMatchObject(changed('92.5', '88'));
  expect(accepted(await getSettlement(reviewer, settlementId)).whyNot.review).toMatchObject([{ code: 'settlement.scores_changed' }]);

  const { id } = accepted(await computeSettlement(clerk, { method: 'total_kept_or_borne', year }));
  accepted(await deliverSettlement(clerk, id));
  accepted(await reviewSettlement(reviewer, id));
  await enter('91');
  await approve();
  expect(await confirmSettlement(finance, id)).toMatchObject(changed('88', '91'));
  await enter('88');
  await approve();
  accepted(await confirmSettlement(finance, id));
}, 120_000);

test('a stay that has other points than when its year was computed stops the review', async () => {
  const { district, settlementId } = await settleBookedYear(store, 'composite', 300);
  const reviewer = late(district.contextFor('bureau_reviewer'));
  accepted(await deliverSettlement(district.contextFor('bureau_clerk'), settlementId));
  expect(accepted(await getSettlement(reviewer, settlementId)).whyNot.review).toEqual([]);
  const atLead = and(eq(scoredStay.regionCode, district.regionCode), eq(scoredStay.institutionCode, district.lead.code), eq(scoredStay.scheme, 'DRG'));
  await store.transaction((tx) => tx.update(scoredStay).set({ points: '9.99' }).where(atLead).then(() => undefined));
  expect(codesOf(await reviewSettlement(reviewer, settlementId))).toEqual(['settlement.scores_changed']);
}, 120_000);
