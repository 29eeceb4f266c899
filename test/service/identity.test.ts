import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listSpending, listSpendingByInstitution } from '@/db/queries/month';
import { closePeriod } from '@/db/queries/period';
import { countPersons } from '@/db/queries/paid-person';
import { listYearClaims } from '@/db/queries/settlement-books';
import { listBurn } from '@/server/services/budget/list-burn';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { importVisits } from '@/server/services/import/import-visits';
import { closeMonth } from '@/server/services/month/close-month';
import { getPrepayment } from '@/server/services/prepayment/get-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { PermissionDenied } from '@/server/services/permit';
import { getResident } from '@/server/services/resident/get-resident';
import { endIdentity, withdrawIdentity } from '@/server/services/resident-identity/end-identity';
import { type RecordIdentityInput, recordIdentity } from '@/server/services/resident-identity/record-identity';
import { summariseOwnBenefits } from '@/server/services/own/summarise-own-benefits';
import { getVisit } from '@/server/services/visit/get-visit';
import { type District, mintDistrict } from '../factories/district';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const clerk = () => district.contextFor('bureau_clerk');
const record = (change: Partial<RecordIdentityInput> = {}) =>
  recordIdentity(clerk(), { residentId: district.elder.id, identityClass: 'subsistence', from: '2025-01-01', to: null, note: null, ...change });
const balanced = async () => expect(await verifyLedger(district.contextFor('finance'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });

/** 200,000 yuan at the lead hospital: basic insurance pays (200,000 − 1,000) × 60 % = 119,400 and leaves 80,600. */
const costlyStay = async () => {
  const row = visitRow({ who: district.elder, at: district.lead, on: '2025-01-15', medType: '21', inScopeFen: 20_000_000, settlementId: 'stay' });
  expect(await importVisits(clerk(), fileOf([row]))).toMatchObject({ accepted: 1, rejected: 0 });
};
const stay = async () => accepted(await getVisit(clerk(), { institutionCode: district.lead.code, settlementId: 'stay' }));
const layersOf = async () => {
  const { adjudication } = await stay();
  return [adjudication?.payFen, adjudication?.layers?.ladderFen, adjudication?.layers?.assistanceFen, adjudication?.selfPaidFen];
};
const entriesOf = async () => (await stay()).entries.map(({ account, pool, amountFen, month, kind }) => [account, pool, amountFen, month, kind]);

describe('a costly stay', () => {
  test('is paid by the ladder from a fund of its own, with its working', async () => {
    await costlyStay();
    // 15,000 to 50,000 at 60 %, then 65 %.
    expect(await layersOf()).toEqual([11_940_000, 4_089_000, 0, 3_971_000]);
    expect(await entriesOf()).toEqual([
      ['fund/390-inpatient', '390-inpatient', -11_940_000, '2025-01', 'visit'],
      [`claim/390-inpatient/${district.lead.code}/ordinary`, '390-inpatient', 11_940_000, '2025-01', 'visit'],
      ['layer_fund/390-ladder', '390-ladder', -4_089_000, '2025-01', 'visit'],
      [`layer_claim/390-ladder/${district.lead.code}`, '390-ladder', 4_089_000, '2025-01', 'visit'],
    ]);
    expect((await stay()).working.map(({ step }) => step)).toEqual(expect.arrayContaining(['benefit.ladder_start', 'benefit.ladder_year', 'benefit.ladder']));
    await balanced();
  });

  test('of somebody who turns out to be on subsistence: the differences are posted to the open month', async () => {
    await costlyStay();
    await store.transaction((tx) => closePeriod(tx, district.regionCode, '2025-01', 0, 'test'));
    expect(accepted(await record())).toMatchObject({ changedVisits: 1 });
    // From 7,500 at 65 %, then 70 %; of the 31,555 that are left assistance pays 70 %.
    expect(await layersOf()).toEqual([11_940_000, 4_904_500, 2_208_850, 946_650]);
    expect((await entriesOf()).slice(4)).toEqual([
      ['layer_fund/390-ladder', '390-ladder', -815_500, '2025-02', 'difference'],
      [`layer_claim/390-ladder/${district.lead.code}`, '390-ladder', 815_500, '2025-02', 'difference'],
      ['layer_fund/assistance', 'assistance', -2_208_850, '2025-02', 'difference'],
      [`layer_claim/assistance/${district.lead.code}`, 'assistance', 2_208_850, '2025-02', 'difference'],
    ]);
    await balanced();
  });

  test('is as if nothing had been when the class was a mistake', async () => {
    await costlyStay();
    const { identityId } = accepted(await record());
    expect(accepted(await withdrawIdentity(clerk(), { identityId, reason: '登记错了人' }))).toMatchObject({ changedVisits: 1 });
    expect(await layersOf()).toEqual([11_940_000, 4_089_000, 0, 3_971_000]);
    await balanced();
    expect(codesOf(await withdrawIdentity(clerk(), { identityId, reason: '登记错了人' }))).toEqual(['identity_class.withdrawn']);
    expect(accepted(await record())).toMatchObject({ changedVisits: 1 });
  });

  test('keeps its class when the class ends after it, and loses it when the class ends before it', async () => {
    await costlyStay();
    const { identityId } = accepted(await record());
    expect(accepted(await endIdentity(clerk(), { identityId, lastDay: '2025-01-15' }))).toMatchObject({ changedVisits: 0 });
    expect(accepted(await endIdentity(clerk(), { identityId, lastDay: '2025-01-14' }))).toMatchObject({ changedVisits: 1 });
    expect((await layersOf())[2]).toBe(0);
    expect(codesOf(await endIdentity(clerk(), { identityId, lastDay: '2025-01-14' }))).toEqual(['identity_class.already_ended']);
    await balanced();
  });

  test('that comes after the class was recorded is paid by it at once, and a refund takes all layers back', async () => {
    accepted(await record());
    await costlyStay();
    expect(await layersOf()).toEqual([11_940_000, 4_904_500, 2_208_850, 946_650]);
    const refund = visitRow({ who: district.elder, at: district.lead, on: '2025-02-01', medType: '21', inScopeFen: 20_000_000, settlementId: 'back', isRefund: true, originalSettlementId: 'stay' });
    await importVisits(clerk(), fileOf([refund]));
    expect((await stay()).entries.reduce((sum, entry) => sum + (entry.account.includes('claim') ? entry.amountFen : 0), 0)).toBe(0);
    await balanced();
  });
});

test('the resident sees on the phone what each layer paid', async () => {
  accepted(await record());
  await costlyStay();
  const own = await summariseOwnBenefits(district.contextFor('resident', { residentId: district.elder.id }), { asked: null });
  const layers = { payFen: 11_940_000, ladderFen: 4_904_500, assistanceFen: 2_208_850 };
  expect(own).toMatchObject({ ...layers, newest: [{ ...layers, selfPaidFen: 946_650 }] });
});

describe('the layers are other people’s money', () => {
  test('no budget, month, prepayment or settlement of a pool counts them', async () => {
    accepted(await record());
    await costlyStay();
    const { regionCode } = district;
    const whole = { regionCode, institutionCodes: 'all' } as const;
    const only = { pool: '390-inpatient', feeForServiceFen: 11_940_000 };
    expect(await listSpending(store.reads, whole, '2025-01', '2025-12')).toEqual([{ month: '2025-01', ...only }]);
    expect(await listSpendingByInstitution(store.reads, whole, '2025-01')).toEqual([{ institutionCode: district.lead.code, ...only }]);
    const burn = await listBurn(clerk(), '2025');
    expect(burn.filter(({ spentFen }) => spentFen !== 0).map(({ pool, spentFen }) => [pool, spentFen])).toEqual([['390-inpatient', 11_940_000]]);
    expect(await listYearClaims(store.reads, regionCode, '2025-01', '2025-12')).toEqual([
      { pool: '390-inpatient', institutionCode: district.lead.code, ordinaryFen: 11_940_000, specialFen: 0, prepaidFen: 0 },
    ]);
    expect([...(await countPersons(store.reads, regionCode, '2025-01', '2025-12')).entries()]).toEqual([['390-inpatient', 1]]);
    accepted(await closeMonth(clerk(), '2025-01'));
    accepted(await proposePrepayment(clerk(), '2025-01'));
    const { lines } = accepted(await getPrepayment(clerk(), '2025-01'));
    expect(lines.map(({ pool, feeForServiceFen }) => [pool, feeForServiceFen])).toEqual([['390-inpatient', 11_940_000]]);
  });
});

describe('recording a class', () => {
  test.each<[string, Partial<RecordIdentityInput>, string[]]>([
    ['days in the wrong order', { to: '2024-12-31' }, ['identity_class.days_out_of_order']],
    ['before birth', { from: '1950-02-27' }, ['identity_class.before_birth']],
    ['a mistyped year', { from: '2205-01-01' }, ['identity_class.begins_too_far']],
  ])('%s', async (_name, change, codes) => {
    expect(codesOf(await record(change))).toEqual(codes);
  });

  test('the same class is not held twice on one day; another one is', async () => {
    accepted(await record({ to: '2025-06-30' }));
    expect(codesOf(await record({ from: '2025-06-30' }))).toEqual(['identity_class.already_held']);
    accepted(await record({ from: '2025-07-01' }));
    accepted(await record({ identityClass: 'disabled' }));
  });

  test('of two clerks who record the same at once, one is told', async () => {
    const outcomes = await Promise.all([record(), record()]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toHaveLength(1);
  });

  test('the resident’s page tells who recorded it and what became of it', async () => {
    const { identityId } = accepted(await record({ note: '民政〔2025〕3号' }));
    accepted(await withdrawIdentity(clerk(), { identityId, reason: '登记错了人' }));
    const { identities } = accepted(await getResident(clerk(), { residentId: district.elder.id }));
    expect(identities).toMatchObject([{ identityClass: 'subsistence', from: '2025-01-01', to: null, note: '民政〔2025〕3号', withdrawnReason: '登记错了人' }]);
  });

  test('a reason that says nothing is not enough to withdraw it', async () => {
    const { identityId } = accepted(await record());
    expect(codesOf(await withdrawIdentity(clerk(), { identityId, reason: ' 错 ' }))).toEqual(['identity_class.reason_too_short']);
  });

  test('is the bureau’s alone', () => {
    expect(() => recordIdentity(district.contextFor('doctor'), { residentId: district.elder.id, identityClass: 'subsistence', from: '2025-01-01', to: null, note: null })).toThrow(PermissionDenied);
  });
});
