import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listAudit } from '@/db/queries/audit';
import { listOffersOf } from '@/db/queries/waiting';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { addResource } from '@/server/services/quota/keep-resource';
import { addSchedule } from '@/server/services/quota/keep-schedule';
import { makeSessions } from '@/server/services/quota/make-sessions';
import { createReferral } from '@/server/services/referral/create-referral';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { type District, mintDistrict } from '../factories/district';
import { clinicDay, fresh, granted, orderFor, publishClinic, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
beforeEach(async () => (district = await mintDistrict(store)));
afterAll(() => drop());

const office = () => district.contextFor('referral_office');

/** One Monday morning of a specialist, the clinic's. */
async function addMonday(name: string) {
  const resource = granted(await addResource(office(), { institutionCode: null, kind: 'clinic', departmentCode: 'cardiology', departmentName: '心血管内科', name, note: null }));
  const hours = { weekdays: [1], fromTime: '08:00', toTime: '11:30', capacity: 3, urgentOnly: false, onHolidays: false, publicLeadDays: 7 };
  return granted(await addSchedule(office(), { resourceId: resource.id, ...hours, validFrom: clinicDay, validTo: clinicDay }));
}

test('a new pattern’s open places are offered to who waits at once, as those of a session published by hand', async () => {
  const sent = granted(await createReferral(district.contextFor('doctor'), orderFor(await signedResident(district), { toInstitutionCode: district.lead.code, departmentCode: 'cardiology' })));
  granted(await queueReferral(office(), { referralId: sent.id, version: null, resourceName: null, nights: 0 }));
  expect((await addMonday(fresh('顾'))).made).toBe(1);
  expect((await listOffersOf(store.reads, district.regionCode, [sent.id])).map(({ outcome, startsAt }) => [outcome, startsAt])).toEqual([['open', instantOf(`${clinicDay} 08:00:00`)]]);
});

test('a day that was published by hand is left to it: the clock makes nothing and leaves no row behind', async () => {
  const name = fresh('顾');
  await publishClinic(district, { resourceName: name });
  expect((await addMonday(name)).made).toBe(0);
  const rows = async () => (await listAudit(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, { limit: 500 })).filter(({ action }) => action === 'sessions.made');
  expect(granted(await makeSessions(district.contextFor('system'))).made).toBe(0);
  expect(await rows()).toEqual([]);
});
