import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPageEnd, listMemberships, listMembershipsOf } from '@/db/queries/roster';
import { contractIdOf, fillContracts, fillPeople, fillPlaces, residentIdOf } from '../bench/fill-people';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

let opened: Awaited<ReturnType<typeof freshStore>>;
/** Two regions that have people of the same ids. */
let here: District;
let elsewhere: District;

beforeAll(async () => {
  opened = await freshStore();
  const { store } = opened;
  here = await mintDistrict(store);
  elsewhere = await mintDistrict(store);
  for (const [district, people] of [[here, 17], [elsewhere, 40]] as const) {
    const places = await fillPlaces(store, district);
    await fillPeople(store, district, places, 0, people);
    await fillContracts(store, district, places, 0, people);
  }
});
afterAll(() => opened.drop());

describe('everybody’s contracts, page by page', () => {
  const span = { from: '2025-01-01', to: '2025-01-31' };
  const everybody = Array.from({ length: 17 }, (_, at) => residentIdOf(at));

  test.each([
    { contracts: 1, pages: 17 },
    { contracts: 5, pages: 4 },
    { contracts: 17, pages: 1 },
    { contracts: 1000, pages: 1 },
  ])('$contracts at a time are $pages pages, which have each contract of the region once', async ({ contracts, pages }) => {
    const q = opened.store.reads;
    const found = [];
    let after = '';
    let count = 0;
    for (let upTo = await findPageEnd(q, here.regionCode, after, contracts); upTo !== null; upTo = await findPageEnd(q, here.regionCode, after, contracts)) {
      found.push(...(await listMemberships(q, here.regionCode, span, after, upTo)));
      after = upTo;
      count += 1;
    }
    expect(count).toBe(pages);
    expect(found.map(({ contractId }) => contractId)).toEqual(everybody.map((_, at) => contractIdOf(at)));
    expect(found).toEqual(await listMembershipsOf(q, here.regionCode, span, everybody));
  });

  test('nobody who has a contract comes after the last one', async () => {
    expect(await findPageEnd(opened.store.reads, here.regionCode, residentIdOf(16), 5)).toBeNull();
  });
});
