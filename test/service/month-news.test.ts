import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store, Tx } from '@/db';
import { contract, contractAssignment, coveragePeriod, memberCorrection, memberMonth, memberNews, memberRoster, period, policyVersion, resident, residentAbsence, residentKeyGroup } from '@/db/schema';
import { type Day, type Month, addDays, firstDayOf, instantOf } from '@/server/domain/kernel/calendar-day';
import type { CountDay } from '@/server/domain/policy/policy-version';
import { closeMonth } from '@/server/services/month/close-month';
import { type District, mintDistrict } from '../factories/district';
import { addPopulation } from '../factories/ledger';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const people = 60;
const months: readonly Month[] = ['2024-10', '2024-11', '2024-12', '2025-01', '2025-02', '2025-03', '2025-04'];
const clerkOf = (district: District) => district.contextFor('bureau_clerk', { now: instantOf('2025-06-02 09:00:00') });

/** Numbers that look like chance and are the same each time. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const residentIdOf = (at: number) => `R-${String(at + 1).padStart(6, '0')}`;

async function populate(district: District, countDay: CountDay, chance: (below: number) => number): Promise<void> {
  const { regionCode, policy, township } = district;
  const body = { ...policy, capitation: { ...policy.capitation, countDay: { ...policy.capitation.countDay, value: countDay } } };
  await store.transaction((tx) => tx.update(policyVersion).set({ body }).where(eq(policyVersion.regionCode, regionCode)));
  await addPopulation(store, regionCode, people, { prefix: 'R', home: township.code });
  await store.transaction(async (tx) => {
    for (let at = 0; at < people; at += 1) {
      // Many reach an age that moves them in these months, some of them on a day that most years lack.
      const birthDay = at % 7 === 0 ? '1960-02-29' : addDays(`${[1960, 1980, 2007, 2018, 2025][at % 5]}-01-01`, chance(150));
      await tx.update(resident).set({ birthDay, sex: at % 2 === 0 ? 'male' : 'female' }).where(and(eq(resident.regionCode, regionCode), eq(resident.id, residentIdOf(at))));
      if (at % 4 !== 0) await sign(tx, district, at, 0, addDays('2024-08-01', chance(260)), 20 + chance(500));
    }
  });
}

async function sign(tx: Tx, district: District, at: number, serial: number, startDay: Day, days: number): Promise<void> {
  const { regionCode, team, foreignTeam } = district;
  const of = (at + serial) % 3 === 0 ? foreignTeam : team;
  const id = `C-${at}-${serial}`;
  await tx.append(contract, [
    {
      ...{ regionCode, id, number: id, residentId: residentIdOf(at), teamId: of.id, institutionCode: of.institutionCode, practitionerId: of.leaderId, termYears: 1 },
      ...{ startDay, endDay: addDays(startDay, days), status: 'in_force', previousContractId: null, channel: 'desk' as const },
      ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: null, endedAt: null },
    },
  ]);
}

/** One thing that becomes known in a month; it may be of long ago or still to come. */
async function learn(tx: Tx, district: District, month: Month, serial: number, chance: (below: number) => number): Promise<void> {
  const { regionCode, foreignTeam } = district;
  const at = chance(people);
  const residentId = residentIdOf(at);
  const day = addDays(firstDayOf(month), chance(150) - 75);
  const self = and(eq(resident.regionCode, regionCode), eq(resident.id, residentId));
  const [known] = await tx.select().from(contract).where(and(eq(contract.regionCode, regionCode), eq(contract.residentId, residentId))).orderBy(contract.id).limit(1);
  switch (chance(10)) {
    case 0:
      return sign(tx, district, at, serial, day, 10 + chance(200));
    case 1:
      return void (await tx.update(resident).set({ deathDay: day }).where(self));
    case 2:
      return void (await tx.update(resident).set({ birthDay: addDays('1959-12-01', chance(200)), deathDay: null }).where(self));
    case 3:
      return void (await tx.update(resident).set({ sex: chance(2) === 0 ? 'male' : 'female' }).where(self));
    case 4:
      return void (await tx.insert(residentAbsence).values({ regionCode, residentId, fromDay: day, toDay: chance(2) === 0 ? null : addDays(day, chance(60)) }).onConflictDoNothing());
    case 5:
      return void (await tx.delete(residentAbsence).where(and(eq(residentAbsence.regionCode, regionCode), eq(residentAbsence.residentId, residentId))));
    case 6: {
      await tx.delete(coveragePeriod).where(and(eq(coveragePeriod.regionCode, regionCode), eq(coveragePeriod.residentId, residentId)));
      const first = { regionCode, residentId, fromDay: '1900-01-01', toDay: addDays(day, -1), insutype: '390' as const, retired: false };
      return tx.append(coveragePeriod, [first, { ...first, fromDay: day, toDay: null, insutype: chance(3) === 0 ? null : ('310' as const) }]);
    }
    case 7: {
      await tx.delete(residentKeyGroup).where(and(eq(residentKeyGroup.regionCode, regionCode), eq(residentKeyGroup.residentId, residentId)));
      const joined = { regionCode, residentId, keyGroup: 'diabetes' as const, fromDay: day, toDay: addDays(day, 39), member: true };
      return tx.append(residentKeyGroup, [joined, { ...joined, fromDay: addDays(day, 40), toDay: null, member: false }]);
    }
    case 8:
      if (known) await tx.update(contract).set({ endDay: day > known.startDay ? day : known.startDay }).where(and(eq(contract.regionCode, regionCode), eq(contract.id, known.id)));
      return;
    default:
      if (known === undefined || day <= known.startDay) return;
      await tx.delete(contractAssignment).where(and(eq(contractAssignment.regionCode, regionCode), eq(contractAssignment.contractId, known.id)));
      await tx.append(contractAssignment, [
        { regionCode, contractId: known.id, fromDay: known.startDay, toDay: addDays(day, -1), teamId: known.teamId, practitionerId: known.practitionerId, institutionCode: known.institutionCode, handoverId: null },
        { regionCode, contractId: known.id, fromDay: day, toDay: null, teamId: foreignTeam.id, practitionerId: foreignTeam.leaderId, institutionCode: foreignTeam.institutionCode, handoverId: null },
      ]);
  }
}

/** What closings left, without the region's code and in an order of its own. */
async function booksOf(regionCode: string): Promise<string[]> {
  const q = store.reads;
  const rows = [
    ...(await q.select().from(memberMonth).where(eq(memberMonth.regionCode, regionCode))),
    ...(await q.select().from(memberCorrection).where(eq(memberCorrection.regionCode, regionCode))),
    ...(await q.select().from(memberRoster).where(eq(memberRoster.regionCode, regionCode))),
  ];
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort()).replaceAll(regionCode, 'R')).sort();
}

describe('counting only residents of whom there is news', () => {
  test.each([
    ['fifteenth', 11],
    ['fifteenth', 12],
    ['first', 13],
    ['last', 14],
    ['daily', 15],
    ['daily', 16],
  ] as const)('gives what counting everybody gives, month after month, counted on: %s (%i)', async (countDay, seed) => {
    const [news, everybody] = [await mintDistrict(store), await mintDistrict(store)];
    for (const district of [news, everybody]) {
      const chance = chances(seed);
      await populate(district, countDay, chance);
      for (const month of months) {
        if (district === everybody) await store.transaction((tx) => tx.update(period).set({ countedBy: null }).where(eq(period.regionCode, district.regionCode)));
        await store.transaction(async (tx) => {
          for (let serial = 1; serial <= 12; serial += 1) await learn(tx, district, month, Number(month.replace('-', '')) * 100 + serial, chance);
        });
        granted(await closeMonth(clerkOf(district), month));
      }
    }
    const books = await booksOf(news.regionCode);
    expect(books.length).toBeGreaterThan(people);
    expect(books).toEqual(await booksOf(everybody.regionCode));
  });

  test('counts nobody anew when nothing happened and no day came', async () => {
    const district = await mintDistrict(store);
    const { regionCode, adult } = district;
    granted(await closeMonth(clerkOf(district), '2025-01'));
    const [closed] = await store.reads.select().from(period).where(eq(period.regionCode, regionCode));
    expect(closed?.countedBy).toContain('fifteenth');
    await store.transaction((tx) => tx.update(resident).set({ name: '改名' }).where(and(eq(resident.regionCode, regionCode), eq(resident.id, adult.id))));
    expect(await store.reads.select().from(memberNews).where(eq(memberNews.regionCode, regionCode))).toEqual([]);
    await store.transaction((tx) => tx.update(resident).set({ sex: 'female' }).where(and(eq(resident.regionCode, regionCode), eq(resident.id, adult.id))));
    expect(await store.reads.select().from(memberNews).where(eq(memberNews.regionCode, regionCode))).toMatchObject([{ residentId: adult.id }]);
    granted(await closeMonth(clerkOf(district), '2025-02'));
    expect(await store.reads.select().from(memberNews).where(eq(memberNews.regionCode, regionCode))).toEqual([]);
  });
});
