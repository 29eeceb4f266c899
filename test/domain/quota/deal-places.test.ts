import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { borrowAt, dealPlaces } from '@/server/domain/quota/deal-places';
import type { Slot } from '@/server/domain/quota/slot';

const places = (count: number): Slot[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `s${at + 1}`,
    regionCode: '210100',
    sessionId: 'k1',
    number: at + 1,
    kind: 'clinic',
    part: 'visit',
    dealtTo: null,
    institutionCode: 'H1',
    departmentCode: 'cardiology',
    startsAt: 0,
    state: { status: 'free' },
  }));
const house = (institutionCode: string, signed: number, dealtBefore = 0) => ({ institutionCode, signed, dealtBefore });
const sharesOf = (slots: readonly Slot[]) => {
  const shares: Record<string, number> = {};
  for (const { dealtTo } of slots) shares[dealtTo ?? '-'] = (shares[dealtTo ?? '-'] ?? 0) + 1;
  return shares;
};

describe('dealing reserved places by signed residents', () => {
  test.each<[string, number, ReturnType<typeof house>[], Record<string, number>]>([
    ['half and half', 4, [house('A', 1000), house('B', 1000)], { A: 2, B: 2 }],
    ['the odd one by largest remainder', 4, [house('A', 5000), house('B', 3000), house('C', 2000)], { A: 2, B: 1, C: 1 }],
    ['equal remainders by code', 1, [house('B', 1000), house('A', 1000)], { A: 1 }],
    ['whoever has signed nobody gets none', 3, [house('A', 10), house('B', 0)], { A: 3 }],
    ['nobody signed anywhere: anybody’s', 3, [house('A', 0)], { '-': 3 }],
    ['a hospital without an alliance deals to nobody', 2, [], { '-': 2 }],
    ['who had more than due before gets less now', 1, [house('A', 9000, 1), house('B', 1000, 0)], { A: 1 }],
    ['the small one’s turn comes', 1, [house('A', 8000, 5), house('B', 2000, 0)], { B: 1 }],
    ['nothing to deal', 0, [house('A', 10)], {}],
  ])('%s', (_, count, houses, shares) => {
    expect(sharesOf(dealPlaces(places(count), houses))).toEqual(shares);
  });

  test('ten clinics of one place: nine for nine tenths of the residents, one for the tenth', () => {
    const dealt = new Map([['A', 0], ['B', 0]]);
    for (let clinic = 0; clinic < 10; clinic += 1) {
      const [place] = dealPlaces(places(1), [house('A', 9000, dealt.get('A')), house('B', 1000, dealt.get('B'))]);
      const owner = place?.dealtTo ?? '';
      dealt.set(owner, (dealt.get(owner) ?? 0) + 1);
    }
    expect(Object.fromEntries(dealt)).toEqual({ A: 9, B: 1 });
  });

  test('borrowing begins so many hours before the session', () => {
    expect(borrowAt(instantOf('2025-03-17 08:00:00'), { borrowHoursBefore: 72 })).toBe(instantOf('2025-03-14 08:00:00'));
  });
});
