import { describe, expect, test } from 'vitest';
import { checkPosting, checkWithdrawal } from '@/server/domain/posting/check-posting';
import { type PostingEntry, quarterOf } from '@/server/domain/posting/posting';
import type { InstitutionLevel } from '@/server/domain/registry/codes';

const entry: PostingEntry = {
  ...{ kind: 'clinic', fromInstitutionCode: 'H1', toInstitutionCode: 'T1', personName: ' 顾文博 ', title: '主任医师', subject: ' ', note: null },
  ...{ fromDay: '2025-03-03', toDay: '2025-03-07', times: 5, people: 60 },
};
const judge = (change: Partial<PostingEntry>, levels: readonly [InstitutionLevel, InstitutionLevel] = ['level3', 'township']) =>
  checkPosting({ entry: { ...entry, ...change }, fromLevel: levels[0], toLevel: levels[1], today: '2025-03-10' });
const codes = (outcome: ReturnType<typeof judge>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

test('a week of clinics at the township, with blanks cut off', () => {
  expect(judge({})).toEqual({ ok: true, value: { ...entry, personName: '顾文博', subject: null } });
});

describe('what is wrong is told all at once', () => {
  test.each([
    ['the same institution twice', { toInstitutionCode: 'H1' }, ['posting.same_institution']],
    ['nobody', { personName: '  ', title: '' }, ['posting.field_missing', 'posting.field_missing']],
    ['a technique without a name', { kind: 'new_technique', times: 1 }, ['posting.field_missing']],
    ['a novel for a note', { note: '好'.repeat(201) }, ['posting.field_too_long']],
    ['the end before the beginning', { toDay: '2025-03-02', times: 1 }, ['posting.days_out_of_order']],
    ['next week', { toDay: '2025-03-14' }, ['posting.in_future']],
    ['over the end of a quarter', { fromDay: '2024-12-30', toDay: '2025-01-03' }, ['posting.across_quarters']],
    ['three times a day', { toDay: '2025-03-03', times: 3 }, ['posting.times_out_of_range']],
    ['half a time', { times: 0.5 }, ['posting.times_out_of_range']],
    ['fewer than no patients', { people: -1 }, ['posting.people_out_of_range']],
    ['two things', { people: -1, title: '' }, ['posting.field_missing', 'posting.people_out_of_range']],
  ] as const)('%s', (_name, change, expected) => {
    expect(codes(judge(change))).toEqual(expected);
  });
});

describe('help goes down and learning goes up', () => {
  test.each([
    ['a township doctor sent to a hospital’s clinic', 'clinic', ['township', 'level3'], ['posting.wrong_way']],
    ['a township doctor who learns at a hospital', 'trainee', ['township', 'level3'], []],
    ['a hospital doctor who learns at a township', 'trainee', ['level3', 'township'], ['posting.wrong_way']],
    ['a county hospital helped by the city’s', 'surgery', ['level3', 'level2'], []],
  ] as const)('%s', (_name, kind, levels, expected) => {
    expect(codes(judge({ kind, times: 1 }, levels))).toEqual(expected);
  });

  test('a trainee counts once, on the first day, however long the stay', () => {
    expect(codes(judge({ kind: 'trainee', times: 1, people: 0, toDay: '2025-09-30' }, ['township', 'level3']))).toEqual([]);
    expect(codes(judge({ kind: 'trainee', times: 2, toDay: '2025-09-30' }, ['township', 'level3']))).toEqual(['posting.times_out_of_range']);
  });
});

test('a row is taken back once, with a reason', () => {
  expect(checkWithdrawal({ withdrawnAt: null }, ' 重复登记 ')).toEqual({ ok: true, value: '重复登记' });
  expect(checkWithdrawal({ withdrawnAt: 1 }, ' ')).toMatchObject({ refusals: [{ code: 'posting.already_withdrawn' }, { code: 'posting.field_missing', facts: { field: 'reason' } }] });
});

test.each([
  ['2025-01-01', '2025-Q1'],
  ['2025-03-31', '2025-Q1'],
  ['2025-04-01', '2025-Q2'],
  ['2025-12-31', '2025-Q4'],
])('%s lies in %s', (day, quarter) => {
  expect(quarterOf(day)).toBe(quarter);
});
