import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listEntriesOfVisit } from '@/db/queries/ledger';
import { adjudication, policyVersion } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { importRecognitions } from '@/server/services/import/import-recognitions';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { applyForRecognition } from '@/server/services/recognition/apply-for-recognition';
import { approveRecognition } from '@/server/services/recognition/approve-recognition';
import { revokeRecognition } from '@/server/services/recognition/revoke-recognition';
import { getVisit } from '@/server/services/visit/get-visit';
import { previewAdjudication } from '@/server/services/visit/preview-adjudication';
import { readRecognitionRow } from '@/server/integration/his/recognition-row';
import { type District, mintDistrict } from '../factories/district';
import { applicationOf, recognized } from '../factories/recognitions';
import { granted } from '../factories/referrals';
import type { TestResident } from '../factories/residents';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const clerk = () => district.contextFor('bureau_clerk', { now: instantOf('2025-03-31 09:00:00') });
const hypertension = { medType: '14', diagnosisCode: 'I10.x00', diagnosisName: '高血压' } as const;

async function held(settlementId: string) {
  const { adjudicatedAs, pool, recognitionId, payFen, planId } = adjudication;
  const [row] = await store.reads
    .select({ adjudicatedAs, pool, recognitionId, payFen, planId })
    .from(adjudication)
    .where(and(eq(adjudication.regionCode, district.regionCode), eq(adjudication.settlementId, settlementId)));
  return row;
}

async function take(who: TestResident, settlementId: string, change: Partial<Parameters<typeof visitRow>[0]> = {}): Promise<void> {
  const row = visitRow({ who, at: district.township, on: '2025-03-12', inScopeFen: 60_000, ...hypertension, settlementId, ...change });
  const { accepted, rejected } = await importVisits(clerk(), fileOf([row]));
  expect({ accepted, rejected }).toEqual({ accepted: 1, rejected: 0 });
}

const workingOf = async (settlementId: string) =>
  granted(await getVisit(clerk(), { institutionCode: district.township.code, settlementId })).working.filter(({ step }) => /recogni/.test(step));

async function differences() {
  const { unbalanced, differences: found, stale } = await verifyLedger(clerk());
  return [...unbalanced, ...found, ...stale];
}

describe('care of a special disease, where what is not recognized is ordinary care', () => {
  beforeAll(async () => {
    district = await mintDistrict(store);
  });

  test('is paid as ordinary care until it is recognized, then by its own plan from its own pool, to the 分', async () => {
    const who = await district.addResident();
    await take(who, 'BEFORE');
    const before = await held('BEFORE');
    expect(before).toMatchObject({ adjudicatedAs: '11', pool: '310-ordinary', recognitionId: null });
    expect(await workingOf('BEFORE')).toMatchObject([{ step: 'benefit.unrecognized', confidence: 'assumed', operands: { diagnosis: { value: 'I10.x00' } } }]);

    const { id, changedVisits } = await recognized(district, who.id);
    expect(changedVisits).toBe(1);
    const after = await held('BEFORE');
    expect(after).toMatchObject({ adjudicatedAs: '14', pool: '310-special', recognitionId: id });
    expect(await workingOf('BEFORE')).toMatchObject([{ step: 'benefit.recognized' }]);
    const entries = await listEntriesOfVisit(store.reads, district.regionCode, { institutionCode: district.township.code, settlementId: 'BEFORE' });
    const ofPool = (pool: string) => entries.filter((entry) => entry.account.startsWith(`claim/${pool}`)).reduce((sum, entry) => sum + entry.amountFen, 0);
    expect([ofPool('310-ordinary'), ofPool('310-special')]).toEqual([0, after?.payFen]);
    expect(entries.every((entry) => entry.account.includes(entry.pool))).toBe(true);
    expect(await differences()).toEqual([]);
  });

  test.each<[string, Partial<Parameters<typeof visitRow>[0]>, '11' | '13' | '14', string]>([
    ['another diagnosis', { diagnosisCode: 'E11.900' }, '11', '310-ordinary'],
    ['no diagnosis', { diagnosisCode: null }, '11', '310-ordinary'],
    ['the disease’s own code', { diagnosisCode: 'M03900' }, '14', '310-special'],
    ['the day before', { on: '2025-03-09' }, '11', '310-ordinary'],
    ['the first day', { on: '2025-03-10' }, '14', '310-special'],
    ['emergency care, which needs no recognition', { medType: '13' }, '13', '310-ordinary'],
  ])('with a recognition of hypertension: %s', async (name, change, adjudicatedAs, pool) => {
    const who = await district.addResident();
    await recognized(district, who.id);
    await take(who, `CASE ${name}`, change);
    expect(await held(`CASE ${name}`)).toMatchObject({ adjudicatedAs, pool, recognitionId: adjudicatedAs === '14' ? expect.any(String) : null });
  });

  test('a visit that comes before its recognition and one that comes after it end alike', async () => {
    const [early, late] = [await district.addResident(), await district.addResident()];
    await take(early, 'EARLY');
    await recognized(district, early.id);
    await recognized(district, late.id);
    await take(late, 'LATE');
    expect((await held('EARLY'))?.payFen).toBe((await held('LATE'))?.payFen);
  });

  test('revoked from a day in the past, what was settled since is ordinary care again', async () => {
    const who = await district.addResident();
    const { id, version } = await recognized(district, who.id);
    await take(who, 'KEPT', { on: '2025-03-11' });
    await take(who, 'LOST', { on: '2025-03-20' });
    const later = district.contextFor('bureau_reviewer', { now: instantOf('2025-03-31 10:00:00') });
    const revoked = granted(await revokeRecognition(later, { recognitionId: id, version, revokedFrom: '2025-03-15', reason: '冒用他人病历' }));
    expect(revoked.changedVisits).toBe(1);
    expect([(await held('KEPT'))?.adjudicatedAs, (await held('LOST'))?.adjudicatedAs]).toEqual(['14', '11']);
    expect(await differences()).toEqual([]);
  });

  test('a preview says what the hospital would be paid, with and without', async () => {
    const who = await district.addResident();
    const told = visitRow({ who, at: district.township, on: '2025-03-12', inScopeFen: 60_000, ...hypertension, settlementId: 'PREVIEW' });
    const stepsOf = async () => granted(await previewAdjudication(clerk(), told)).working.map(({ step }) => step);
    expect(await stepsOf()).toContain('benefit.unrecognized');
    await recognized(district, who.id);
    expect(await stepsOf()).toContain('benefit.recognized');
  });

  test('a refund takes back what its visit was paid, from the pool it was paid from', async () => {
    const who = await district.addResident();
    await take(who, 'PAID');
    await take(who, 'BACK', { isRefund: true, originalSettlementId: 'PAID', on: '2025-03-13' });
    expect(await differences()).toEqual([]);
    await recognized(district, who.id);
    expect(await differences()).toEqual([]);
  });
});

describe('recognitions of an earlier system', () => {
  beforeAll(async () => {
    district = await mintDistrict(store);
  });

  const row = (who: TestResident | { certNo: string }, change: Record<string, string> = {}, rowNumber = 2) =>
    readRecognitionRow({ rowNumber, fields: { psn_cert_type: '01', certno: who.certNo, dise_codg: 'M03900', begndate: '2024-01-01', enddate: '2025-12-31', evidence: '原系统认定', ...change }, problems: [] });

  test('are taken with their days, and the visits of a closed month are posted to the open one', async () => {
    const who = await district.addResident();
    await take(who, 'JANUARY', { on: '2025-01-15' });
    for (const month of ['2025-01', '2025-02']) granted(await closeMonth(clerk(), month));
    const before = await held('JANUARY');
    const summary = await importRecognitions(clerk(), fileOf([row(who)], 'recognitions.csv'));
    expect(summary).toMatchObject({ status: 'done', accepted: 1, rejected: 0 });
    expect(before).toMatchObject({ adjudicatedAs: '11' });
    expect(await held('JANUARY')).toMatchObject({ adjudicatedAs: '14', pool: '310-special' });
    const entries = await listEntriesOfVisit(store.reads, district.regionCode, { institutionCode: district.township.code, settlementId: 'JANUARY' });
    expect(new Set(entries.filter(({ kind }) => kind === 'difference').map(({ month, originMonth }) => `${originMonth} in ${month}`))).toEqual(new Set(['2025-01 in 2025-03']));
    expect(await differences()).toEqual([]);
  });

  test('each row is answered: taken, held already, conflicting, or rejected with its columns', async () => {
    const [who, other] = [await district.addResident(), await district.addResident()];
    const rows = [
      row(who, {}, 2),
      row(who, {}, 3),
      row(who, { enddate: '2026-06-30' }, 4),
      row(who, { begndate: '2025-06-01', enddate: '2027-05-31' }, 5),
      row(who, { begndate: '2026-01-01', enddate: '2027-12-31' }, 6),
      row(other, { dise_codg: 'M99999' }, 7),
      row(other, { begndate: '2025-02-01', enddate: '2025-01-01' }, 8),
      row({ certNo: '11010519491231002X' }, {}, 9),
      row(other, { begndate: '2025-13-01' }, 10),
      row(other, { dise_codg: 'm01600', evidence: '' }, 11),
    ];
    const { accepted, alreadyHeld, conflicting, rejected } = await importRecognitions(clerk(), fileOf(rows, 'recognitions.csv'));
    expect({ accepted, alreadyHeld, conflicting, rejected }).toEqual({ accepted: 3, alreadyHeld: 1, conflicting: 1, rejected: 5 });
    const again = await importRecognitions(clerk(), fileOf(rows, 'recognitions.csv'));
    expect({ accepted: again.accepted, alreadyHeld: again.alreadyHeld }).toEqual({ accepted: 0, alreadyHeld: 4 });
  });

  test('an application that waits is decided seeing what was taken over', async () => {
    const who = await district.addResident();
    const applied = granted(await applyForRecognition(district.contextFor('doctor'), applicationOf(who.id)));
    await importRecognitions(clerk(), fileOf([row(who)], 'recognitions.csv'));
    const outcome = await approveRecognition(district.contextFor('bureau_reviewer'), { recognitionId: applied.id, version: applied.version, validFrom: null });
    expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(['recognition.already_recognized']);
  });
});

describe('care of a special disease, where only what is recognized is paid', () => {
  beforeAll(async () => {
    district = await mintDistrict(store);
    await replacePolicy(district.policy);
  });

  async function replacePolicy(policy: PolicyVersion): Promise<void> {
    const terms = policy.benefit.recognition;
    if (terms === null) throw new Error('the pack asks for recognition');
    const body = { ...policy, benefit: { ...policy.benefit, recognition: { ...terms, otherwise: { ...terms.otherwise, value: 'uncovered' as const } } } };
    await store.transaction((tx) => tx.update(policyVersion).set({ body, digest: 'uncovered' }).where(eq(policyVersion.regionCode, policy.regionCode)));
  }

  test('pays nothing and takes no deductible until it is recognized', async () => {
    const who = await district.addResident();
    await take(who, 'UNPAID');
    expect(await held('UNPAID')).toMatchObject({ adjudicatedAs: '14', pool: '310-special', recognitionId: null, payFen: 0 });
    expect(await workingOf('UNPAID')).toMatchObject([{ step: 'benefit.unrecognized_unpaid', result: { unit: 'fen', value: 0 } }]);
    await recognized(district, who.id);
    expect((await held('UNPAID'))?.payFen).toBeGreaterThan(0);
    expect(await differences()).toEqual([]);
  });
});
