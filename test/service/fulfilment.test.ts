import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { contract, contractFulfilment, importBatch, notice, renewalContact, resident, serviceCount, serviceRecord } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { recordRenewalCall, remindRenewals } from '@/server/services/fulfilment/contact-renewal';
import { describeOwnServices, describeServices } from '@/server/services/fulfilment/describe-services';
import { countFollowUps, listFollowUps, listUnservedContracts } from '@/server/services/fulfilment/list-follow-ups';
import { listFulfilmentTotals } from '@/server/services/fulfilment/list-fulfilment-totals';
import { listRenewals } from '@/server/services/fulfilment/list-renewals';
import { matchResidents } from '@/server/services/fulfilment/match-residents';
import { planChangedContracts, planChangedContractsInTime } from '@/server/services/fulfilment/plan-changed-contracts';
import { type RecordServiceInput, recordService } from '@/server/services/fulfilment/record-service';
import { recordServices } from '@/server/services/fulfilment/record-services';
import { withdrawService } from '@/server/services/fulfilment/withdraw-service';
import { listPackages, quotePackages } from '@/server/services/contract/list-packages';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { type District, mintDistrict } from '../factories/district';
import { fresh } from '../factories/referrals';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const at = (day: string) => ({ now: instantOf(`${day} 09:00:00`) });
const bp = ['basic', 'elderly', 'hypertension'];

async function signElder(district: District, changes: Parameters<typeof signingOf>[2] = {}) {
  return signed(district.contextFor('doctor'), signingOf(district, district.elder, { packageCodes: bp, ...changes }));
}

function given(contractId: string, change: Partial<RecordServiceInput> = {}): RecordServiceInput {
  return {
    ...{ requestKey: fresh('service'), contractId, itemCodes: ['bp_follow_up'], day: '2025-03-10', practitionerId: null, place: 'clinic' as const, note: null, measurements: {} },
    ...{ bySubstitute: false, beyondPackage: false },
    ...change,
  };
}

const countOf = async (contractId: string) =>
  (await store.reads.select().from(serviceCount).where(and(eq(serviceCount.contractId, contractId), eq(serviceCount.itemCode, 'bp_follow_up'))))[0]?.used ?? 0;

describe('recording a service', () => {
  test('takes the count, makes the occasion good, and is told to the resident too', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const doctor = district.contextFor('doctor');
    const before = accepted(await describeServices(doctor, { residentId: district.elder.id }));
    expect(before.followUps.filter(({ planCode }) => planCode === 'hypertension').map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2025-06-09', 'upcoming'],
      ['2025-09-09', 'upcoming'],
      ['2025-12-09', 'upcoming'],
      ['2026-03-09', 'upcoming'],
    ]);
    accepted(await recordService(doctor, given(contractId, { measurements: { systolic: 138, diastolic: 86 }, note: '  血压平稳 ' })));
    const after = accepted(await describeServices(doctor, { residentId: district.elder.id }));
    expect(after.entitlements.find(({ itemCode }) => itemCode === 'bp_follow_up')).toMatchObject({ packageName: '高血压服务包', perYear: 4, used: 1, left: 3, lastGivenDay: '2025-03-10' });
    expect(after.followUps.find(({ planCode }) => planCode === 'hypertension')).toMatchObject({ state: 'done', doneOn: '2025-03-10' });
    expect(after.given[0]).toMatchObject({ itemName: '高血压面对面随访', practitionerName: '王建国', note: '血压平稳', measurements: { systolic: 138, diastolic: 86 } });
    const own = await describeOwnServices(district.contextFor('resident', { residentId: district.elder.id }));
    expect(own.given.map(({ itemCode, day }) => [itemCode, day])).toEqual([['bp_follow_up', '2025-03-10']]);
    expect(own.followUps).toEqual(after.followUps);
  });

  test('again under the same key finds what was recorded', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const input = given(contractId, { itemCodes: ['bp_follow_up', 'consult'] });
    const first = accepted(await recordService(district.contextFor('doctor'), input));
    expect([...accepted(await recordService(district.contextFor('doctor'), input)).serviceIds].sort()).toEqual([...first.serviceIds].sort());
    expect(await countOf(contractId)).toBe(1);
  });

  test('of two at once who want the last of a count one gets it', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const doctor = district.contextFor('doctor', at('2025-04-01'));
    for (const day of ['2025-03-10', '2025-03-11', '2025-03-12']) accepted(await recordService(doctor, given(contractId, { day })));
    const contenders = await Promise.all(['2025-03-20', '2025-03-21', '2025-03-22'].map((day) => recordService(doctor, given(contractId, { day }))));
    expect(contenders.map(codesOf).flat()).toEqual(['service.used_up', 'service.used_up']);
    expect(await countOf(contractId)).toBe(4);
    // What was given is a fact; said to be beyond the package it is kept, and counts for none.
    accepted(await recordService(doctor, given(contractId, { day: '2025-03-31', beyondPackage: true })));
    expect(await countOf(contractId)).toBe(4);
    const { entitlements } = accepted(await describeServices(doctor, { residentId: district.elder.id }));
    expect(entitlements.find(({ itemCode }) => itemCode === 'bp_follow_up')).toMatchObject({ used: 4, left: 0, beyond: 1 });
  });

  test('entered twice at once is one service', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const both = await Promise.all([1, 2].map(() => recordService(district.contextFor('doctor'), given(contractId))));
    expect(both.map(codesOf).flat()).toEqual(['service.already_recorded']);
    expect(await countOf(contractId)).toBe(1);
  });

  test('withdrawn gives the count and the occasion back, once, and stays to be read', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const doctor = district.contextFor('doctor');
    const { serviceIds } = accepted(await recordService(doctor, given(contractId)));
    const serviceId = serviceIds[0] ?? '';
    expect(codesOf(await withdrawService(doctor, { serviceId, reason: ' ' }))).toEqual(['service.reason_missing']);
    expect(codesOf(await withdrawService(district.contextFor('doctor', { foreign: true }), { serviceId, reason: '登记错人' }))).toEqual(['not_found']);
    const twice = await Promise.all([1, 2].map(() => withdrawService(doctor, { serviceId, reason: '登记错人' })));
    expect(twice.map(codesOf).flat()).toEqual(['service.already_withdrawn']);
    expect(await countOf(contractId)).toBe(0);
    const after = accepted(await describeServices(doctor, { residentId: district.elder.id }));
    expect(after.given[0]).toMatchObject({ withdrawn: { reason: '登记错人' } });
    expect(after.followUps[0]).toMatchObject({ doneOn: null });
    expect((await describeOwnServices(district.contextFor('resident', { residentId: district.elder.id }))).given).toEqual([]);
    // The day is free again.
    accepted(await recordService(doctor, given(contractId)));
  });

  test('is refused for every reason at once, and nothing is written', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    await store.transaction((tx) => tx.update(resident).set({ deathDay: '2025-03-01' }).where(eq(resident.id, district.elder.id)).then(() => undefined));
    const outcome = await recordService(district.contextFor('doctor'), given(contractId, { day: '2026-03-10', itemCodes: ['child_check'], measurements: { systolic: 80, diastolic: 120 } }));
    expect(codesOf(outcome)).toEqual(['service.in_future', 'service.not_in_force', 'service.after_death', 'service.item_unknown', 'service.pressure_upside_down']);
    expect(await store.reads.select().from(serviceRecord).where(eq(serviceRecord.contractId, contractId))).toEqual([]);
  });

  test('by somebody from elsewhere is a stand-in’s, and nobody from beyond reach', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const other = await district.addTeam(100);
    const doctor = district.contextFor('doctor');
    expect(codesOf(await recordService(doctor, given(contractId, { practitionerId: district.foreignTeam.leaderId, bySubstitute: true })))).toEqual(['not_found']);
    accepted(await recordService(doctor, given(contractId, { practitionerId: other.leaderId })));
    expect(codesOf(await recordService(district.contextFor('doctor', { foreign: true }), given(contractId)))).toEqual(['not_found']);
  });
});

describe('a batch', () => {
  test('answers for every resident, and a refusal keeps nobody else from being written', async () => {
    const district = await mintDistrict(store);
    await signElder(district);
    await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    const stranger = await district.addResident();
    const doctor = district.contextFor('doctor');
    const input = { requestKey: fresh('batch'), itemCode: 'bp_follow_up', day: '2025-03-10', practitionerId: null, place: 'clinic' as const, note: null, bySubstitute: false, beyondPackage: false };
    const people = [district.adult.id, district.elder.id, stranger.id, district.elder.id];
    const rows = await recordServices(doctor, { ...input, residentIds: people });
    expect(rows.map(({ residentId, outcome }) => [residentId, ...codesOf(outcome)])).toEqual([[district.adult.id, 'service.item_unknown'], [district.elder.id], [stranger.id, 'not_found']]);
    // Sent again under its key, what was written is found.
    expect((await recordServices(doctor, { ...input, residentIds: people })).map(({ outcome }) => outcome.ok)).toEqual([false, true, false]);
  });

  test('finds people by pasted tails, with or without a name', async () => {
    const district = await mintDistrict(store);
    await signElder(district);
    const doctor = district.contextFor('doctor');
    const tail = district.elder.certNo.slice(-4);
    const names = async (lines: readonly string[], day = '2025-03-10') => (await matchResidents(doctor, { lines, day })).map(({ people }) => people.map(({ name }) => name));
    expect(await names([tail, `刘桂兰 ${tail}`, `刘桂香，${tail}`, district.elder.certNo, '', '没有数字', '0000'])).toEqual([['刘桂兰'], ['刘桂兰'], [], ['刘桂兰'], [], []]);
    expect(await names([tail], '2025-03-09')).toEqual([[]]);
    expect(await matchResidents(district.contextFor('doctor', { foreign: true }), { lines: [tail], day: '2025-03-10' })).toMatchObject([{ people: [] }]);
  });
});

describe('the worklist of services', () => {
  test('moves with the calendar alone, by tab, by plan and by team', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const tabsOn = async (day: string) => accepted(await countFollowUps(district.contextFor('doctor', at(day)), { mine: true })).tabs;
    expect(await tabsOn('2025-03-10')).toEqual({ due: 0, overdue: 0, upcoming: 0 });
    expect(await tabsOn('2025-05-01')).toEqual({ due: 0, overdue: 0, upcoming: 1 });
    expect(await tabsOn('2025-05-11')).toEqual({ due: 1, overdue: 0, upcoming: 0 });
    expect(await tabsOn('2025-06-09')).toEqual({ due: 1, overdue: 0, upcoming: 0 });
    expect(await tabsOn('2025-06-10')).toEqual({ due: 0, overdue: 1, upcoming: 0 });
    expect(await tabsOn('2025-07-10')).toEqual({ due: 0, overdue: 0, upcoming: 0 });
    const late = accepted(await listFollowUps(district.contextFor('doctor', at('2025-06-12')), { tab: 'overdue', mine: false, planCode: null, page: 1, pageSize: 20 }));
    expect(late).toMatchObject({ total: 1, rows: [{ residentId: district.elder.id, name: '刘桂兰', itemName: '高血压面对面随访', daysLeft: -3, state: 'overdue', lastGivenDay: null }] });
    const ofPlan = await listFollowUps(district.contextFor('doctor', at('2025-06-12')), { tab: 'overdue', mine: false, planCode: 'diabetes', page: 1, pageSize: 20 });
    expect(accepted(ofPlan).total).toBe(0);
    expect(accepted(await countFollowUps(district.contextFor('doctor', { ...at('2025-06-12'), foreign: true }), { mine: false })).tabs.overdue).toBe(0);
    accepted(await recordService(district.contextFor('doctor', at('2025-06-12')), given(contractId, { day: '2025-06-12' })));
    expect(await tabsOn('2025-06-12')).toEqual({ due: 0, overdue: 0, upcoming: 0 });
  });

  test('drops what an ended contract owed, and plans what came without a verb', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    accepted(await terminateContract(district.contextFor('doctor', at('2025-05-20')), { contractId, reason: 'voluntary', endDay: null, note: null }));
    const after = accepted(await describeServices(district.contextFor('doctor', at('2025-05-21')), { residentId: district.elder.id }));
    expect([after.contract, after.followUps]).toEqual([null, []]);
    // As a file or an older installation leaves it.
    await store.transaction((tx) => tx.update(contract).set({ status: 'in_force', endDay: '2026-03-09' }).where(eq(contract.id, contractId)).then(() => undefined));
    expect(await planChangedContracts(district.contextFor('system', at('2025-05-21')))).toEqual({ residents: 1 });
    expect(await planChangedContracts(district.contextFor('system', at('2025-05-21')))).toEqual({ residents: 0 });
    expect(accepted(await describeServices(district.contextFor('doctor', at('2025-05-21')), { residentId: district.elder.id })).followUps).not.toEqual([]);
  });

  test('is looked for by the clock when a file, a merge or a handover came, and once a day', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const { regionCode } = district;
    const clock = (day: string) => planChangedContractsInTime(district.contextFor('system', at(day)));
    const unplan = () => store.transaction((tx) => tx.update(contractFulfilment).set({ endDay: '2026-01-01' }).where(eq(contractFulfilment.contractId, contractId)).then(() => undefined));
    expect(await clock('2025-05-21')).toEqual({ residents: 0 });
    await unplan();
    expect(await clock('2025-05-21')).toEqual({});
    const file = { id: 'B1', kind: 'contracts' as const, fileName: 'contracts.csv', fileDigest: 'B1', institutionCode: null, status: 'done' as const, startedAt: 1, startedBy: 'test', heardAt: 1 };
    await store.transaction((tx) => tx.insert(importBatch).values({ regionCode, ...file }).then(() => undefined));
    expect(await clock('2025-05-21')).toEqual({ residents: 1 });
    await unplan();
    expect(await clock('2025-05-21')).toEqual({});
    expect(await clock('2025-05-22')).toEqual({ residents: 1 });
  });

  test('tells who is signed and was never served, after as many months as the policy waits', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const unservedOn = async (day: string) => accepted(await listUnservedContracts(district.contextFor('doctor', at(day)), { mine: true, page: 1, pageSize: 20 }));
    expect((await unservedOn('2025-09-09')).rows).toEqual([]);
    expect(await unservedOn('2025-09-10')).toMatchObject({ total: 1, months: 6, rows: [{ contractId, daysSigned: 185 }] });
    accepted(await recordService(district.contextFor('doctor', at('2025-09-10')), given(contractId, { day: '2025-09-01', itemCodes: ['consult'], place: 'phone' })));
    expect((await unservedOn('2025-09-10')).total).toBe(0);
  });

  test('sums up by team, none missing because it has nothing', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const doctor = district.contextFor('doctor', at('2025-06-20'));
    accepted(await recordService(doctor, given(contractId, { day: '2025-06-01' })));
    await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    const totals = await listFulfilmentTotals(district.contextFor('auditor', at('2025-06-20')), { asOf: null });
    expect(totals.map(({ teamId, contracts, served, given: services, owed, done }) => [teamId, contracts, served, services, owed, done])).toEqual([
      [district.team.id, 2, 1, 1, 1, 1],
      [district.foreignTeam.id, 0, 0, 0, 0, 0],
    ]);
  });
});

describe('renewals', () => {
  test('are listed until somebody renews, reminded of once a week, and called about', async () => {
    const district = await mintDistrict(store);
    const { contractId } = await signElder(district);
    const listOn = async (day: string, withinDays = 60) => accepted(await listRenewals(district.contextFor('doctor', at(day)), { withinDays, mine: true, page: 1, pageSize: 20 }));
    expect((await listOn('2026-01-07')).total).toBe(0);
    expect(await listOn('2026-01-08')).toMatchObject({ total: 1, cuts: [{ withinDays: 60, total: 1 }, { withinDays: 30, total: 0 }, { withinDays: 7, total: 0 }], rows: [{ contractId, daysLeft: 60, reminders: 0, lastCall: null }] });
    const doctor = district.contextFor('doctor', at('2026-02-10'));
    const both = await Promise.all([remindRenewals(doctor, { contractIds: [contractId] }), remindRenewals(doctor, { contractIds: [contractId] })]);
    expect(both.flat().flatMap(({ outcome }) => codesOf(outcome))).toEqual(['renewal.reminded_lately']);
    expect(await store.reads.select({ template: notice.template }).from(notice).where(and(eq(notice.regionCode, district.regionCode), eq(notice.template, 'contract_ending')))).toHaveLength(1);
    accepted(await recordRenewalCall(doctor, { contractId, result: 'unreachable', note: null }));
    accepted(await recordRenewalCall(doctor, { contractId, result: 'will_renew', note: '下周来' }));
    expect(await store.reads.select().from(renewalContact).where(eq(renewalContact.contractId, contractId))).toHaveLength(2);
    expect((await listOn('2026-02-10', 30)).rows[0]).toMatchObject({ reminders: 1, lastReminderDay: '2026-02-10', lastCall: { result: 'will_renew', note: '下周来' } });
    await signed(doctor, signingOf(district, district.elder, { packageCodes: bp, startDay: addDays('2026-03-09', 1) }));
    expect((await listOn('2026-02-10')).total).toBe(0);
    const [again] = await remindRenewals(district.contextFor('doctor', at('2026-02-20')), { contractIds: [contractId] });
    expect(again && codesOf(again.outcome)).toEqual(['renewal.already_renewed']);
    // The rhythm carries on into the contract that follows.
    const { followUps } = accepted(await describeServices(district.contextFor('doctor', at('2026-02-10')), { residentId: district.elder.id }));
    expect(followUps.filter(({ planCode }) => planCode === 'hypertension').map(({ dueOn, closesOn }) => [dueOn, closesOn]).slice(3, 5)).toEqual([['2026-03-09', '2026-04-08'], ['2026-06-09', '2026-07-09']]);
  });
});

describe('packages at the desk', () => {
  test('are offered with items, prices and what suits the resident', async () => {
    const district = await mintDistrict(store);
    const doctor = district.contextFor('doctor');
    const offer = accepted(await listPackages(doctor, { residentId: district.elder.id }));
    expect(offer.suggested).toEqual(bp);
    expect(offer.packages[0]).toMatchObject({ code: 'basic', priceFen: 7000, parts: { fund: 3000, publicHealth: 2000, person: 2000 }, confidence: 'assumed' });
    expect(accepted(await listPackages(district.contextFor('doctor', { foreign: true }), { residentId: district.elder.id })).suggested).toEqual(['basic']);
    expect(accepted(await quotePackages(doctor, { residentId: district.elder.id, packageCodes: bp, startDay: null }))).toEqual({ priceFen: 17000, fundFen: 7000, publicHealthFen: 6000, personFen: 4000, waiverName: null });
    expect(codesOf(await quotePackages(doctor, { residentId: null, packageCodes: ['basic', 'gold'], startDay: null }))).toEqual(['contract.package_unknown']);
  });
});
