import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';
import { isPromiseBroken, offerUntil, promisedDayOf, turnAfterLapse, waitingStandingOf, waitsFor, whyNotQueued } from '@/server/domain/waiting/turn';

const at = (civil: string) => instantOf(`2025-03-${civil}:00`);
const rules = { promiseDays: { emergency: 0, urgent: 3, routine: 14 }, offerHours: 12 };

test.each([
  ['outpatient', 'clinic'],
  ['exam', 'exam'],
  ['inpatient', 'ward'],
  ['rehabilitation', 'ward'],
  ['e_consult', null],
] as const)('%s waits for %s', (kind, capacity) => expect(waitsFor(kind)).toBe(capacity));

test.each([
  ['T1', 'T1', 'own_team'],
  ['T1', 'T2', 'signed'],
  ['T1', null, 'signed'],
  [null, 'T1', 'unsigned'],
] as const)('signed with %s and referred by %s: %s', (contract, from, standing) => expect(waitingStandingOf(contract, from)).toBe(standing));

test('a routine place is promised in a fortnight, an urgent one in three days', () => {
  expect(promisedDayOf('routine', '2025-02-20', rules)).toBe('2025-03-06');
  expect(promisedDayOf('urgent', '2025-02-27', rules)).toBe('2025-03-02');
});

test('an emergency does not wait; a stay has one to thirty nights', () => {
  expect(whyNotQueued({ kind: 'outpatient', priority: 'emergency' }, 0).map(({ code }) => code)).toEqual(['waiting.emergency_directly']);
  expect(whyNotQueued({ kind: 'outpatient', priority: 'urgent' }, 0)).toEqual([]);
  for (const nights of [0, 31]) expect(whyNotQueued({ kind: 'inpatient', priority: 'routine' }, nights)).toEqual([{ code: 'waiting.nights_out_of_range', facts: { nights, limit: 30 } }]);
  expect(whyNotQueued({ kind: 'inpatient', priority: 'emergency' }, 0).map(({ code }) => code)).toEqual(['waiting.emergency_directly', 'waiting.nights_out_of_range']);
});

describe('how long a place is kept', () => {
  test.each([
    ['a week before: twelve hours', '10 09:00', '17 09:00', '10 21:00'],
    ['a day before: twelve hours', '10 09:00', '11 09:00', '10 21:00'],
    ['eight hours before: half of them', '10 09:00', '10 17:00', '10 13:00'],
    ['an odd half is cut to whole minutes', '10 09:00', '10 09:25', '10 09:12'],
  ])('%s', (_, now, startsAt, until) => expect(offerUntil(at(now), at(startsAt), rules)).toBe(at(until)));
});

test('two offers may run out; with the third the turn begins anew', () => {
  let turn = { lapses: 0, turnSince: at('01 09:00') };
  turn = turnAfterLapse(turn, at('02 09:00'));
  turn = turnAfterLapse(turn, at('03 09:00'));
  expect(turn).toEqual({ lapses: 2, turnSince: at('01 09:00') });
  expect(turnAfterLapse(turn, at('04 09:00'))).toEqual({ lapses: 0, turnSince: at('04 09:00') });
});

describe('a promise', () => {
  test.each([
    ['is open on its last day', null, '2025-03-24', false],
    ['is broken the day after', null, '2025-03-25', true],
    ['is kept by an offer in time, however long ago', at('24 23:00') , '2025-04-30', false],
    ['is not mended by a late one', at('25 00:00') + hourMs, '2025-03-25', true],
  ])('%s', (_, firstOfferAt, today, broken) => expect(isPromiseBroken({ promisedDay: '2025-03-24', firstOfferAt }, today)).toBe(broken));
});
