import { describe, expect, test } from 'vitest';
import type { ReferralFact } from '@/server/domain/referral-report/referral-fact';
import { type ReferralMeasure, isCounted as countsIn } from '@/server/domain/referral-report/measures';
import { at, factOf, march } from './report-facts';

const isCounted = (change: Partial<ReferralFact>, measure: ReferralMeasure, now = march.now) => countsIn(factOf(change), measure, { ...march, now });

describe('answers', () => {
  const answers = ['answered_in_time', 'answered_late', 'unanswered_overdue'] as const;
  test.each([
    ['within the day', { answeredAt: at('03 11:00'), status: 'accepted' }, 'answered_in_time'],
    ['at the very end of the time', { answeredAt: at('04 09:00'), status: 'declined' }, 'answered_in_time'],
    ['a minute too late', { answeredAt: at('04 09:01'), status: 'accepted' }, 'answered_late'],
    ['never', {}, 'unanswered_overdue'],
    ['never, until it ran out', { status: 'expired', decidedAt: at('17 09:00') }, 'unanswered_overdue'],
    ['never, and called off after the time was over', { status: 'cancelled', decidedAt: at('05 09:00') }, 'unanswered_overdue'],
    ['never, because it was called off in time', { status: 'cancelled', decidedAt: at('03 15:00') }, null],
    ['by a hospital that does not work here, which owes none', { external: true }, null],
  ] as const)('%s', (_name, change, expected) => {
    expect(answers.filter((measure) => isCounted(change, measure))).toEqual(expected === null ? [] : [expected]);
  });

  test('are not overdue before their time is over', () => {
    expect(isCounted({}, 'unanswered_overdue', at('04 09:00'))).toBe(false);
    expect(isCounted({}, 'unanswered_overdue', at('04 09:01'))).toBe(true);
  });

  test('to a question stand apart from those to a referral', () => {
    const question = { kind: 'e_consult', consultType: 'ecg', answeredAt: at('03 10:00'), completedAt: at('03 10:00'), status: 'completed' } as const;
    expect(isCounted(question, 'answered_in_time')).toBe(false);
    expect(isCounted(question, 'sent')).toBe(false);
    expect(isCounted(question, 'consult_in_time')).toBe(true);
    expect(isCounted({ kind: 'e_consult', consultType: 'ecg' }, 'consult_late')).toBe(true);
  });
});

describe('the promise of a place', () => {
  const waits = { status: 'waiting', queuedAt: at('03 10:00'), promisedDay: '2025-03-17' } as const;
  test.each([
    ['a place on the last day', { ...waits, placedAt: at('17 17:59') }, 'promise_kept'],
    ['a place a day later', { ...waits, placedAt: at('18 08:00') }, 'promise_broken'],
    ['nothing', waits, 'promise_broken'],
    ['nothing, because it was called off', { ...waits, status: 'cancelled' }, null],
    ['nothing was promised', {}, null],
  ] as const)('%s', (_name, change, expected) => {
    expect((['promise_kept', 'promise_broken'] as const).filter((measure) => isCounted(change, measure))).toEqual(expected === null ? [] : [expected]);
  });

  test('is not broken on the last day itself', () => {
    expect(isCounted(waits, 'promise_broken', at('17 23:00'))).toBe(false);
  });
});

describe('follow-up within two weeks of coming home', () => {
  const home = { status: 'returned', completedAt: at('10 10:00'), returnedAt: at('12 10:00') } as const;
  const measures = ['follow_up_in_time', 'follow_up_late', 'follow_up_pending'] as const;
  test.each([
    ['seen on the fourteenth day after the return', { ...home, followedUpAt: at('26 23:00') }, 'follow_up_in_time'],
    ['seen on the fifteenth', { ...home, followedUpAt: at('27 08:00') }, 'follow_up_late'],
    ['not seen', home, 'follow_up_late'],
    ['seen two weeks after the team had them back', { ...home, status: 'followed_up', receivedAt: at('14 10:00'), followedUpAt: at('28 10:00') }, 'follow_up_in_time'],
    ['home without a word of the hospital, seen in time after it was done', { status: 'followed_up', completedAt: at('10 10:00'), followedUpAt: at('24 10:00') }, 'follow_up_in_time'],
    ['sent down, and there in time', { direction: 'down', status: 'arrived', answeredAt: at('03 12:00'), arrivedAt: at('17 09:00') }, 'follow_up_in_time'],
    ['sent down, and never there', { direction: 'down', status: 'accepted', answeredAt: at('03 12:00') }, 'follow_up_late'],
    ['sent down, and refused', { direction: 'down', status: 'declined', answeredAt: at('03 12:00') }, null],
    ['from hospital to hospital', { ...home, direction: 'lateral' }, null],
    ['died before', { ...home, status: 'died' }, null],
    ['still in hospital', { status: 'in_treatment', arrivedAt: at('10 10:00') }, null],
  ] as const)('%s', (_name, change, expected) => {
    expect(measures.filter((measure) => isCounted(change, measure))).toEqual(expected === null ? [] : [expected]);
  });

  test('is pending while there is time', () => {
    expect(isCounted(home, 'follow_up_pending', at('26 12:00'))).toBe(true);
  });
});

describe('closing the loop', () => {
  test.each([
    ['done, and the team has the patient', { status: 'received', completedAt: at('10 10:00'), receivedAt: at('12 10:00') }, [1, 1]],
    ['done, and nobody at home knows', { status: 'completed', completedAt: at('10 10:00') }, [1, 0]],
    ['not done yet', { status: 'arrived', arrivedAt: at('10 10:00') }, [0, 0]],
    ['sent down and there', { direction: 'down', status: 'arrived', arrivedAt: at('10 10:00') }, [1, 1]],
  ] as const)('%s', (_name, change, expected) => {
    expect([isCounted(change, 'closure_due') ? 1 : 0, isCounted(change, 'closure_done') ? 1 : 0]).toEqual(expected);
  });
});

describe('what happened in a quarter counts on its own day', () => {
  test.each([
    ['up, and came in March', { arrivedAt: at('05 08:00') }, ['moved_up']],
    ['sent in February, came in March', { sentAt: at('01 00:00') - 1, arrivedAt: at('01 00:00') }, ['moved_up']],
    ['sent in March, came in April', { arrivedAt: march.until }, []],
    ['came and went back in March', { arrivedAt: at('05 08:00'), completedAt: at('09 08:00'), returnedAt: at('09 09:00') }, ['moved_up', 'came_back']],
    ['sent down', { direction: 'down', arrivedAt: at('05 08:00'), returnedAt: at('06 08:00') }, ['sent_down']],
    ['sideways, and back', { direction: 'lateral', arrivedAt: at('05 08:00'), returnedAt: at('06 08:00') }, ['came_back', 'moved_lateral']],
    ['an electrocardiogram that was read', { kind: 'e_consult', consultType: 'ecg', completedAt: at('05 08:00') }, ['consult_any', 'consult_ecg']],
    ['a question nobody answered', { kind: 'e_consult', consultType: 'imaging' }, []],
  ] as const)('%s', (_name, change, expected) => {
    const all = ['moved_up', 'sent_down', 'came_back', 'moved_lateral', 'consult_any', 'consult_imaging', 'consult_ecg'] as const;
    expect(all.filter((measure) => isCounted(change, measure))).toEqual(expected);
  });
});
