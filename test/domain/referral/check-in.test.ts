import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { refusalsOfCheckIn, slipNumberOf } from '@/server/domain/referral/check-in';
import { type ReferralStatus, referralStatuses } from '@/server/domain/referral/codes';
import { noStamps, type Referral, referralFrom } from '@/server/domain/referral/referral';
import type { ReservedSlot } from '@/server/domain/referral/reserved-slot';
import { order } from './referral-facts';

const now = instantOf('2025-03-17 07:40:00');
const visit = (at: string): ReservedSlot => ({ id: 'S1', kind: 'clinic', startsAt: instantOf(at), state: { status: 'booked', referralId: 'R1' } });
const bed = (day: string): ReservedSlot => ({ id: `B${day}`, kind: 'ward', startsAt: instantOf(`${day} 10:00:00`), state: { status: 'booked', referralId: 'R1' } });
const inStatus = (status: ReferralStatus, change: Partial<Referral> = {}): Referral =>
  referralFrom({
    ...order(),
    ...noStamps,
    ...{ sentAt: 1, answerDueAt: 2, decidedAt: 3, queuedAt: 3, promisedDay: '2025-03-20', arrivedAt: now - 60_000, treatedAt: 4, completedAt: 5, opinion: '继续原方案', receivedAt: 6, followedUpAt: 7, closedAt: 8, declineReason: '无床' },
    ...change,
    status,
  });
const codes = (referral: Referral, places: readonly ReservedSlot[] = [visit('2025-03-17 08:00:00')], anyDay = false) => refusalsOfCheckIn({ referral, places, now, anyDay }).map(({ code }) => code);

describe('the number of a slip', () => {
  test.each([
    ['as it is printed', 'Z21010020250310000123', 'Z21010020250310000123'],
    ['with the scanner’s line end and blanks', ' z210100 20250310 000123\r\n', 'Z21010020250310000123'],
    ['typed with a Chinese keyboard', 'Ｚ２１０１００２０２５０３１００００１２３', 'Z21010020250310000123'],
    ['with hyphens', 'Z210100-20250310-000123', 'Z21010020250310000123'],
    ['a digit short', 'Z2101002025031000012', null],
    ['an identity number', '210102198005061234', null],
    ['nothing', '', null],
    ['a script', '<script>alert(1)</script>', null],
  ])('%s', (_, typed, number) => expect(slipNumberOf(typed)).toBe(number));
});

describe('who comes with a slip', () => {
  test('is let in on the day of the visit', () => expect(codes(inStatus('accepted'))).toEqual([]));
  test('is let in without a time that was fixed', () => expect(codes(inStatus('accepted'), [])).toEqual([]));
  test('is told another day, and let in when the clerk says so', () => {
    expect(refusalsOfCheckIn({ referral: inStatus('accepted'), places: [visit('2025-03-20 08:00:00')], now, anyDay: false })).toEqual([{ code: 'check_in.wrong_day', facts: { startsAt: instantOf('2025-03-20 08:00:00'), early: true } }]);
    expect(refusalsOfCheckIn({ referral: inStatus('accepted'), places: [visit('2025-03-16 08:00:00')], now, anyDay: false })).toMatchObject([{ facts: { early: false } }]);
    expect(codes(inStatus('accepted'), [visit('2025-03-20 08:00:00')], true)).toEqual([]);
  });
  test('may come on any day of the stay', () => {
    expect(codes(inStatus('accepted'), [bed('2025-03-16'), bed('2025-03-17'), bed('2025-03-18')])).toEqual([]);
    expect(codes(inStatus('accepted'), [bed('2025-03-18'), bed('2025-03-19')])).toEqual(['check_in.wrong_day']);
  });
  test('is not asked to come for an e-consult', () => expect(codes(inStatus('sent', { kind: 'e_consult', consultType: 'ecg' }))).toEqual(['check_in.consult']));
  test('hears where the referral stands, whatever the status', () => {
    const told = Object.fromEntries(referralStatuses.map((status) => [status, codes(inStatus(status))[0] ?? 'let in']));
    const early = 'check_in.not_accepted';
    const there = 'check_in.already';
    const over = 'check_in.over';
    expect(told).toEqual({
      ...{ draft: early, awaiting_consent: early, sent: early, info_wanted: early, waiting: early, accepted: 'let in' },
      ...{ arrived: there, in_treatment: there, completed: there, returned: there, received: there, followed_up: there, closed: there },
      ...{ declined: over, redirected: over, cancelled: over, expired: over, went_elsewhere: over, died: over },
    });
  });
});
