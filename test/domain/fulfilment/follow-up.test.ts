import { describe, expect, test } from 'vitest';
import { type FollowUpFacts, followUpStateOn, planFollowUps } from '@/server/domain/fulfilment/follow-up';
import { packagesNamed, plannedContract } from './packages';

const given = (itemCode: string, ...days: string[]) => days.map((day) => ({ itemCode, day }));
const plan = (facts: Partial<FollowUpFacts>, planCode = 'hypertension') =>
  planFollowUps({ contracts: [], birthDay: '1950-01-01', given: [], ...facts })
    .filter((each) => each.planCode === planCode)
    .map(({ contractId, opensOn, dueFrom, dueOn, closesOn, doneOn }) => [contractId, opensOn, dueFrom, dueOn, closesOn, doneOn]);

describe('hypertension, four times a year', () => {
  test('from the first of March: quarters of the contract, on the worklist a month before they end, good a month after', () => {
    expect(plan({ contracts: [plannedContract({ startDay: '2025-03-01' })] })).toEqual([
      ['C1', '2025-03-01', '2025-05-02', '2025-05-31', '2025-06-30', null],
      ['C1', '2025-06-01', '2025-08-02', '2025-08-31', '2025-09-30', null],
      ['C1', '2025-09-01', '2025-11-01', '2025-11-30', '2025-12-30', null],
      // Nothing can be given after the contract.
      ['C1', '2025-12-01', '2026-01-30', '2026-02-28', '2026-02-28', null],
    ]);
  });

  test.each([
    ['the 29th of February', '2024-02-29', 1, ['2024-02-29', '2024-05-29', '2024-08-29', '2024-11-29'], '2025-02-27'],
    ['the 31st of a month', '2025-08-31', 1, ['2025-08-31', '2025-11-30', '2026-02-28', '2026-05-31'], '2026-08-30'],
    ['two years across a leap day', '2023-02-28', 2, ['2023-02-28', '2023-05-28', '2023-08-28', '2023-11-28', '2024-02-28', '2024-05-28', '2024-08-28', '2024-11-28'], '2025-02-27'],
  ] as const)('from %s: no day belongs to two quarters or to none', (_, startDay, termYears, opens, end) => {
    const rows = plan({ contracts: [plannedContract({ startDay, termYears })] });
    expect(rows.map(([, opensOn]) => opensOn)).toEqual(opens);
    expect(rows.at(-1)?.[3]).toBe(end);
  });

  test('a service makes good the oldest occasion that is open, one that follows too soon makes none', () => {
    const contracts = [plannedContract({ startDay: '2025-03-01' })];
    const days = (...on: string[]) => plan({ contracts, given: given('bp_follow_up', ...on) }).map((row) => row[5]);
    expect(days('2025-03-01')).toEqual(['2025-03-01', null, null, null]);
    // Late, but within the grace of the first quarter.
    expect(days('2025-06-30')).toEqual(['2025-06-30', null, null, null]);
    expect(days('2025-07-01')).toEqual([null, '2025-07-01', null, null]);
    expect(days('2025-05-31', '2025-06-01')).toEqual(['2025-05-31', null, null, null]);
    expect(days('2025-05-31', '2025-06-28')).toEqual(['2025-05-31', '2025-06-28', null, null]);
    expect(days('2025-05-31', '2025-06-27')).toEqual(['2025-05-31', null, null, null]);
    expect(days('2025-02-28')).toEqual([null, null, null, null]);
  });

  test('what lies behind an early end is not owed, what was made good stays', () => {
    const contracts = [plannedContract({ startDay: '2025-03-01', endDay: '2025-07-15' })];
    expect(plan({ contracts }).map(([, opensOn]) => opensOn)).toEqual(['2025-03-01']);
    expect(plan({ contracts, given: given('bp_follow_up', '2025-05-01', '2025-06-20') }).map(([, opensOn, , , , doneOn]) => [opensOn, doneOn])).toEqual([['2025-03-01', '2025-05-01'], ['2025-06-01', '2025-06-20']]);
    expect(plan({ contracts: [plannedContract({ startDay: '2025-03-01', endDay: '2025-02-28' })] })).toEqual([]);
  });

  test('renewed with the same team the rhythm carries on: what is late can be made good under the next contract, once', () => {
    const first = plannedContract({ id: 'C1', startDay: '2025-03-01' });
    const next = plannedContract({ id: 'C2', startDay: '2026-03-01' });
    expect(plan({ contracts: [next, first] })[3]).toEqual(['C1', '2025-12-01', '2026-01-30', '2026-02-28', '2026-03-30', null]);
    const late = plan({ contracts: [first, next], given: given('bp_follow_up', '2026-03-10') });
    expect(late.filter((row) => row[5] !== null)).toEqual([['C1', '2025-12-01', '2026-01-30', '2026-02-28', '2026-03-30', '2026-03-10']]);
    // Another team does not work off what this one left.
    expect(plan({ contracts: [first, { ...next, teamId: 'T2' }] })[3]?.[4]).toBe('2026-02-28');
    // Nor does a contract that begins a day later.
    expect(plan({ contracts: [first, plannedContract({ id: 'C2', startDay: '2026-03-02' })] })[3]?.[4]).toBe('2026-02-28');
  });
});

describe('other rhythms', () => {
  test.each([
    ['tuberculosis', 'tuberculosis', 12],
    ['severe_mental', 'severe_mental', 4],
    ['diabetes', 'diabetes', 4],
    ['elderly', 'elderly_check', 1],
    ['basic', 'hypertension', 0],
  ])('%s: %s comes %i times a year', (packageCode, planCode, times) => {
    const contract = plannedContract({ startDay: '2025-01-31', packages: packagesNamed(packageCode) });
    expect(plan({ contracts: [contract] }, planCode)).toHaveLength(times);
  });

  test('a child’s checks fall due by age, from the day it is reached', () => {
    const contracts = [plannedContract({ startDay: '2025-01-01', packages: packagesNamed('child') })];
    expect(plan({ contracts, birthDay: '2024-12-31' }, 'child')).toEqual([
      ['C1', '2025-01-31', '2025-01-31', '2025-03-01', '2025-03-30', null],
      ['C1', '2025-03-31', '2025-03-31', '2025-04-29', '2025-06-28', null],
      ['C1', '2025-06-30', '2025-06-30', '2025-07-29', '2025-08-30', null],
      ['C1', '2025-08-31', '2025-08-31', '2025-09-29', '2025-11-28', null],
    ]);
    // Twelve months are reached on the contract's last day; the check is owed only where the contract goes on.
    const renewed = [...contracts, plannedContract({ id: 'C2', startDay: '2026-01-01', packages: packagesNamed('child') })];
    expect(plan({ contracts: renewed, birthDay: '2024-12-31' }, 'child')[4]).toEqual(['C1', '2025-12-31', '2025-12-31', '2026-01-29', '2026-03-30', null]);
  });

  test('at seven years there is nothing left to check', () => {
    expect(plan({ contracts: [plannedContract({ startDay: '2025-01-01', packages: packagesNamed('child') })], birthDay: '2018-01-01' }, 'child')).toEqual([]);
  });
});

describe('where an occasion stands', () => {
  const occasion = { dueFrom: '2025-05-02', dueOn: '2025-05-31', closesOn: '2025-06-30', doneOn: null };
  test.each([
    ['2025-05-01', 'upcoming'],
    ['2025-05-02', 'due'],
    ['2025-05-31', 'due'],
    ['2025-06-01', 'overdue'],
    ['2025-06-30', 'overdue'],
    ['2025-07-01', 'missed'],
  ])('on %s it is %s', (day, state) => expect(followUpStateOn(occasion, day)).toBe(state));
  test('done is done', () => expect(followUpStateOn({ ...occasion, doneOn: '2025-06-15' }, '2025-07-01')).toBe('done'));
});
