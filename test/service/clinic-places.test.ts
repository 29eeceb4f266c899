import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { findReferral } from '@/db/queries/referral';
import { insertPractitioners } from '@/db/queries/registry';
import { listSlotsOfSession } from '@/db/queries/session-change';
import { slot } from '@/db/schema';
import type { ClinicSession } from '@/server/domain/quota/slot';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { type District, mintDistrict } from '../factories/district';
import { granted, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
let villageDoctor: string;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
  villageDoctor = `${district.clinic.code}-P9`;
  const person = { id: villageDoctor, regionCode: district.regionCode, institutionCode: district.clinic.code, name: '田野', profession: 'doctor', title: '乡村医生' } as const;
  await store.transaction((tx) => insertPractitioners(tx, [person]));
});

const office = () => district.contextFor('referral_office');
const everywhere = () => ({ regionCode: district.regionCode, institutionCodes: 'all' as const });

/** A resident whom the village clinic sends onto a session, whose places are dealt to the township hospital the clinic belongs to. */
async function sentByVillage(session: ClinicSession, residentId: string): Promise<string> {
  return granted(await createReferral(district.contextFor('doctor'), orderFor(residentId, { sessionId: session.id, practitionerId: villageDoctor }))).id;
}

async function placeOf(referralId: string) {
  const found = await findReferral(store.reads, everywhere(), referralId);
  const [place] = await findSlots(store.reads, district.regionCode, [found?.referral.slotId ?? '']);
  return place;
}

test('a village clinic that takes a place of its own township hospital has borrowed nothing', async () => {
  const residentId = await signedResident(district);
  const id = await sentByVillage(await publishClinic(district, { capacity: 6 }), residentId);
  granted(await acceptReferral(office(), { referralId: id, version: null, places: null }));
  expect(await placeOf(id)).toMatchObject({ dealtTo: district.township.code, state: { status: 'booked' } });
  const march = { from: '2025-03', to: '2025-03', by: 'institution', kind: null, allianceId: null, institutionCode: null, departmentCode: null } as const;
  const report = granted(await getCompliance(office(), march));
  expect(report.lines).toMatchObject([{ booked: 1, borrowed: 0 }]);
  expect(report.takers).toMatchObject([{ fromInstitutionCode: district.clinic.code, borrowed: 0 }]);
});

test('who is moved from a village clinic’s booking takes what its township hospital was dealt before what is anybody’s', async () => {
  const residentId = await signedResident(district);
  const [called, other] = [await publishClinic(district), await publishClinic(district, { capacity: 6 })];
  const [common] = await listSlotsOfSession(store.reads, district.regionCode, other.id);
  await store.transaction((tx) => tx.update(slot).set({ dealtTo: null }).where(eq(slot.id, common?.id ?? '')).returning({ id: slot.id }));
  const id = await sentByVillage(called, residentId);
  granted(await cancelSession(office(), { sessionId: called.id, reason: '专家外出会议', displacement: 'rebook', otherSessionId: other.id }));
  expect(await placeOf(id)).toMatchObject({ sessionId: other.id, dealtTo: district.township.code });
});
