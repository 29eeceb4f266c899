import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { adjudication, policyVersion, resident } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Cited } from '@/server/domain/policy/cited';
import type { Designated } from '@/server/domain/policy/plan';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { type District, mintDistrict } from '../factories/district';
import { accepted, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const at = (civilTime: string) => ({ now: instantOf(civilTime) });

async function paidFor(settlementId: string) {
  const [row] = await store.reads
    .select({ payFen: adjudication.payFen, enhancementFen: adjudication.enhancementFen, contractId: adjudication.contractId })
    .from(adjudication)
    .where(and(eq(adjudication.regionCode, district.regionCode), eq(adjudication.settlementId, settlementId)));
  return row;
}

async function differences() {
  const { unbalanced, differences, stale } = await verifyLedger(district.contextFor('bureau_clerk'));
  return [...unbalanced, ...differences, ...stale];
}

describe('a contract that changes after visits were adjudicated', () => {
  test('signing later on the day of a visit gives that visit the ten points', async () => {
    const { adult, township } = district;
    const visit = visitRow({ who: adult, at: township, on: '2025-03-10 08:30:00', inScopeFen: 30_000, settlementId: 'MORNING' });
    await importVisits(district.contextFor('bureau_clerk', at('2025-03-10 08:40:00')), fileOf([visit]));
    expect(await paidFor('MORNING')).toEqual({ payFen: 7_000, enhancementFen: 0, contractId: null });
    const contract = await signed(district.contextFor('doctor', at('2025-03-10 10:00:00')), signingOf(district, adult));
    expect(await paidFor('MORNING')).toEqual({ payFen: 8_000, enhancementFen: 1_000, contractId: contract.contractId });
    expect(await differences()).toEqual([]);
  });

  test('a death learnt of late takes them from what was settled after it', async () => {
    const who = await district.addResident({ name: '周福生', birthDay: '1961-04-05', insutype: '310' });
    const contract = await signed(district.contextFor('doctor', at('2025-03-10 11:00:00')), signingOf(district, who));
    const visit = visitRow({ who, at: district.township, on: '2025-03-20', inScopeFen: 30_000, settlementId: 'LATE' });
    await importVisits(district.contextFor('bureau_clerk', at('2025-03-21 09:00:00')), fileOf([visit]));
    expect(await paidFor('LATE')).toMatchObject({ enhancementFen: 1_000 });
    await store.transaction((tx) => tx.update(resident).set({ deathDay: '2025-03-12' }).where(and(eq(resident.regionCode, district.regionCode), eq(resident.id, who.id))));
    const ended = accepted(await terminateContract(district.contextFor('doctor', at('2025-03-25 09:00:00')), { contractId: contract.contractId, reason: 'deceased', endDay: null, note: null }));
    expect(ended.endDay).toBe('2025-03-12');
    expect(await paidFor('LATE')).toMatchObject({ enhancementFen: 0, contractId: null });
    expect(await differences()).toEqual([]);
  });
});

describe('a resident whose home nobody recorded', () => {
  test('is counted where they are signed; a recorded home stays', async () => {
    const stray = await district.addResident({ name: '何方', birthDay: '1990-01-02', homeInstitutionCode: null });
    const settled = await district.addResident({ name: '安居', birthDay: '1990-01-03', homeInstitutionCode: district.foreignTownship.code });
    for (const who of [stray, settled]) await signed(district.contextFor('doctor', at('2025-03-10 12:00:00')), signingOf(district, who));
    const rows = await store.reads.select({ id: resident.id, home: resident.homeInstitutionCode }).from(resident).where(eq(resident.regionCode, district.regionCode));
    const homes = new Map(rows.map((row) => [row.id, row.home]));
    expect([homes.get(stray.id), homes.get(settled.id)]).toEqual([district.township.code, district.foreignTownship.code]);
  });

  test('has visits at the new home, where the policy asks for them there, adjudicated again, even if the contract begins later', async () => {
    await asksForHome();
    const who = await district.addResident({ name: '何远', birthDay: '1990-01-04', insutype: '310', homeInstitutionCode: null });
    const visit = visitRow({ who, at: district.township, on: '2025-03-05', inScopeFen: 30_000, settlementId: 'HOME' });
    await importVisits(district.contextFor('bureau_clerk', at('2025-03-05 10:00:00')), fileOf([visit]));
    expect(await paidFor('HOME')).toMatchObject({ payFen: 3_500 });
    await signed(district.contextFor('doctor', at('2025-03-10 12:00:00')), signingOf(district, who, { startDay: '2025-03-20' }));
    expect(await paidFor('HOME')).toMatchObject({ payFen: 7_000 });
    expect(await differences()).toEqual([]);
  });
});

/** Outpatient care away from home is from now on paid at half the rate. */
async function asksForHome(): Promise<void> {
  const { policy } = district;
  const cited = <Value>(value: Value): Cited<Value> => ({ value, clause: 'test', confidence: 'assumed' });
  const designated: Designated = { whose: cited('home_institution'), levels: cited(['township']), elsewhereFactor: cited('0.5'), exceptReferred: cited(false) };
  const plans = policy.benefit.plans.map((plan) => (plan.id === '310-outpatient' ? { ...plan, designated } : plan));
  const body = { ...policy, benefit: { ...policy.benefit, plans } };
  await store.transaction((tx) => tx.update(policyVersion).set({ body, digest: 'home' }).where(eq(policyVersion.regionCode, policy.regionCode)));
}
