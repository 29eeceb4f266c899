import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { changeCapacity } from '@/server/domain/quota/change-capacity';
import { wantedSessions } from '@/server/domain/quota/make-sessions';
import { type CapacityResource, type ScheduleException, type WeeklySchedule, plannedDay } from '@/server/domain/quota/schedule';
import { enterException, enterSchedule } from '@/server/domain/quota/schedule-entry';
import { freeSlotsOf } from '@/server/domain/quota/publish-session';
import type { ClinicSession, SlotState } from '@/server/domain/quota/slot';

const resource: CapacityResource = {
  ...{ id: 'R1', regionCode: '210100', institutionCode: 'H1', kind: 'clinic', departmentCode: 'cardiology', departmentName: '心血管内科' },
  ...{ name: '顾怀民', note: '主任医师', closedOn: null, version: 1 },
};
/** Mondays and Wednesdays, from March 2025 on. */
const schedule: WeeklySchedule = {
  ...{ id: 'P1', regionCode: '210100', institutionCode: 'H1', resourceId: 'R1', weekdays: [1, 3], fromTime: '08:00', toTime: '11:30', capacity: 12 },
  ...{ urgentOnly: false, onHolidays: false, publicLeadDays: 7, validFrom: '2025-03-01', validTo: null, version: 1 },
};
const tables = [{ year: 2025, daysOff: ['2025-05-01', '2025-05-02', '2025-05-05', '2025-10-01'], workdays: ['2025-04-27'] }];
const closedFor = (change: Partial<ScheduleException>): ScheduleException => ({
  ...{ id: 'E1', regionCode: '210100', institutionCode: 'H1', resourceId: 'R1', fromDay: '2025-05-05', toDay: '2025-05-07', effect: 'closed', capacity: null },
  ...{ reason: '外出学习', recordedAt: 1, recordedBy: '转诊办', withdrawnAt: null, ...change },
});

describe('what a weekly pattern makes of a day', () => {
  const outcomeOf = (day: string, exceptions: readonly ScheduleException[] = [], change: Partial<WeeklySchedule> = {}) => {
    const planned = plannedDay({ ...schedule, ...change }, day, exceptions, tables);
    if (!planned.ok) return planned.refusals[0].code;
    return planned.value.works ? planned.value.capacity : planned.value.because;
  };

  test.each([
    ['a Monday', '2025-03-10', 12],
    ['a Tuesday', '2025-03-11', 'other_weekday'],
    ['a Monday before it begins', '2025-02-24', 'not_valid'],
    ['a Monday off', '2025-05-05', 'holiday'],
    ['a Sunday that is made up for: specialists keep their weekdays', '2025-04-27', 'other_weekday'],
    ['a year whose holidays nobody knows', '2026-01-05', 'calendar.year_without_table'],
  ] as const)('%s (%s): %s', (_, day, expected) => {
    expect(outcomeOf(day)).toBe(expected);
  });

  test('a ward works on holidays, and needs no table', () => {
    expect(outcomeOf('2025-05-05', [], { onHolidays: true })).toBe(12);
    expect(outcomeOf('2026-01-05', [], { onHolidays: true })).toBe(12);
  });

  test('the session begins and ends at the hours of the pattern in Shanghai', () => {
    const planned = plannedDay(schedule, '2025-03-10', [], tables);
    expect(planned).toEqual({ ok: true, value: { works: true, capacity: 12, startsAt: instantOf('2025-03-10 08:00:00'), endsAt: instantOf('2025-03-10 11:30:00') } });
  });

  test.each([
    ['closed', [closedFor({})], 'closed'],
    ['taken back again', [closedFor({ withdrawnAt: 2 })], 'holiday'],
    ['of somebody else', [closedFor({ resourceId: 'R2' })], 'holiday'],
    ['open although it is a holiday', [closedFor({ effect: 'open' })], 12],
    ['with fewer places', [closedFor({ effect: 'capacity', capacity: 5 })], 5],
    ['the whole hospital closed', [closedFor({ resourceId: null })], 'closed'],
    ['the hospital closed but the specialist there', [closedFor({ resourceId: null, recordedAt: 9 }), closedFor({ id: 'E2', effect: 'open' })], 12],
    ['two alike, of which the later counts', [closedFor({}), closedFor({ id: 'E2', effect: 'capacity', capacity: 3, recordedAt: 2 })], 3],
  ] as const)('a day %s', (_, exceptions, expected) => {
    expect(outcomeOf('2025-05-05', exceptions)).toBe(expected);
  });
});

describe('the sessions that patterns want', () => {
  const facts = { schedules: [{ schedule, resource }], exceptions: [], tables, made: [], leadDays: 5, today: '2025-04-21', now: instantOf('2025-04-21 09:00:00') } as const;
  const daysOf = (change: Partial<Parameters<typeof wantedSessions>[0]>) => wantedSessions({ ...facts, ...change }).wanted.map(({ day }) => day);

  test('reach a fortnight beyond the day that can be booked, and leave out what has begun, holidays and what is made', () => {
    // 7 days of the public + 5 before it + 14 of planning = until 17 May; this Monday's clinic began at 8.
    expect(daysOf({})).toEqual(['2025-04-23', '2025-04-28', '2025-04-30', '2025-05-07', '2025-05-12', '2025-05-14']);
    expect(daysOf({ made: [{ scheduleId: 'P1', day: '2025-04-23' }] })).not.toContain('2025-04-23');
    expect(daysOf({ schedules: [{ schedule, resource: { ...resource, closedOn: '2025-05-01' } }] })).toEqual(['2025-04-23', '2025-04-28', '2025-04-30']);
    expect(daysOf({ schedules: [{ schedule: { ...schedule, validTo: '2025-04-29' }, resource }] })).toEqual(['2025-04-23', '2025-04-28']);
  });

  test('wait for the holidays of a year that nobody knows yet, and say so', () => {
    const december = wantedSessions({ ...facts, today: '2025-12-22', now: instantOf('2025-12-22 06:00:00') });
    expect(december.wanted.map(({ day }) => day)).toEqual(['2025-12-22', '2025-12-24', '2025-12-29', '2025-12-31']);
    expect(december.unknownYears).toEqual([2026]);
  });
});

describe('entering a pattern', () => {
  const codesOf = (change: Partial<WeeklySchedule>, others: readonly WeeklySchedule[] = [], of: Partial<CapacityResource> = {}) => {
    const outcome = enterSchedule({ schedule: { ...schedule, id: 'P2', ...change }, resource: { ...resource, ...of }, others, today: '2025-03-10' });
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };

  test('says everything that is wrong at once', () => {
    const wrong = { weekdays: [], fromTime: '11:30', toTime: '8:00', capacity: 0, validFrom: '2025-03-09', validTo: '2025-03-08' };
    expect(codesOf(wrong, [], { closedOn: '2025-03-01' })).toEqual([
      'quota.resource_closed',
      'quota.schedule_without_weekday',
      'quota.schedule_times',
      'quota.capacity_out_of_range',
      'quota.days_reversed',
      'quota.days_in_past',
    ]);
  });

  test.each([
    ['at the same hours', {}, ['quota.schedule_overlaps']],
    ['from when the other one ends', { fromTime: '11:30', toTime: '12:00' }, []],
    ['on other weekdays', { weekdays: [2, 4] }, []],
    ['before the other one begins', { validFrom: '2025-02-01', validTo: '2025-02-28' }, ['quota.days_in_past']],
  ])('of somebody who has one already, %s', (_, change, codes) => {
    expect(codesOf(change, [schedule])).toEqual(codes);
  });

  test('a ward has one pattern a day, whatever the hours', () => {
    expect(codesOf({ fromTime: '14:00', toTime: '15:00' }, [schedule], { kind: 'ward' })).toEqual(['quota.schedule_overlaps']);
  });

  test('weekdays are kept in order, each once', () => {
    const entered = enterSchedule({ schedule: { ...schedule, weekdays: [5, 1, 5] }, resource, others: [], today: '2025-03-10' });
    expect(entered.ok && entered.value.weekdays).toEqual([1, 5]);
  });
});

test.each([
  ['reversed', { fromDay: '2025-05-07', toDay: '2025-05-05' }, ['quota.days_reversed']],
  ['in the past', { fromDay: '2025-03-09', toDay: '2025-03-11' }, ['quota.days_in_past']],
  ['longer than a year', { fromDay: '2025-05-01', toDay: '2026-05-02' }, ['quota.exception_too_long']],
  ['of no places', { effect: 'capacity', capacity: 0 }, ['quota.capacity_out_of_range']],
  ['of one day, today', { fromDay: '2025-03-10', toDay: '2025-03-10' }, []],
] as const)('an exception that is %s', (_, change, codes) => {
  const outcome = enterException(closedFor(change), '2025-03-10');
  expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual(codes);
});

describe('a session takes more or fewer than it was published with', () => {
  const startsAt = instantOf('2025-03-17 08:00:00');
  const now = instantOf('2025-03-10 09:00:00');
  const session: ClinicSession = {
    ...{ id: 'S1', regionCode: '210100', kind: 'clinic', resourceId: 'R1', scheduleId: 'P1', institutionCode: 'H1', departmentCode: 'cardiology', departmentName: '心血管内科' },
    ...{ resourceName: '顾怀民', day: '2025-03-17', startsAt, endsAt: startsAt + 12_600_000, capacity: 9, reserved: 3, urgentOnly: false },
    ...{ opensOn: '2025-03-05', releaseAt: startsAt - 86_400_000, borrowAt: null },
  };
  const booked: SlotState = { status: 'booked', referralId: 'r' };
  const third = { numerator: 1, denominator: 3 };
  let minted = 0;
  const slotsIn = (...states: SlotState[]) => freeSlotsOf(session, 1, states.length, () => `slot-${(minted += 1)}`).map((slot, at) => ({ ...slot, state: states[at] ?? slot.state }));
  const free: SlotState = { status: 'free' };
  const change = (capacity: number, states: SlotState[], facts: Partial<Parameters<typeof changeCapacity>[0]> = {}) =>
    changeCapacity({ session, cancelled: false, slots: slotsIn(...states), referralNumbers: ['Z1'], capacity, share: third, now, newId: () => `new-${(minted += 1)}`, ...facts });

  test.each([
    ['9 → 12 adds one place', 12, [free, free, booked], { reserved: 4, added: [4], withdrawn: [] }],
    ['9 → 6 takes the last free one out', 6, [free, free, booked], { reserved: 2, added: [], withdrawn: [2] }],
    ['9 → 3 keeps what is booked although the share is less', 3, [booked, booked, free], { reserved: 2, added: [], withdrawn: [3] }],
    ['a hold that ran out counts as free', 3, [booked, { status: 'held', referralId: 'r2', expiresAt: now }, free], { reserved: 1, added: [], withdrawn: [3, 2] }],
    ['a place taken out before does not count, and its number is not given again', 9, [free, { status: 'withdrawn' }], { reserved: 3, added: [3, 4], withdrawn: [] }],
  ] as const)('%s', (_, capacity, states, expected) => {
    const outcome = change(capacity, [...states]);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    const { session: changed, added, withdrawn } = outcome.value;
    expect({ reserved: changed.reserved, added: added.map(({ number }) => number), withdrawn: withdrawn.map(({ number }) => number) }).toEqual(expected);
    expect(changed.capacity).toBe(capacity);
  });

  test('what is everybody’s leaves before what is dealt to one institution', () => {
    const slots = slotsIn(free, free, free).map((slot) => ({ ...slot, dealtTo: slot.number === 1 ? null : 'H2' }));
    const outcome = change(6, [], { slots });
    expect(outcome.ok && outcome.value.withdrawn.map(({ number }) => number)).toEqual([1]);
  });

  test.each([
    ['below what is booked, with the numbers', 1, [booked, booked], {}, [{ code: 'quota.capacity_below_taken', facts: { capacity: 1, taken: 2, numbers: ['Z1'] } }]],
    ['to nothing', 0, [free], {}, [{ code: 'quota.capacity_out_of_range', facts: { capacity: 0, limit: 500 } }]],
    ['once it is called off', 9, [free], { cancelled: true }, [{ code: 'quota.session_cancelled', facts: {} }]],
    ['once it has begun', 9, [free], { now: startsAt }, [{ code: 'quota.session_begun', facts: { startsAt } }]],
    ['once what was free is released', 9, [free], { now: session.releaseAt }, [{ code: 'quota.capacity_after_release', facts: { releasedAt: session.releaseAt } }]],
  ] as const)('but not %s', (_, capacity, states, facts, refusals) => {
    expect(change(capacity, [...states], facts)).toEqual({ ok: false, refusals });
  });
});
