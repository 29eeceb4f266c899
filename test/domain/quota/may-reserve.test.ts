import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import { admissionDays, type CountedSession, placesFor, type PlaceQuestion } from '@/server/domain/quota/free-places';
import { type Party, standingOf } from '@/server/domain/quota/may-reserve';

const party = (code: string, allianceId: string | null, houseCode = code): Party => ({ code, name: `${code}医院`, allianceId, houseCode });
const township = party('T', 'east');

describe('who may take reserved places', () => {
  test.each([
    ['of the same alliance', township, party('H', 'east'), false, 'own_alliance'],
    ['a hospital of no alliance', township, party('H', null), false, 'no_alliance'],
    ['a hospital of another alliance', township, party('H', 'west'), false, 'outside'],
    ['of another alliance, sharing the department', township, party('H', 'west'), true, 'specialty'],
    ['of no alliance, to an alliance’s hospital', party('T', null), party('H', 'west'), false, 'outside'],
    ['neither of any', party('T', null), party('H', null), false, 'no_alliance'],
  ] as const)('%s', (_, asker, hospital, shares, kind) => {
    expect(standingOf(asker, hospital, shares)).toEqual({ kind, houseCode: 'T', hospitalName: 'H医院' });
  });

  test('a village clinic draws with its township hospital', () => {
    expect(standingOf(party('V', 'east', 'T'), party('H', 'east'), false).houseCode).toBe('T');
  });
});

const startsAt = instantOf('2025-03-17 08:00:00');
const session: CountedSession = {
  ...{ id: 'k1', regionCode: '210100', kind: 'clinic', resourceId: null, scheduleId: null, institutionCode: 'H' },
  ...{ departmentCode: 'cardiology', departmentName: '心血管内科', resourceName: '顾主任', day: '2025-03-17' },
  ...{ startsAt, endsAt: startsAt + 1, capacity: 12, reserved: 4, urgentOnly: false, opensOn: '2025-03-05' },
  ...{ releaseAt: instantOf('2025-03-16 08:00:00'), borrowAt: instantOf('2025-03-12 08:00:00') },
  ...{ own: 1, common: 1, others: 2 },
};
const question = (change: Partial<PlaceQuestion> = {}): PlaceQuestion => ({
  standing: standingOf(township, party('H', 'east'), false),
  priority: 'routine',
  urgentWindowDays: 3,
  now: instantOf('2025-03-10 09:00:00'),
  ...change,
});

describe('places that were dealt', () => {
  test.each<[string, Partial<CountedSession>, Partial<PlaceQuestion>, { free: number; borrowed: number; codes: string[] }]>([
    ['its own and nobody’s before borrowing begins', {}, {}, { free: 2, borrowed: 0, codes: [] }],
    ['everybody’s from then on, the borrowed ones counted', {}, { now: instantOf('2025-03-12 08:00:00') }, { free: 4, borrowed: 2, codes: [] }],
    ['only others’ are left', { own: 0, common: 0 }, {}, { free: 0, borrowed: 0, codes: ['quota.dealt_elsewhere'] }],
    ['an onlooker sees what anybody might hold', {}, { standing: null }, { free: 4, borrowed: 2, codes: [] }],
    ['not of the alliance', {}, { standing: standingOf(party('X', 'west'), party('H', 'east'), false) }, { free: 0, borrowed: 0, codes: ['quota.outside_alliance'] }],
    [
      'not of the alliance and not open yet: all reasons',
      { opensOn: '2025-03-11' },
      { standing: standingOf(party('X', 'west'), party('H', 'east'), false) },
      { free: 0, borrowed: 0, codes: ['quota.outside_alliance', 'quota.not_yet_open'] },
    ],
  ])('%s', (_, change, asked, { codes, ...counts }) => {
    const { reasons, ...answered } = placesFor({ ...session, ...change }, question(asked));
    expect({ ...answered, codes: reasons.map(({ code }) => code) }).toEqual({ ...counts, codes });
  });

  test('one’s own hold outlives a membership that ended', () => {
    const standing = standingOf(party('X', 'west'), party('H', 'east'), false);
    const state = { status: 'held', referralId: 'f1', expiresAt: startsAt } as const;
    const request = { slot: { startsAt, dealtTo: 'T', state }, session, standing, priority: 'routine', urgentWindowDays: 3, now: question().now } as const;
    expect(whyNotBookable({ ...request, referralId: 'f1' })).toEqual([]);
    expect(whyNotBookable({ ...request, referralId: 'f2' }).map(({ code }) => code)).toEqual(['quota.outside_alliance', 'quota.dealt_elsewhere', 'quota.slot_taken']);
  });
});

describe('a stay of some nights', () => {
  const ward = (day: string, free: number, resourceName = '一病区') => ({ institutionCode: 'H', departmentCode: 'cardiology', resourceName, day, free, borrowed: 0 });
  const days = [ward('2025-03-17', 3), ward('2025-03-18', 1), ward('2025-03-19', 2), ward('2025-03-20', 0), ward('2025-03-21', 4), ward('2025-03-18', 5, '二病区'), ward('2025-03-19', 5, '二病区')];

  test.each([
    [1, ['一病区 2025-03-17 3', '一病区 2025-03-18 1', '一病区 2025-03-19 2', '一病区 2025-03-21 4', '二病区 2025-03-18 5', '二病区 2025-03-19 5']],
    [2, ['一病区 2025-03-17 1', '一病区 2025-03-18 1', '二病区 2025-03-18 5']],
    [3, ['一病区 2025-03-17 1']],
    [4, []],
  ])('of %i nights begins where every day has a bed, as many as on its fullest day', (nights, found) => {
    expect(admissionDays(days, nights, '2025-03-21').map(({ resourceName, day, free }) => `${resourceName} ${day} ${free}`)).toEqual(found);
  });

  test('does not begin after the last day asked for', () => {
    expect(admissionDays(days, 1, '2025-03-17').map(({ day }) => day)).toEqual(['2025-03-17']);
  });
});
