import { describe, expect, test } from 'vitest';
import { detectOverspend } from '@/server/domain/warning/detect-overspend';
import { overspendOutlook, overspendStep, projectSpend } from '@/server/domain/warning/project-spend';
import { packOf } from '../policy/packs';

const terms = packOf('210100').monitoring;
const even = Array.from({ length: 12 }, () => 1000);

describe('where a year is going', () => {
  test.each<[string, number[], number[], { method: string; projectedFen: number; lowFen: number; highFen: number }]>([
    ['three even months', [1000, 1000, 1000], [], { method: 'straight_line', projectedFen: 12_000, lowFen: 12_000, highFen: 12_000 }],
    ['three uneven months', [800, 1000, 1200], [], { method: 'straight_line', projectedFen: 12_000, lowFen: 3000 + 9 * 800, highFen: 3000 + 9 * 1200 }],
    ['one month says little', [700], [], { method: 'straight_line', projectedFen: 8400, lowFen: 8400, highFen: 8400 }],
    ['the whole year is known', [...even], [], { method: 'straight_line', projectedFen: 12_000, lowFen: 12_000, highFen: 12_000 }],
    ['thirds of a fen are rounded once', [100, 100, 101], [], { method: 'straight_line', projectedFen: 301 + 903, lowFen: 301 + 900, highFen: 301 + 909 }],
    ['a tenth dearer than an even year', [1100, 1100], even, { method: 'seasonal', projectedFen: 13_200, lowFen: 13_200, highFen: 13_200 }],
    [
      'a dear winter does not make a dear year',
      [3000, 3000],
      [3000, 3000, ...Array.from({ length: 10 }, () => 1000)],
      { method: 'seasonal', projectedFen: 16_000, lowFen: 16_000, highFen: 16_000 },
    ],
    ['the range follows the lowest and highest month beside last year’s', [900, 1200], even, { method: 'seasonal', projectedFen: 12_600, lowFen: 2100 + 9000, highFen: 2100 + 12_000 }],
    ['last year without one of its months is no pattern', [1000, 1000], [1000, 0, ...even.slice(2)], { method: 'straight_line', projectedFen: 12_000, lowFen: 12_000, highFen: 12_000 }],
  ])('%s', (_, months, lastYear, expected) => {
    expect(projectSpend({ months, lastYear })).toMatchObject(expected);
  });

  test('has a working that ends where the figures are', () => {
    const { working, projectedFen, lowFen, highFen, spentFen } = projectSpend({ months: [800, 1000, 1200], lastYear: [] });
    expect(working.map(({ step, result }) => [step, result.value])).toEqual([
      ['warning.spent', spentFen],
      ['warning.projected', projectedFen],
      ['warning.low', lowFen],
      ['warning.high', highFen],
    ]);
    expect(overspendStep(projectedFen, 11_000, terms)).toMatchObject({ confidence: 'assumed', result: { value: 1000 } });
  });

  test('a year has between one and twelve months', () => {
    expect(() => projectSpend({ months: [], lastYear: [] })).toThrow(RangeError);
    expect(() => projectSpend({ months: [...even, 1], lastYear: [] })).toThrow(RangeError);
  });
});

describe('beside a budget', () => {
  const projection = projectSpend({ months: [800, 1000, 1200], lastYear: [] });
  test.each([
    [2999, 'spent'],
    [3000, 'certain'],
    [10_199, 'certain'],
    [10_200, 'likely'],
    [11_999, 'likely'],
    [12_000, 'possible'],
    [13_799, 'possible'],
    [13_800, 'none'],
  ])('of %i it looks %s', (budgetFen, outlook) => {
    expect(overspendOutlook(projection, budgetFen, terms)).toBe(outlook);
  });

  test('a tolerance lets a projection lie a little above', () => {
    const patient = { ...terms, overspendToleranceShare: { ...terms.overspendToleranceShare, value: '0.05' } };
    expect(overspendOutlook(projection, 11_500, patient)).toBe('possible');
    expect(overspendOutlook(projection, 11_428, patient)).toBe('likely');
  });

  const pool = { pool: '310-ordinary', budgetFen: 11_000, months: [800, 1000, 1200], lastYear: [] } as const;
  test.each([
    ['is found when it is likely', {}, 1],
    ['is not found when it is only possible', { budgetFen: 12_000 }, 0],
    ['needs a budget', { budgetFen: null }, 0],
    ['needs three closed months', { months: [5000, 5000] }, 0],
    ['that looked so a month earlier is not told of again', { months: [1000, 1000, 1000, 1000] }, 0],
    ['that looks worse than a month earlier is', { months: [800, 1000, 1200, 8001] }, 1],
    ['that looks no worse than a month earlier is not', { months: [800, 1000, 3000, 700] }, 0],
  ])('an overspend %s', (_, changes, count) => {
    expect(detectOverspend([{ ...pool, ...changes }], '2025-03', terms)).toHaveLength(count);
  });

  test('is found with its range and what it was computed from', () => {
    expect(detectOverspend([pool], '2025-03', terms)).toMatchObject([
      { key: '310-ordinary 2025-03', pool: '310-ordinary', residentId: null, amountFen: 1000, facts: { budgetFen: 11_000, projectedFen: 12_000, lowFen: 10_200, highFen: 13_800, months: pool.months } },
    ]);
  });
});
