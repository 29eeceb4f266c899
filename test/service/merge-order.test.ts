import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listWrongDoctorLoads } from '@/db/queries/doctor-load';
import { listWrongTeamCounts } from '@/db/queries/place';
import { adjudication, contract, resident } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { signContract } from '@/server/services/contract/sign-contract';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { type District, type TestResident, mintDistrict } from '../factories/district';
import { mergeNow } from '../factories/duplicates';
import { signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
});
afterAll(() => drop());

/** A person: under how many records they are known, and what happens to them under which of these, day by day of March. */
const person = fc.record({
  records: fc.integer({ min: 1, max: 3 }),
  visits: fc.array(fc.record({ under: fc.nat(2), day: fc.integer({ min: 11, max: 28 }), yuan: fc.integer({ min: 50, max: 900 }) }), { minLength: 1, maxLength: 4 }),
  signings: fc.array(fc.record({ under: fc.nat(2), day: fc.integer({ min: 11, max: 28 }) }), { maxLength: 2 }),
});
const population = fc.record({ people: fc.array(person, { minLength: 2, maxLength: 4 }), order: fc.infiniteStream(fc.nat(1000)) });
type Person = typeof person extends fc.Arbitrary<infer P> ? P : never;

/** Plays the same lives in a district where the person of each index is known under the records given. */
async function live(district: District, people: readonly Person[], recordsOf: (index: number) => readonly TestResident[]): Promise<void> {
  const acts = people.flatMap(({ visits, signings }, index) => {
    const under = (at: number) => recordsOf(index)[at % recordsOf(index).length] ?? fail();
    const stays = visits.map(({ under: at, day, yuan }, nth) => ({ day, rank: 1, act: () => visitOf(district, under(at), day, yuan, `P${index}V${nth}`) }));
    const signs = signings.map(({ under: at, day }) => ({ day, rank: 0, act: () => sign(district, under(at), day) }));
    return [...stays, ...signs];
  });
  for (const { act } of acts.sort((a, b) => a.day - b.day || a.rank - b.rank)) await act();
}

function fail(): never {
  throw new Error('nobody');
}

async function visitOf(district: District, who: TestResident, day: number, yuan: number, settlementId: string): Promise<void> {
  const context = district.contextFor('bureau_clerk', { now: instantOf('2025-03-30 09:00:00') });
  await importVisits(context, fileOf([visitRow({ who, at: district.township, on: `2025-03-${day} 15:00:00`, inScopeFen: yuan * 100, settlementId })]));
}

async function sign(district: District, who: TestResident, day: number): Promise<void> {
  await signContract(district.contextFor('doctor', { now: instantOf(`2025-03-${day} 09:00:00`) }), signingOf(district, who));
}

async function paidByVisit({ regionCode }: District): Promise<unknown[]> {
  const rows = await store.reads
    .select({ settlementId: adjudication.settlementId, payFen: adjudication.payFen, enhancementFen: adjudication.enhancementFen, deductible: adjudication.deductiblePaidFen })
    .from(adjudication)
    .where(eq(adjudication.regionCode, regionCode));
  return rows.sort((a, b) => (a.settlementId < b.settlementId ? -1 : 1));
}

async function mergeAll(district: District, records: readonly (readonly TestResident[])[], order: Iterator<number>): Promise<void> {
  const clerk = district.contextFor('bureau_clerk', { now: instantOf('2025-03-31 09:00:00') });
  const groups = records.map((own) => own.map(({ id }) => id));
  for (let open = groups.filter((ids) => ids.length > 1); open.length > 0; open = groups.filter((ids) => ids.length > 1)) {
    const next = () => Number(order.next().value);
    const ids = open[next() % open.length] ?? fail();
    const [survivorId = ''] = ids.splice(next() % ids.length, 1);
    const [mergedId = ''] = ids.splice(next() % ids.length, 1);
    const standing = (await store.reads.select().from(contract).where(eq(contract.regionCode, district.regionCode))).filter((one) => [survivorId, mergedId].includes(one.residentId) && one.status === 'in_force');
    const first = standing.sort((a, b) => a.signedAt - b.signedAt)[0];
    const outcome = await mergeNow(clerk, survivorId, mergedId, { keptContractId: first?.id ?? null });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    ids.push(survivorId);
  }
}

test('merged in any order, a population is the same people with the same money as if nobody had ever been registered twice', async () => {
  const check = fc.asyncProperty(population, async ({ people, order }) => {
    const [doubled, single] = [await mintDistrict(store), await mintDistrict(store)];
    const add = (district: District, index: number) => district.addResident({ name: `并${index}`, birthDay: '1960-01-01', homeInstitutionCode: district.township.code });
    const records: TestResident[][] = [];
    const alone: TestResident[] = [];
    for (const [index, { records: many }] of people.entries()) {
      records.push([]);
      for (let at = 0; at < many; at += 1) records[index]?.push(await add(doubled, index));
      alone.push(await add(single, index));
    }
    await live(doubled, people, (index) => records[index] ?? []);
    await live(single, people, (index) => [alone[index] ?? fail()]);
    await mergeAll(doubled, records, order[Symbol.iterator]());
    expect(await paidByVisit(doubled)).toEqual(await paidByVisit(single));
    const standing = (await store.reads.select().from(resident).where(eq(resident.regionCode, doubled.regionCode))).filter(({ name, mergedIntoId }) => name.startsWith('并') && mergedIntoId === null);
    expect(standing).toHaveLength(people.length);
    const { unbalanced, differences, stale } = await verifyLedger(doubled.contextFor('bureau_clerk'));
    expect([...unbalanced, ...differences, ...stale]).toEqual([]);
    expect([...(await listWrongTeamCounts(store.reads, doubled.regionCode)), ...(await listWrongDoctorLoads(store.reads, doubled.regionCode))]).toEqual([]);
  });
  await fc.assert(check, { seed: 20250331, numRuns: 6 });
}, 120_000);
