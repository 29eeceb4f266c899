import { describe, expect, test } from 'vitest';
import { Durations } from '@/server/domain/referral-report/spread';
import type { Posting } from '@/server/domain/posting/posting';
import { at, factOf, flowOf, quarterOf } from './report-facts';

const postingOf = (change: Partial<Posting>): Posting => ({
  ...{ id: 'p', regionCode: '210100', kind: 'clinic', fromInstitutionCode: 'H1', toInstitutionCode: 'T1', personName: '顾文博', title: '主任医师', subject: null },
  ...{ fromDay: '2025-03-05', toDay: '2025-03-05', times: 1, people: 0, note: null, recordedAt: 0, recordedByName: '', withdrawnAt: null, withdrawnReason: null, version: 1 },
  ...change,
});

describe('median and ninth decile by nearest rank', () => {
  test.each([
    [[], null],
    [[7], { count: 1, median: 7, p90: 7 }],
    [[3, 1, 2], { count: 3, median: 2, p90: 3 }],
    [[4, 1, 3, 2], { count: 4, median: 2, p90: 4 }],
    [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1], { count: 10, median: 5, p90: 9 }],
  ])('%j → %j', (values, expected) => {
    const durations = new Durations();
    for (const value of values) durations.add(value);
    expect(durations.spread()).toEqual(expected);
  });
});

describe('referrals of a span', () => {
  const facts = [
    factOf({ answeredAt: at('03 10:00'), status: 'accepted' }),
    factOf({ answeredAt: at('03 12:00'), status: 'declined', declineCode: 'no_capacity' }),
    factOf({ answeredAt: at('05 09:00'), status: 'declined', declineCode: null, fromInstitutionCode: 'T2' }),
    factOf({ status: 'waiting', answeredAt: at('03 09:30'), queuedAt: at('03 09:30'), promisedDay: '2025-03-17', placedAt: at('10 23:59') }),
    factOf({ direction: 'down', fromInstitutionCode: 'H1', toInstitutionCode: 'T1', status: 'arrived', answeredAt: at('03 09:10'), arrivedAt: at('06 09:00') }),
    factOf({ kind: 'e_consult', consultType: 'clinical', completedAt: at('03 09:45'), answeredAt: at('03 09:45'), status: 'completed' }),
  ];

  test('have their shares and durations', () => {
    expect(flowOf(facts).total()).toMatchObject({
      counts: { sent: 5, up: 4, down: 1, consult_asked: 1 },
      answeredInTime: '0.800000',
      answerMinutes: { count: 5, median: 60, p90: 2880 },
      promisesKept: '1.000000',
      waitDays: { count: 1, median: 7, p90: 7 },
      closure: '1.000000',
      followedUpInTime: '1.000000',
      consultsInTime: '1.000000',
      consultMinutes: { count: 1, median: 45 },
    });
  });

  test('of none have none', () => {
    expect(flowOf([]).total()).toMatchObject({ answeredInTime: null, answerMinutes: null, promisesKept: null, waitDays: null, closure: null, followedUpInTime: null });
  });

  test('go between institutions, the busiest first', () => {
    expect(flowOf(facts).pairs().map(({ fromInstitutionCode, toInstitutionCode, up, down }) => [fromInstitutionCode, toInstitutionCode, up, down])).toEqual([
      ['T1', 'H1', 3, 0],
      ['H1', 'T1', 0, 1],
      ['T2', 'H1', 1, 0],
    ]);
  });

  test('were declined for reasons, those without one last', () => {
    expect(flowOf(facts).declines()).toEqual([
      { code: 'no_capacity', count: 1 },
      { code: null, count: 1 },
    ]);
  });

  test('in groups add up to the whole', () => {
    const groups = flowOf(facts, { keyOf: ({ fromInstitutionCode }) => fromInstitutionCode }).groups();
    expect(groups.map(({ key }) => key)).toEqual(['H1', 'T1', 'T2']);
    expect(groups.reduce((sum, { summary }) => sum + summary.counts.sent, 0)).toBe(5);
  });

  test('lie in months, empty ones too', () => {
    expect(flowOf(facts, { months: ['2025-02', '2025-03'] }).months()).toEqual([
      { month: '2025-02', up: 0, down: 0, lateral: 0, consults: 0 },
      { month: '2025-03', up: 4, down: 1, lateral: 0, consults: 1 },
    ]);
  });
});

describe('the quarter’s report', () => {
  const both = factOf({ residentId: 'somebody', arrivedAt: at('05 08:00'), returnedAt: at('12 08:00') });
  const again = factOf({ residentId: 'somebody', arrivedAt: at('20 08:00') });
  const read = factOf({ kind: 'e_consult', consultType: 'ecg', completedAt: at('05 08:00') });
  const postings = [postingOf({ times: 2, people: 40 }), postingOf({ kind: 'surgery', people: 2 }), postingOf({ kind: 'trainee', fromInstitutionCode: 'T1', toInstitutionCode: 'H1' }), postingOf({ people: 999, withdrawnAt: 1 })];

  test('counts a person once and each way', () => {
    expect(quarterOf([both, again, read], postings).report()).toMatchObject({
      upAndDown: { times: 3, people: 1 },
      down: { times: 1, people: 1 },
      referrals: { moved_up: { times: 2, people: 1 }, came_back: { times: 1, people: 1 }, consult_any: { times: 1, people: 1 }, consult_ecg: { times: 1 } },
      postings: { clinic: { times: 2, people: 40 }, surgery: { times: 1, people: 2 }, trainee: { times: 1, people: 0 } },
      sentDown: { times: 3, people: 42 },
    });
  });

  test('gives each institution its part on either side', () => {
    expect(quarterOf([both, read], postings).parts()).toEqual([
      { institutionCode: 'H1', upOut: 0, upIn: 1, downOut: 0, downIn: 0, backOut: 1, backIn: 0, consultsAsked: 0, consultsAnswered: 1, posted: 3, received: 0 },
      { institutionCode: 'T1', upOut: 1, upIn: 0, downOut: 0, downIn: 0, backOut: 0, backIn: 1, consultsAsked: 1, consultsAnswered: 0, posted: 0, received: 3 },
    ]);
  });
});
