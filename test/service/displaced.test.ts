import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { getSession } from '@/server/services/quota/get-session';
import { publishSession } from '@/server/services/quota/publish-session';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { type District, mintDistrict } from '../factories/district';
import { clinicDay, clinicInput, codesOf, fresh, granted, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const office = () => district.contextFor('referral_office');
const doctor = () => district.contextFor('doctor');
const reason = '设备和人员调整';

async function referralOf(id: string) {
  const found = await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, id);
  if (!found) throw new Error(`no referral ${id}`);
  return found.referral;
}

/** Beds of a ward on the day of the clinic or some days after it, eight of them of which two are reserved. */
async function ward(resourceName: string, days = 0): Promise<ClinicSession> {
  const day = addDays(clinicDay, days);
  const hours = { startsAt: instantOf(`${day} 14:00:00`), endsAt: instantOf(`${day} 18:00:00`) };
  return granted(await publishSession(office(), { ...clinicInput(district, day, { resourceName, capacity: 8 }), ...hours, kind: 'ward' }));
}

async function sessionsOf(slotIds: readonly string[]): Promise<string[]> {
  return (await findSlots(store.reads, district.regionCode, slotIds)).map(({ sessionId }) => sessionId);
}

test('a bed of one day moves to another ward, and the rest of the stay with the clinic stays as it is', async () => {
  const [first, second] = [fresh('一病区'), fresh('二病区')];
  const nights = [await ward(first), await ward(first, 1), await ward(first, 2)];
  const [other, nextDay] = [await ward(second, 1), await ward(second, 2)];
  const clinic = await publishClinic(district);
  const places = { sessionId: clinic.id, stay: { sessionId: nights[0]?.id ?? '', nights: 3 } };
  const sent = granted(await createReferral(doctor(), orderFor(await signedResident(district), { kind: 'inpatient', places })));
  granted(await acceptReferral(office(), { referralId: sent.id, version: null, places: null }));
  const called = { sessionId: nights[1]?.id ?? '', reason, displacement: 'rebook' } as const;
  expect(codesOf(await cancelSession(office(), { ...called, otherSessionId: nextDay.id }))).toEqual(['quota.rebook_elsewhere']);
  expect(granted(await cancelSession(office(), { ...called, otherSessionId: other.id })).displaced).toMatchObject([{ number: sent.number, became: 'rebooked' }]);
  const after = await referralOf(sent.id);
  expect(after.status).toBe('accepted');
  expect(await sessionsOf(after.bedSlotIds)).toEqual([nights[0]?.id, other.id, nights[2]?.id]);
  expect(await sessionsOf(after.slotId === null ? [] : [after.slotId])).toEqual([clinic.id]);
  const booked = await findSlots(store.reads, district.regionCode, [...after.bedSlotIds, after.slotId ?? '']);
  expect(booked.map(({ state }) => state.status)).toEqual(['booked', 'booked', 'booked', 'booked']);
});

test('a day of a stay without another bed puts the whole stay back on the list, and gives its other days back', async () => {
  const name = fresh('三病区');
  const nights = [await ward(name), await ward(name, 1)];
  const places = { sessionId: null, stay: { sessionId: nights[0]?.id ?? '', nights: 2 } };
  const sent = granted(await createReferral(doctor(), orderFor(await signedResident(district), { kind: 'inpatient', places })));
  const before = await referralOf(sent.id);
  expect(granted(await cancelSession(office(), { sessionId: nights[1]?.id ?? '', reason, displacement: 'requeue' })).displaced).toMatchObject([{ became: 'requeued' }]);
  expect((await referralOf(sent.id)).status).toBe('waiting');
  expect((await findSlots(store.reads, district.regionCode, before.bedSlotIds)).map(({ state }) => state.status)).toEqual(['free', 'released']);
});

test('somebody who was offered a place of it from the list loses the offer and keeps the turn', async () => {
  const at = { departmentCode: 'urology', departmentName: '泌尿外科' };
  const order = orderFor(await signedResident(district), { toInstitutionCode: district.lead.code, departmentCode: 'urology' });
  const sent = granted(await createReferral(doctor(), order));
  granted(await queueReferral(office(), { referralId: sent.id, version: null, resourceName: null, nights: 0 }));
  const session = await publishClinic(district, at);
  const offered = await referralOf(sent.id);
  expect(await sessionsOf(offered.slotId === null ? [] : [offered.slotId])).toEqual([session.id]);
  const other = await publishClinic(district, { ...at, day: addDays(clinicDay, 1) });
  const { displaced } = granted(await cancelSession(office(), { sessionId: session.id, reason, displacement: 'rebook', otherSessionId: other.id }));
  expect(displaced).toMatchObject([{ number: sent.number, became: 'requeued' }]);
  const after = await referralOf(sent.id);
  expect(after).toMatchObject({ status: 'waiting', queuedAt: offered.queuedAt });
  // The list has offered the next place in its order by itself.
  expect(await sessionsOf(after.slotId === null ? [] : [after.slotId])).toEqual([other.id]);
});

test('what nobody has agreed to yet is told that its place is gone, and can be sent without one', async () => {
  const session = await publishClinic(district);
  const order = orderFor(await signedResident(district), { sessionId: session.id, consented: false, consent: { way: 'online', guardian: null } });
  const asked = granted(await createReferral(doctor(), order));
  expect(asked.status).toBe('awaiting_consent');
  // The hospital sees that the place is held, and not yet for whose referral.
  expect(granted(await getSession(office(), { sessionId: session.id })).places).toMatchObject([{ status: 'held', referral: null }]);
  const { displaced } = granted(await cancelSession(office(), { sessionId: session.id, reason, displacement: 'requeue' }));
  expect(displaced).toMatchObject([{ number: asked.number, became: 'unplaced' }]);
  expect(await referralOf(asked.id)).toMatchObject({ status: 'awaiting_consent', slotId: null });
});
