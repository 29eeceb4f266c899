import { count, ne } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { referral } from '@/db/schema';
import { listReferrals } from '@/server/services/referral/list-referrals';
import { fillReferredYear } from '../bench/referred-year';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';

/** A region that refers so much that nobody reads to the end of what is over. */
const referrals = 3000;
let store: Store;
let district: District;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
  await fillReferredYear(store, district, referrals);
});
afterAll(() => drop());

const unfiltered = { status: null, who: 'everybody', priority: null, direction: null, kind: null, departmentCode: null, partnerCode: null, residentId: null, overdue: false, placeDay: null, text: null } as const;
const all = (page: number) => listReferrals(district.contextFor('bureau_reviewer'), { ...unfiltered, side: 'sent', tab: 'all', page, pageSize: 50 });

test('what is over is counted some way ahead of the page, and to its end from a page that is near it', async () => {
  const [held] = await store.reads.select({ end: count() }).from(referral).where(ne(referral.status, 'draft'));
  const end = Number(held?.end);
  expect(await all(1)).toMatchObject({ total: 2000, isMore: true });
  expect(await all(11)).toMatchObject({ total: 2500, isMore: true });
  expect(await all(21)).toMatchObject({ total: end, isMore: false });
  const last = await all(Math.ceil(end / 50));
  expect(last).toMatchObject({ total: end, isMore: false });
  expect(last.rows).toHaveLength(end % 50 || 50);
});

test('what has still to be worked on is counted whole', async () => {
  const { counts } = await all(1);
  const open = await listReferrals(district.contextFor('bureau_reviewer'), { ...unfiltered, side: 'sent', tab: 'to_answer', page: 1, pageSize: 50 });
  expect(open).toMatchObject({ total: counts.to_answer, isMore: false });
  expect(open.total).toBeGreaterThan(0);
});
