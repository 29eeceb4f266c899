import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { contractFulfilment, renewalContact, serviceCount, serviceRecord } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { type CorrectContractInput, correctContract } from '@/server/services/contract/correct-contract';
import { recordRenewalCall } from '@/server/services/fulfilment/contact-renewal';
import { describeServices } from '@/server/services/fulfilment/describe-services';
import { type RecordServiceInput, recordService } from '@/server/services/fulfilment/record-service';
import { withdrawService } from '@/server/services/fulfilment/withdraw-service';
import { type District, mintDistrict } from '../factories/district';
import { fresh } from '../factories/referrals';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const bp = ['basic', 'elderly', 'hypertension'];
const later = { now: instantOf('2025-06-20 09:00:00') };

async function served(days: readonly string[]) {
  const district = await mintDistrict(store);
  const { contractId } = await signed(district.contextFor('doctor'), signingOf(district, district.elder, { packageCodes: bp }));
  const serviceIds: string[] = [];
  for (const day of days) serviceIds.push(...(await give(district, contractId, { day })));
  return { district, contractId, serviceIds };
}

async function give(district: District, contractId: string, change: Partial<RecordServiceInput>): Promise<readonly string[]> {
  const form = {
    ...{ requestKey: fresh('service'), contractId, itemCodes: ['bp_follow_up'], day: '2025-03-10', practitionerId: null, place: 'clinic' as const },
    ...{ note: null, measurements: {}, bySubstitute: false, beyondPackage: false },
  };
  return accepted(await recordService(district.contextFor('doctor', later), { ...form, ...change })).serviceIds;
}

async function correct(district: District, contractId: string, correction: CorrectContractInput['correction']): Promise<string> {
  return accepted(await correctContract(district.contextFor('doctor', later), { requestKey: fresh('correction'), contractId, note: '录入有误', correction })).contractId;
}

const recordsOf = (contractId: string) => store.reads.select().from(serviceRecord).where(eq(serviceRecord.contractId, contractId));
const usedOf = async (contractId: string, itemCode: string) =>
  (await store.reads.select().from(serviceCount).where(and(eq(serviceCount.contractId, contractId), eq(serviceCount.itemCode, itemCode)))).map(({ yearStart, used }) => [yearStart, used]);
const summaryOf = async (contractId: string) => (await store.reads.select().from(contractFulfilment).where(eq(contractFulfilment.contractId, contractId)))[0];

describe('what was given under a contract that is put right', () => {
  test('was given under the right one: services, counts, occasions and calls', async () => {
    const { district, contractId, serviceIds } = await served(['2025-03-10', '2025-06-15']);
    const doctor = district.contextFor('doctor', later);
    accepted(await withdrawService(doctor, { serviceId: (await give(district, contractId, { day: '2025-06-16' }))[0] ?? '', reason: '重复登记' }));
    const call = await recordRenewalCall(district.contextFor('doctor', { now: instantOf('2026-02-20 09:00:00') }), { contractId, result: 'will_renew', note: null });
    const rightId = await correct(district, contractId, { termYears: 2 });
    expect(rightId).not.toBe(contractId);
    expect((await recordsOf(rightId)).filter(({ withdrawnAt }) => withdrawnAt === null).map(({ id }) => id).sort()).toEqual([...serviceIds].sort());
    expect(await recordsOf(rightId)).toHaveLength(3);
    expect(await recordsOf(contractId)).toEqual([]);
    expect(await usedOf(rightId, 'bp_follow_up')).toEqual([['2025-03-10', 2]]);
    expect(await usedOf(contractId, 'bp_follow_up')).toEqual([]);
    expect(await summaryOf(rightId)).toMatchObject({ given: 2, lastGivenDay: '2025-06-15' });
    expect(await summaryOf(contractId)).toMatchObject({ given: 0, lastGivenDay: null });
    const { entitlements, followUps } = accepted(await describeServices(doctor, { residentId: district.elder.id }));
    expect(entitlements.find(({ itemCode }) => itemCode === 'bp_follow_up')).toMatchObject({ used: 2, left: 2, beyond: 0 });
    expect(followUps.filter(({ planCode, doneOn }) => planCode === 'hypertension' && doneOn !== null).map(({ doneOn }) => doneOn)).toEqual(['2025-03-10', '2025-06-15']);
    expect(codesOf(call)).toEqual([]);
    expect(await store.reads.select().from(renewalContact).where(eq(renewalContact.contractId, rightId))).toHaveLength(1);
  });

  test('can be withdrawn, and gives its place in the count of the right one back', async () => {
    const { district, contractId, serviceIds } = await served(['2025-03-10']);
    const rightId = await correct(district, contractId, { termYears: 3 });
    accepted(await withdrawService(district.contextFor('doctor', later), { serviceId: serviceIds[0] ?? '', reason: '登记错人' }));
    expect(await usedOf(rightId, 'bp_follow_up')).toEqual([['2025-03-10', 0]]);
    expect(await summaryOf(rightId)).toMatchObject({ given: 0 });
  });

  test('stands beyond the package where the right one does not hold the item, and comes back when it does', async () => {
    const { district, contractId, serviceIds } = await served(['2025-03-10']);
    const without = await correct(district, contractId, { packageCodes: ['basic', 'elderly'] });
    expect(await recordsOf(without)).toMatchObject([{ id: serviceIds[0], beyondPackage: true }]);
    expect(await usedOf(without, 'bp_follow_up')).toEqual([]);
    const again = await correct(district, without, { packageCodes: bp });
    expect(await recordsOf(again)).toMatchObject([{ id: serviceIds[0], beyondPackage: false, packageCode: 'hypertension' }]);
    expect(await usedOf(again, 'bp_follow_up')).toEqual([['2025-03-10', 1]]);
  });

  test('counts for the year that it lies in, and beyond it where it lies before the first day', async () => {
    const { district, contractId } = await served(['2025-03-10', '2025-06-15']);
    const rightId = await correct(district, contractId, { startDay: '2025-04-01' });
    const records = (await recordsOf(rightId)).sort((a, b) => (a.day < b.day ? -1 : 1));
    expect(records.map(({ day, yearStart, beyondPackage }) => [day, yearStart, beyondPackage])).toEqual([
      ['2025-03-10', '2025-03-10', true],
      ['2025-06-15', '2025-04-01', false],
    ]);
    expect(await usedOf(rightId, 'bp_follow_up')).toEqual([['2025-04-01', 1]]);
  });
});
