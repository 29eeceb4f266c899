import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { whyNotBookable, bookable, type BookingRequest, type JudgedSlot } from '@/server/domain/quota/bookable';
import { type CancellationFacts, cancelSession, takesOver } from '@/server/domain/quota/cancel-session';
import { complianceOf } from '@/server/domain/quota/compliance';
import { opensToPrimary, publishSession, releaseAt, reservedOf, type PublishingFacts } from '@/server/domain/quota/publish-session';
import { quotaRulesOf, type QuotaRules } from '@/server/domain/quota/rules';
import type { SlotState, SlotStatus } from '@/server/domain/quota/slot';

const third = { numerator: 1, denominator: 3 };
const quarter = { numerator: 1, denominator: 4 };
const rules: QuotaRules = {
  slotShare: third,
  bedShare: quarter,
  leadDays: 5,
  urgentWindowDays: 2,
  releaseHoursBefore: 24,
  holdMinutes: 30,
  dealing: false,
  borrowHoursBefore: 72,
  promiseDays: { emergency: 0, urgent: 3, routine: 14 },
  offerHours: 12,
};

describe('reserved capacity (calculations.md §1)', () => {
  test.each([
    [10, third, 4],
    [9, third, 3],
    [3, third, 1],
    [1, third, 1],
    [0, third, 0],
    [30, quarter, 8],
    [28, quarter, 7],
  ])('%i × %j → %i', (capacity, share, reserved) => {
    expect(reservedOf(capacity, share)).toBe(reserved);
  });

  test('the family-doctor side books five days before the public', () => {
    expect(opensToPrimary('2025-03-03', 7, 5)).toBe('2025-02-19');
  });

  test('what is free goes back a day before', () => {
    expect(releaseAt(instantOf('2025-03-03 08:30:00'), 24)).toBe(instantOf('2025-03-02 08:30:00'));
  });
});

describe('publishing a session', () => {
  const facts = (change: Partial<PublishingFacts['planned']> = {}): PublishingFacts => {
    let serial = 0;
    return {
      planned: {
        id: 's1',
        regionCode: '210100',
        kind: 'clinic',
        resourceId: null,
        scheduleId: null,
        institutionCode: 'H21010200003',
        departmentCode: '0303',
        departmentName: '心血管内科',
        resourceName: '赵主任',
        startsAt: instantOf('2025-03-03 08:00:00'),
        endsAt: instantOf('2025-03-03 11:30:00'),
        capacity: 10,
        urgentOnly: false,
        ...change,
      },
      publicLeadDays: 7,
      rules,
      alreadyPublished: false,
      now: instantOf('2025-02-10 09:00:00'),
      newId: () => `slot${++serial}`,
    };
  };
  const codesOf = (change: Partial<PublishingFacts['planned']>) => {
    const outcome = publishSession(facts(change));
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };

  test('reserves a third, rounded up, as numbered free slots', () => {
    const outcome = publishSession(facts());
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        session: { day: '2025-03-03', capacity: 10, reserved: 4, opensOn: '2025-02-19', releaseAt: instantOf('2025-03-02 08:00:00') },
      },
    });
    expect(outcome.ok && outcome.value.slots.map(({ id, number, sessionId, state }) => [id, number, sessionId, state.status])).toEqual([
      ['slot1', 1, 's1', 'free'],
      ['slot2', 2, 's1', 'free'],
      ['slot3', 3, 's1', 'free'],
      ['slot4', 4, 's1', 'free'],
    ]);
  });

  test('the same clinic twice is refused beside what else is wrong', () => {
    const again = publishSession({ ...facts({ capacity: 0 }), alreadyPublished: true });
    expect(again).toMatchObject({
      refusals: [
        { code: 'quota.capacity_out_of_range' },
        { code: 'quota.session_exists', facts: { departmentName: '心血管内科', resourceName: '赵主任', startsAt: instantOf('2025-03-03 08:00:00') } },
      ],
    });
  });

  test('the day is the day in Shanghai', () => {
    const early = facts({ startsAt: instantOf('2025-03-03 00:30:00') });
    expect(publishSession(early)).toMatchObject({ value: { session: { day: '2025-03-03' } } });
  });

  test.each<[string, Partial<PublishingFacts['planned']>, string[]]>([
    ['one place', { capacity: 1 }, []],
    ['no place', { capacity: 0 }, ['quota.capacity_out_of_range']],
    ['half a place', { capacity: 1.5 }, ['quota.capacity_out_of_range']],
    ['500 places', { capacity: 500 }, []],
    ['501 places', { capacity: 501 }, ['quota.capacity_out_of_range']],
    [
      'all wrong at once',
      { startsAt: instantOf('2025-02-10 09:00:00'), endsAt: instantOf('2025-02-10 08:00:00'), capacity: -1 },
      ['quota.session_in_past', 'quota.session_ends_before_start', 'quota.capacity_out_of_range'],
    ],
  ])('%s', (_, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });
});

describe('booking a reserved slot', () => {
  const startsAt = instantOf('2025-03-10 08:00:00');
  const session = { day: '2025-03-10', opensOn: '2025-02-26', releaseAt: instantOf('2025-03-09 08:00:00'), borrowAt: null, urgentOnly: false };
  const request = (change: Partial<BookingRequest<JudgedSlot>> & { state?: SlotState } = {}) => {
    const { state = { status: 'free' }, ...rest } = change;
    return {
      slot: { startsAt, dealtTo: null, state },
      session,
      standing: null,
      priority: 'routine' as const,
      referralId: 'f1',
      urgentWindowDays: 2,
      now: instantOf('2025-03-03 10:00:00'),
      ...rest,
    };
  };
  const codesOf = (change: Parameters<typeof request>[0]) => whyNotBookable(request(change)).map(({ code }) => code);
  const at = (civil: string) => instantOf(civil);
  const held = (referralId: string, expiresAt = at('2025-03-09 20:00:00')): SlotState => ({ status: 'held', referralId, expiresAt });

  test('a free slot of an open session', () => {
    const open = request();
    expect(bookable(open)).toEqual({ ok: true, value: open.slot });
    expect(bookable(request({ state: { status: 'used', referralId: 'f2' } }))).toEqual({
      ok: false,
      refusals: [{ code: 'quota.slot_taken', facts: { status: 'used' } }],
    });
  });

  test.each<[string, Parameters<typeof request>[0], string[]]>([
    ['the minute before it opens', { now: at('2025-02-25 23:59:59') }, ['quota.not_yet_open']],
    ['the minute it opens', { now: at('2025-02-26 00:00:00') }, []],
    ['urgent, before it opens', { now: at('2025-02-25 23:59:59'), priority: 'urgent' }, ['quota.not_yet_open']],
    ['routine, three days before', { now: at('2025-03-07 23:59:59') }, []],
    ['routine, two days before', { now: at('2025-03-08 00:00:00') }, ['quota.urgent_only']],
    ['urgent, two days before', { now: at('2025-03-08 00:00:00'), priority: 'urgent' }, []],
    ['emergency, two days before', { now: at('2025-03-08 00:00:00'), priority: 'emergency' }, []],
    ['routine, where no window is kept', { now: at('2025-03-08 00:00:00'), urgentWindowDays: 0 }, []],
    ['routine, in an urgent clinic', { session: { ...session, urgentOnly: true } }, ['quota.urgent_only']],
    ['urgent, in an urgent clinic', { session: { ...session, urgentOnly: true }, priority: 'urgent' }, []],
    ['the second before it is released', { now: at('2025-03-09 07:59:59'), priority: 'urgent' }, []],
    ['the second it is released', { now: at('2025-03-09 08:00:00'), priority: 'urgent' }, ['quota.released']],
    ['given back early', { state: { status: 'released' } }, ['quota.released']],
    ['held by another', { state: held('f2') }, ['quota.slot_taken']],
    ['held by another, time up', { state: held('f2', at('2025-03-03 10:00:00')) }, []],
    ['booked by another', { state: { status: 'booked', referralId: 'f2' } }, ['quota.slot_taken']],
    ['booked by this one already', { state: { status: 'booked', referralId: 'f1' } }, ['quota.slot_taken']],
    ['held by this one', { state: held('f1') }, []],
    ['held by this one, routine, inside the window', { state: held('f1'), now: at('2025-03-09 07:00:00') }, []],
    ['held by this one, after the release', { state: held('f1'), now: at('2025-03-09 09:00:00') }, []],
    ['held by this one, time up after the release', { state: held('f1'), now: at('2025-03-09 20:00:00') }, ['quota.released', 'quota.urgent_only']],
    ['nobody in particular asks for a held one', { state: held('f1'), referralId: null }, ['quota.slot_taken']],
    ['as it starts', { now: startsAt, priority: 'urgent' }, ['quota.passed', 'quota.released']],
    ['taken and passed', { now: startsAt, state: { status: 'no_show', referralId: 'f2' } }, ['quota.passed', 'quota.urgent_only', 'quota.slot_taken']],
    ['taken and not open', { now: at('2025-02-20 08:00:00'), state: held('f2') }, ['quota.not_yet_open', 'quota.slot_taken']],
  ])('%s', (_, change, codes) => {
    expect(codesOf(change)).toEqual(codes);
  });
});

describe('compliance of a month', () => {
  const slots = (change: Partial<Record<SlotStatus, number>>): Record<SlotStatus, number> => ({
    free: 0,
    held: 0,
    booked: 0,
    used: 0,
    released: 0,
    no_show: 0,
    withdrawn: 0,
    ...change,
  });

  test('adds sessions up and compares with the target exactly', () => {
    const compliance = complianceOf(
      [
        { capacity: 10, slots: slots({ used: 2, released: 1, no_show: 1, withdrawn: 3 }), borrowed: 1 },
        { capacity: 9, slots: slots({ free: 1, held: 1, booked: 1 }), borrowed: 1 },
      ],
      third,
    );
    expect(compliance).toMatchObject({ capacity: 19, offered: 7, held: 1, booked: 1, used: 2, released: 1, noShow: 1, withdrawn: 3, borrowed: 2, met: true, short: 0 });
    expect(compliance.share?.toFixed(4)).toBe('0.3684');
    expect(compliance.useRate?.toFixed(4)).toBe('0.2857');
    expect(compliance.noShowRate?.toFixed(4)).toBe('0.1429');
    expect(compliance.releaseRate?.toFixed(4)).toBe('0.1429');
  });

  test('exactly a third is a third, and one place less is not', () => {
    expect(complianceOf([{ capacity: 9, slots: slots({ used: 3 }), borrowed: 0 }], third)).toMatchObject({ met: true, short: 0 });
    expect(complianceOf([{ capacity: 9, slots: slots({ used: 2 }), borrowed: 0 }], third)).toMatchObject({ met: false, short: 1 });
  });

  test('a month without sessions has no share and misses nothing', () => {
    expect(complianceOf([], third)).toMatchObject({ share: null, useRate: null, met: true });
  });
});

test('the rules are the policy’s parameters without their citations', () => {
  const cited = <Value>(value: Value) => ({ value, clause: '第五条', confidence: 'official' as const });
  expect(
    quotaRulesOf({
      slotShare: cited(third),
      bedShare: cited(quarter),
      leadDays: cited(5),
      urgentWindowDays: cited(2),
      releaseHoursBefore: cited(24),
      holdMinutes: cited(30),
      dealing: cited(false),
      borrowHoursBefore: cited(72),
      promiseDays: { emergency: cited(0), urgent: cited(3), routine: cited(14) },
      offerHours: cited(12),
    }),
  ).toEqual(rules);
});

describe('calling a session off', () => {
  const startsAt = instantOf('2025-03-03 08:00:00');
  const clinic = { id: 'S1', kind: 'clinic', day: '2025-03-03', startsAt, institutionCode: 'H1', resourceName: '顾怀民' } as const;
  const ward = { ...clinic, id: 'W1', kind: 'ward', resourceName: '一病区' } as const;
  const facts = { session: clinic, cancelled: false, referralNumbers: [], arrivedNumbers: [], displacement: 'refuse', other: null, now: startsAt - 1 } as const;
  const codesOf = (change: Partial<CancellationFacts>) => {
    const outcome = cancelSession({ ...facts, ...change });
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };

  test('is possible while nobody counts on it, until it begins', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ now: startsAt })).toEqual(['quota.session_begun']);
  });

  test('gives every reason in order, and names the referrals', () => {
    expect(cancelSession({ ...facts, cancelled: true, referralNumbers: ['Z1', 'Z2'], arrivedNumbers: ['Z3'], now: startsAt })).toEqual({
      ok: false,
      refusals: [
        { code: 'quota.session_cancelled', facts: {} },
        { code: 'quota.session_begun', facts: { startsAt } },
        { code: 'quota.session_has_arrived', facts: { numbers: ['Z3'] } },
        { code: 'quota.session_has_referrals', facts: { numbers: ['Z1', 'Z2'] } },
      ],
    });
  });

  test.each([
    ['put back on the list', { displacement: 'requeue' }, []],
    ['moved to another clinic of the hospital, on any day', { displacement: 'rebook', other: { ...clinic, id: 'S2', day: '2025-03-10' } }, []],
    ['moved to the very session that is called off', { displacement: 'rebook', other: clinic }, ['quota.rebook_elsewhere']],
    ['moved to another hospital', { displacement: 'rebook', other: { ...clinic, id: 'S2', institutionCode: 'H2' } }, ['quota.rebook_elsewhere']],
    ['moved from a clinic to an examination', { displacement: 'rebook', other: { ...clinic, id: 'S2', kind: 'exam' } }, ['quota.rebook_elsewhere']],
    ['moved to another ward of the same day', { session: ward, displacement: 'rebook', other: { ...ward, id: 'W2' } }, []],
    ['moved to a bed of another day, which would break the stay', { session: ward, displacement: 'rebook', other: { ...ward, id: 'W2', day: '2025-03-04' } }, ['quota.rebook_elsewhere']],
  ] as const)('whoever counts on it may be %s', (_, change, codes) => {
    expect(codesOf({ referralNumbers: ['Z1'], ...change })).toEqual(codes);
  });

  test('who is moved by the hospital may have what is not begun, not released and not kept for the urgent', () => {
    const other = { startsAt, releaseAt: startsAt - 10, urgentOnly: false };
    expect(takesOver(other, 'routine', startsAt - 11)).toBe(true);
    expect(takesOver(other, 'routine', startsAt - 10)).toBe(false);
    expect(takesOver({ ...other, urgentOnly: true }, 'routine', startsAt - 11)).toBe(false);
    expect(takesOver({ ...other, urgentOnly: true }, 'urgent', startsAt - 11)).toBe(true);
  });
});
