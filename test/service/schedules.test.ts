import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findReferral } from '@/db/queries/referral';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { minuteMs } from '@/server/domain/kernel/instant';
import { listSessions } from '@/server/services/quota/list-sessions';
import { getPlan } from '@/server/services/quota/get-plan';
import { getSession, listStandInsOf } from '@/server/services/quota/get-session';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { changeCapacity } from '@/server/services/quota/change-capacity';
import { recordException, takeExceptionBack } from '@/server/services/quota/keep-exception';
import { type AddResourceInput, addResource, closeResource } from '@/server/services/quota/keep-resource';
import { type AddScheduleInput, addSchedule, changeSchedule } from '@/server/services/quota/keep-schedule';
import { makeSessions } from '@/server/services/quota/make-sessions';
import { publishSession } from '@/server/services/quota/publish-session';
import { acceptReferral } from '@/server/services/referral/accept-referral';
import { createReferral } from '@/server/services/referral/create-referral';
import { type District, districtNow, mintDistrict } from '../factories/district';
import { clinicDay, clinicInput, codesOf, fresh, granted, orderFor, publishClinic, sendOnto, signedResident } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
  district = await mintDistrict(store);
});
afterAll(() => drop());

const office = (now = districtNow) => district.contextFor('referral_office', { now });
const doctor = (now = districtNow) => district.contextFor('doctor', { now });
const weekOf = async (day: string, now = districtNow) => (await listSessions(office(now), { day, institutionCode: null })).sessions;

const referralOf = async (id: string) => (await findReferral(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, id))?.referral;

async function enter(change: Partial<AddResourceInput> = {}) {
  const named = { institutionCode: null, kind: 'clinic', departmentCode: 'cardiology', departmentName: '心血管内科', name: fresh('顾'), note: '主任医师' } as const;
  return granted(await addResource(office(), { ...named, ...change }));
}

/** Mondays from the clinic's on, nine places a morning. */
function pattern(resourceId: string, change: Partial<AddScheduleInput> = {}): AddScheduleInput {
  const hours = { weekdays: [1], fromTime: '08:00', toTime: '11:30', capacity: 9, urgentOnly: false, onHolidays: false, publicLeadDays: 7 };
  return { resourceId, ...hours, validFrom: clinicDay, validTo: addDays(clinicDay, 7), ...change };
}

async function patternOf(change: Partial<AddScheduleInput> = {}, of: Partial<AddResourceInput> = {}) {
  const resource = await enter(of);
  const entered = granted(await addSchedule(office(), pattern(resource.id, change)));
  const sessions = (await Promise.all([clinicDay, addDays(clinicDay, 7)].map((day) => weekOf(day)))).flat().filter(({ resourceId }) => resourceId === resource.id);
  return { resource, ...entered, sessions };
}

describe('a weekly pattern', () => {
  test('makes its sessions at once, with their share reserved, and the clock makes none twice', async () => {
    const { made, sessions, resource } = await patternOf();
    expect(made).toBe(2);
    expect(sessions.map(({ day, capacity, reserved, slots, resourceName }) => ({ day, capacity, reserved, free: slots.free, resourceName }))).toEqual([
      { day: '2025-03-17', capacity: 9, reserved: 3, free: 3, resourceName: resource.name },
      { day: '2025-03-24', capacity: 9, reserved: 3, free: 3, resourceName: resource.name },
    ]);
    const clock = district.contextFor('system');
    const [once, twice] = await Promise.all([makeSessions(clock), makeSessions(clock)]);
    expect([granted(once).made, granted(twice).made]).toEqual([0, 0]);
  });

  test('is carried on by the clock as the days go by', async () => {
    const resource = await enter();
    const { made } = granted(await addSchedule(office(), pattern(resource.id, { validTo: null })));
    // 7 days of the public, policy's days before it and a fortnight: some Mondays, and one more a week later.
    const later = granted(await makeSessions(district.contextFor('system', { now: instantOf('2025-03-17 09:00:00') })));
    expect(made).toBeGreaterThan(1);
    expect(later.made).toBe(1);
  });

  test('of a ward publishes its beds every day, a quarter of them reserved, holidays too', async () => {
    const ward = { kind: 'ward', name: fresh('一病区') } as const;
    const { sessions } = await patternOf({ weekdays: [1, 2, 3, 4, 5, 6, 7], capacity: 30, onHolidays: true, fromTime: '14:00', toTime: '18:00' }, ward);
    expect(sessions).toHaveLength(8);
    expect(sessions[0]).toMatchObject({ kind: 'ward', capacity: 30, reserved: 8 });
  });

  test('leaves a session that was published by hand as it is', async () => {
    const resource = await enter();
    granted(await publishSession(office(), { ...clinicInput(district, clinicDay), resourceId: resource.id, capacity: 20 }));
    const { made } = granted(await addSchedule(office(), pattern(resource.id)));
    expect(made).toBe(1);
    const own = (await weekOf(clinicDay)).filter(({ resourceId }) => resourceId === resource.id);
    expect(own.map(({ capacity }) => capacity)).toEqual([20]);
  });

  test('with another capacity changes the sessions that stand, and of two who change it at once one wins', async () => {
    const { schedule } = await patternOf();
    const change = { scheduleId: schedule.id, version: 1, capacity: 12, urgentOnly: false, onHolidays: false, publicLeadDays: 7, validTo: schedule.validTo, displacement: 'refuse', reason: '加号' } as const;
    const outcomes = await Promise.all([changeSchedule(office(), change), changeSchedule(office(), { ...change, capacity: 6 })]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(['conflict.changed_meanwhile']);
    const { resized } = granted(outcomes.find(({ ok }) => ok) ?? outcomes[0]);
    expect(resized).toBe(2);
  });

  test('belongs to its hospital: another one’s office finds neither resource nor pattern', async () => {
    const { resource, schedule } = await patternOf();
    const foreign = district.contextFor('referral_office', { foreign: true });
    expect(codesOf(await addSchedule(foreign, pattern(resource.id)))).toEqual(['not_found']);
    expect((await getPlan(foreign, { institutionCode: null, kind: null, departmentCode: null, withEnded: true })).resources).toEqual([]);
    expect((await getPlan(office(), { institutionCode: null, kind: null, departmentCode: null, withEnded: false })).resources.flatMap(({ schedules }) => schedules.map(({ id }) => id))).toContain(schedule.id);
  });

  test('is not entered twice for the same hours, nor a resource under the same name', async () => {
    const { resource } = await patternOf();
    expect(codesOf(await addSchedule(office(), pattern(resource.id)))).toEqual(['quota.schedule_overlaps']);
    expect(codesOf(await addResource(office(), { ...resource, note: null }))).toEqual(['quota.resource_exists']);
  });
});

describe('days on which a hospital departs from its week', () => {
  const closed = { institutionCode: null, fromDay: clinicDay, toDay: clinicDay, effect: 'closed', capacity: null, reason: '外出学习', displacement: 'refuse' } as const;

  test('call its sessions off, and make them again when they are taken back', async () => {
    const { resource } = await patternOf();
    const own = async () => (await weekOf(clinicDay)).filter(({ resourceId }) => resourceId === resource.id).length;
    const { exception, calledOff } = granted(await recordException(office(), { ...closed, resourceId: resource.id }));
    expect([calledOff, await own()]).toEqual([1, 0]);
    granted(await makeSessions(district.contextFor('system')));
    expect(await own()).toBe(0);
    expect(granted(await takeExceptionBack(office(), { exceptionId: exception.id })).made).toBe(1);
    expect(await own()).toBe(1);
    expect(codesOf(await takeExceptionBack(office(), { exceptionId: exception.id }))).toEqual(['quota.exception_withdrawn']);
  });

  test('are refused with the numbers of whoever counts on them, or put them back on the list with their turn', async () => {
    const { resource, sessions } = await patternOf({ validTo: clinicDay }, { departmentCode: 'urology', departmentName: '泌尿外科' });
    const [session] = sessions;
    if (!session) throw new Error('no session');
    const sent = await sendOnto(district, session);
    const refused = await recordException(office(), { ...closed, resourceId: resource.id });
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'quota.session_has_referrals', facts: { numbers: [sent.number] } }] });
    const { displaced } = granted(await recordException(office(), { ...closed, resourceId: resource.id, displacement: 'requeue' }));
    expect(displaced).toEqual([{ referralId: sent.id, number: sent.number, became: 'requeued', startsAt: null }]);
    const referral = await referralOf(sent.id);
    expect(referral).toMatchObject({ status: 'waiting', slotId: null, queuedAt: districtNow });
  });

  test('with another number of places resize the session of that day only', async () => {
    const { resource } = await patternOf();
    granted(await recordException(office(), { ...closed, resourceId: resource.id, effect: 'capacity', capacity: 3 }));
    const capacities = [...(await weekOf(clinicDay)), ...(await weekOf(addDays(clinicDay, 7)))].filter(({ resourceId }) => resourceId === resource.id).map(({ capacity, reserved }) => [capacity, reserved]);
    expect(capacities).toEqual([[3, 1], [9, 3]]);
  });

  test('a specialist who leaves has no clinics any more, and gets no new pattern', async () => {
    const { resource } = await patternOf();
    const { calledOff } = granted(await closeResource(office(), { resourceId: resource.id, version: 1, closedOn: addDays(clinicDay, 1), displacement: 'refuse', reason: '退休' }));
    expect(calledOff).toBe(1);
    expect(codesOf(await addSchedule(office(), pattern(resource.id, { weekdays: [2] })))).toEqual(['quota.resource_closed']);
  });
});

describe('a session that is called off', () => {
  test('moves everybody to another one in their order, and puts the rest back on the list', async () => {
    // Two are booked and one waits for an answer; the other session has two reserved places.
    const called = await publishClinic(district, { capacity: 9 });
    const other = await publishClinic(district, { capacity: 6, day: '2025-03-19' });
    const accepted = await sendOnto(district, called);
    granted(await acceptReferral(office(), { referralId: accepted.id, version: null, places: null }));
    const routine = await sendOnto(district, called, doctor(districtNow + minuteMs));
    const order = orderFor(await signedResident(district), { sessionId: called.id, priority: 'urgent', reason: '胸痛加重，需尽快专科评估' });
    const urgent = granted(await createReferral(doctor(districtNow + 2 * minuteMs), order));
    const places = granted(await getSession(office(), { sessionId: called.id })).places;
    expect(places.map(({ status }) => status).sort()).toEqual(['booked', 'held', 'held']);
    expect(granted(await listStandInsOf(office(), { sessionId: called.id })).find(({ sessionId }) => sessionId === other.id)?.free).toBe(2);

    const reason = '医师外出会诊';
    expect(codesOf(await cancelSession(office(), { sessionId: called.id, reason }))).toEqual(['quota.session_has_referrals']);
    const { displaced } = granted(await cancelSession(office(), { sessionId: called.id, reason, displacement: 'rebook', otherSessionId: other.id }));
    expect(displaced).toEqual([
      { referralId: urgent.id, number: urgent.number, became: 'rebooked', startsAt: other.startsAt },
      { referralId: accepted.id, number: accepted.number, became: 'rebooked', startsAt: other.startsAt },
      { referralId: routine.id, number: routine.number, became: 'requeued', startsAt: null },
    ]);
    const statuses = granted(await getSession(office(), { sessionId: other.id })).places.map(({ status, referral }) => [status, referral?.number]);
    expect(statuses.toSorted()).toEqual([['booked', accepted.number], ['held', urgent.number]].toSorted());
    expect((await referralOf(routine.id))?.status).toBe('waiting');
  });

  test('is not called off on what somebody has since changed', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    const { version } = granted(await changeCapacity(office(), { sessionId: session.id, version: null, capacity: 9 }));
    expect(codesOf(await cancelSession(office(), { sessionId: session.id, version: version - 1, reason: '停诊' }))).toEqual(['conflict.changed_meanwhile']);
    granted(await cancelSession(office(), { sessionId: session.id, version, reason: '停诊' }));
  });

  test('is not moved to another hospital or from a clinic to an examination', async () => {
    const called = await publishClinic(district);
    const exam = granted(await publishSession(office(), { ...clinicInput(district, clinicDay), kind: 'exam', departmentCode: 'imaging', resourceName: fresh('CT') }));
    const outcome = await cancelSession(office(), { sessionId: called.id, reason: '停诊', displacement: 'rebook', otherSessionId: exam.id });
    expect(codesOf(outcome)).toEqual(['quota.rebook_elsewhere']);
  });
});

describe('a session with another capacity', () => {
  test('keeps what is booked, and is refused below it with the numbers', async () => {
    const session = await publishClinic(district, { capacity: 6 });
    const [first, second] = [await sendOnto(district, session), await sendOnto(district, session)];
    expect(await changeCapacity(office(), { sessionId: session.id, version: 1, capacity: 1 })).toEqual({
      ok: false,
      refusals: [{ code: 'quota.capacity_below_taken', facts: { capacity: 1, taken: 2, numbers: [first.number, second.number] } }],
    });
    expect(granted(await changeCapacity(office(), { sessionId: session.id, version: 1, capacity: 3 }))).toMatchObject({ reserved: 2, withdrawn: 0 });
    expect(granted(await changeCapacity(office(), { sessionId: session.id, version: 2, capacity: 12 }))).toMatchObject({ version: 3, reserved: 4, added: 2 });
    expect(codesOf(await changeCapacity(office(), { sessionId: session.id, version: 2, capacity: 9 }))).toEqual(['conflict.changed_meanwhile']);
  });

  test('changed by two at once, one of them is told that somebody was faster', async () => {
    const session = await publishClinic(district, { capacity: 9 });
    const outcomes = await Promise.all([6, 12].map((capacity) => changeCapacity(office(), { sessionId: session.id, version: 1, capacity })));
    expect(outcomes.flatMap(codesOf)).toEqual(['conflict.changed_meanwhile']);
    const [after] = (await weekOf(clinicDay)).filter(({ id }) => id === session.id);
    expect(after?.reserved).toBe((after?.capacity ?? 0) / 3);
    expect(after?.slots.free).toBe(after?.reserved);
  });
});
