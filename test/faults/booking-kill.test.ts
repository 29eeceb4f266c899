import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Store, openStore } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { verifyAudit } from '@/db/queries/audit';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { placeIdsOf } from '@/server/domain/referral/referral';
import { listSessions } from '@/server/services/quota/list-sessions';
import { createReferral } from '@/server/services/referral/create-referral';
import type { PlaceWish } from '@/server/services/referral/hold-places';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, codesOf, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';
import { bookInChild } from './book-in-child';
import type { BookingTask } from './booking-child';

let store: Store;
let url: string;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, url, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const people = 90;

/** A clinic and a ward for two days, with a place for everybody. */
async function publishAll(): Promise<{ visit: ClinicSession; ward: readonly ClinicSession[] }> {
  const visit = await publishClinic(district, { capacity: 3 * people });
  const resourceName = '心内一病区';
  const beds = { kind: 'ward', resourceName, capacity: 4 * people } as const;
  return { visit, ward: [await publishClinic(district, beds), await publishClinic(district, { ...beds, day: '2025-03-18' })] };
}

test('kill −9 amid bookings loses none that was acknowledged, beds and two places at once included, and holds none by half', async () => {
  const { visit, ward } = await publishAll();
  const stay = { sessionId: ward[0]?.id ?? '', nights: 2 };
  const wishes: readonly PlaceWish[] = [{ sessionId: visit.id, stay: null }, { sessionId: null, stay }, { sessionId: visit.id, stay }];
  const bookings: BookingTask['bookings'][number][] = [];
  for (let count = 0; count < people; count += 1) bookings.push({ residentId: await signedResident(district), places: wishes[count % 3] ?? wishes[0]! });
  const task: BookingTask = { url, doctor: district.contextFor('doctor').actor, office: district.contextFor('referral_office').actor, now: districtNow, bookings };
  const said = await bookInChild(task, 25);
  const acknowledged = said.flatMap((line) => ('booked' in line ? [line.booked] : []));
  expect(said.filter((line) => !('booked' in line))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(25);
  expect(acknowledged.length).toBeLessThan(people);

  const reopened = await openStore(url);
  try {
    const reach = { regionCode: district.regionCode, institutionCodes: 'all' } as const;
    for (const id of acknowledged) {
      const kept = await findReferral(reopened.reads, reach, id);
      expect(kept?.referral.status).toBe('accepted');
      const places = await findSlots(reopened.reads, district.regionCode, kept ? placeIdsOf(kept.referral) : []);
      expect(places.length).toBeGreaterThan(0);
      for (const { state } of places) expect(state).toEqual({ status: 'booked', referralId: id });
    }
    const office = { ...district.contextFor('referral_office'), store: reopened };
    const { sessions } = await listSessions(office, { day: clinicDay, institutionCode: null });
    const takenOf = (id: string | undefined) => {
      const found = sessions.find((session) => session.id === id);
      const { free = 0, held = 0, booked = 0 } = found?.slots ?? {};
      expect(free + held + booked).toBe(found?.reserved);
      return [held, booked];
    };
    // Both nights of a stay were taken together or not at all.
    expect(takenOf(ward[0]?.id)).toEqual(takenOf(ward[1]?.id));
    takenOf(visit.id);
    expect((await verifyAudit(reopened.reads)).problems).toEqual([]);

    // Whoever was cut off asks again with the same keys: each resident ends with one referral, and no place is taken twice.
    const doctor = { ...district.contextFor('doctor'), store: reopened };
    const again = [];
    for (const { residentId, places } of bookings) again.push(await createReferral(doctor, { ...orderFor(residentId), places, requestKey: `book-${residentId}` }));
    expect(again.flatMap(codesOf)).toEqual([]);
    const after = await listSessions(office, { day: clinicDay, institutionCode: null });
    const taken = after.sessions.map(({ slots }) => slots.held + slots.booked);
    expect(taken).toEqual(after.sessions.map(() => (people * 2) / 3));
  } finally {
    await reopened.close();
  }
});
