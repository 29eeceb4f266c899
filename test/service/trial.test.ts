import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { adjudication, ledgerEntry, trialRun } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { minuteMs } from '@/server/domain/kernel/instant';
import type { TrialReport } from '@/server/domain/trial/trial-report';
import { importVisits } from '@/server/services/import/import-visits';
import { getTrial } from '@/server/services/trial/get-trial';
import { requestTrial } from '@/server/services/trial/request-trial';
import { runTrial, takeUpTrial } from '@/server/services/trial/run-trial';
import { shenyangDocument } from '../factories/policy-document';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const year = '2024';
const now = () => districtNow;

/** A signed adult and an elder with a year of visits, one of them taken back. */
async function settledYear(): Promise<District> {
  const district = await mintDistrict(store);
  const { adult, elder, township, lead } = district;
  await signed(district.contextFor('doctor', { now: instantOf('2024-01-02 09:00:00') }), signingOf(district, adult));
  const rows = [
    visitRow({ who: adult, at: township, on: '2024-02-10', inScopeFen: 30_000 }),
    visitRow({ who: adult, at: lead, on: '2024-03-10', inScopeFen: 100_000 }),
    visitRow({ who: adult, at: township, on: '2024-04-10', inScopeFen: 12_345, settlementId: 'TAKEN-BACK' }),
    visitRow({ who: adult, at: township, on: '2024-04-11', inScopeFen: 12_345, isRefund: true, originalSettlementId: 'TAKEN-BACK' }),
    visitRow({ who: elder, at: township, on: '2024-05-10', inScopeFen: 20_000 }),
    visitRow({ who: elder, at: lead, on: '2025-01-10', inScopeFen: 500_000, medType: '21' }),
  ];
  expect(await importVisits(district.contextFor('bureau_clerk'), fileOf(rows))).toMatchObject({ accepted: 6 });
  return district;
}

async function tried(district: District, draft: Parameters<typeof requestTrial>[1]['draft']): Promise<TrialReport> {
  const clerk = district.contextFor('bureau_clerk');
  const asked = await requestTrial(clerk, { year, draft });
  if (!asked.ok) throw new Error(JSON.stringify(asked.refusals));
  const taken = await takeUpTrial(store, now);
  expect(taken?.id).toBe(asked.value.id);
  if (!taken) throw new Error('nothing waits');
  expect(await runTrial(store, taken, now)).toBe(true);
  const view = await getTrial(clerk, asked.value.id);
  if (!view.ok || !view.value.report) throw new Error('no report');
  return view.value.report;
}

describe('a trial run', () => {
  test('of the policy in force changes nothing for anybody', async () => {
    const district = await settledYear();
    const { total, people, institutions, withoutPlan } = await tried(district, { policyId: district.policy.id });
    expect(total.trial).toEqual(total.held);
    expect(total.held.visits).toBe(3);
    expect(people).toMatchObject({ better: 0, worse: 0, same: 2 });
    expect(institutions.map((row) => row.institutionCode)).toEqual([district.township.code, district.lead.code].sort());
    expect(withoutPlan).toEqual([]);
  });

  test('counts nothing of a visit that was taken back after the year', async () => {
    const district = await mintDistrict(store);
    const { adult, township } = district;
    const rows = [
      visitRow({ who: adult, at: township, on: '2024-12-10', inScopeFen: 50_000, settlementId: 'DECEMBER' }),
      visitRow({ who: adult, at: township, on: '2024-12-20', inScopeFen: 50_000 }),
      visitRow({ who: adult, at: township, on: '2025-01-05', inScopeFen: 50_000, isRefund: true, originalSettlementId: 'DECEMBER' }),
    ];
    expect(await importVisits(district.contextFor('bureau_clerk'), fileOf(rows))).toMatchObject({ accepted: 3 });
    const { total } = await tried(district, { policyId: district.policy.id });
    expect(total.held).toMatchObject({ visits: 1, payFen: 21_000 });
    expect(total.trial).toEqual(total.held);
  });

  test('of a draft without the signed enhancement takes it from fund and institution, and gives it to the person to pay', async () => {
    const district = await settledYear();
    const document = shenyangDocument(district.regionCode, ({ benefit }) => void benefit.enhancements.splice(0));
    const { total, people, months } = await tried(district, { document });
    expect(total.held.enhancementFen).toBeGreaterThan(0);
    expect(total.trial.enhancementFen).toBe(0);
    expect(total.held.payFen - total.trial.payFen).toBe(total.held.enhancementFen);
    expect(total.trial.selfPaidFen - total.held.selfPaidFen).toBe(total.held.enhancementFen);
    expect(people).toMatchObject({ better: 0, worse: 1, same: 1, mostLostFen: total.held.enhancementFen });
    expect(people.buckets.reduce((sum, bucket) => sum + bucket.people, 0)).toBe(1);
    expect(months.map(({ month }) => month)).toEqual(['2024-02', '2024-03', '2024-05']);
  });

  test('keeps nothing but its report', async () => {
    const district = await settledYear();
    const stateOf = async () => ({
      adjudications: await store.reads.select().from(adjudication).where(eq(adjudication.regionCode, district.regionCode)).orderBy(adjudication.settlementId),
      ledger: await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode)).orderBy(ledgerEntry.postingId, ledgerEntry.line),
    });
    const before = await stateOf();
    await tried(district, { document: shenyangDocument(district.regionCode, ({ benefit }) => void benefit.enhancements.splice(0)) });
    expect(await stateOf()).toEqual(before);
  });

  test('says what the draft has no plan for, and what is paid for it now', async () => {
    const district = await settledYear();
    const document = shenyangDocument(district.regionCode, ({ benefit }) => {
      benefit.plans = benefit.plans.filter(({ id }) => !['390-outpatient', '390-special'].includes(id));
    });
    const { withoutPlan, total } = await tried(district, { document });
    expect(withoutPlan).toEqual([{ insutype: '390', medType: '11', visits: 1, payFen: total.held.payFen - total.trial.payFen }]);
  });

  test('is asked for one at a time, for a year that is over and has visits, with a document that is right', async () => {
    const district = await settledYear();
    const clerk = district.contextFor('bureau_clerk');
    const policyId = district.policy.id;
    expect(codesOf(await requestTrial(clerk, { year: '2025', draft: { policyId } }))).toEqual(['trial.year_not_over']);
    expect(codesOf(await requestTrial(clerk, { year: '2019', draft: { policyId } }))).toEqual(['trial.nothing_settled']);
    expect(codesOf(await requestTrial(clerk, { year, draft: { policyId: 'none' } }))).toEqual(['not_found']);
    expect(codesOf(await requestTrial(clerk, { year, draft: { document: {} } }))).toContain('policy.key_missing');
    expect(codesOf(await requestTrial(clerk, { year, draft: { document: shenyangDocument('999999') } }))).toEqual(['policy.other_region']);
    const asked = await requestTrial(clerk, { year, draft: { policyId } });
    expect(asked.ok).toBe(true);
    expect(codesOf(await requestTrial(clerk, { year, draft: { policyId } }))).toEqual(['trial.one_at_a_time']);
    const taken = await takeUpTrial(store, now);
    if (taken) await runTrial(store, taken, now);
  });

  test('that lost its process is taken up again from the beginning, and the one that lost it ends nothing', async () => {
    const district = await settledYear();
    const asked = await requestTrial(district.contextFor('bureau_clerk'), { year, draft: { policyId: district.policy.id } });
    if (!asked.ok) throw new Error('refused');
    const lost = await takeUpTrial(store, now);
    expect(await takeUpTrial(store, now)).toBeNull();
    const later = () => districtNow + 3 * minuteMs;
    const taken = await takeUpTrial(store, later);
    expect(taken?.id).toBe(asked.value.id);
    if (!lost || !taken) throw new Error('nothing waits');
    expect(await runTrial(store, lost, now)).toBe(false);
    expect(await runTrial(store, taken, later)).toBe(true);
    const [row] = await store.reads.select({ status: trialRun.status }).from(trialRun).where(eq(trialRun.id, asked.value.id));
    expect(row?.status).toBe('done');
  });
});
