import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSession, insertSessions } from '@/db/queries/quota';
import { listSlotsOfSession } from '@/db/queries/session-change';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { explainWithheld, searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { type District, mintDistrict } from '../factories/district';
import { fresh, granted, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
beforeEach(async () => (district = await mintDistrict(store)));
afterAll(() => drop());

/** As many clinics like this one as a large region has on a day. */
async function manyLike({ id, regionCode }: ClinicSession, dealtTo: string | null): Promise<void> {
  const session = await findSession(store.reads, regionCode, id);
  const [place] = await listSlotsOfSession(store.reads, regionCode, id);
  if (!session || !place) throw new Error('nothing to copy');
  const copies = Array.from({ length: 320 }, () => ({ ...session, id: fresh('copy'), resourceName: fresh('沈') }));
  await store.transaction((tx) => insertSessions(tx, copies, copies.map((copy) => ({ ...place, id: fresh('place'), sessionId: copy.id, dealtTo }))));
}

const wish = { departmentCode: null, institutionCode: null, fromDay: '2025-03-10', toDay: '2025-03-31' } as const;
const found = async (priority: 'routine' | 'urgent') => granted(await searchFreeSlots(district.contextFor('doctor'), { ...wish, priority }));

test('a routine referral finds next week’s place behind hundreds that are kept for the urgent', async () => {
  await manyLike(await publishClinic(district, { day: '2025-03-12' }), null);
  const later = await publishClinic(district);
  expect((await found('routine')).map(({ sessionId }) => sessionId)).toEqual([later.id]);
  expect(await found('urgent')).toHaveLength(300);
  const withheld = granted(await explainWithheld(district.contextFor('doctor'), { ...wish, priority: 'routine' }));
  expect(withheld.map(({ reason }) => reason.code)).toEqual(['quota.urgent_only']);
});

test('what was dealt to others does not hide what was dealt to one’s own', async () => {
  await signedResident(district);
  const first = await publishClinic(district, { day: '2025-03-19' });
  await manyLike(first, district.foreignTownship.code);
  const later = await publishClinic(district, { day: '2025-03-20' });
  expect((await found('routine')).map(({ sessionId }) => sessionId)).toEqual([first.id, later.id]);
});
