import { describe, expect, test } from 'vitest';
import { CarriedCells } from '@/server/domain/capitation/carry-members';
import type { CountedCell } from '@/server/domain/capitation/count-members';
import { agesThatMove, carriedFrom, countingTermsOf, daysBetweenCounts } from '@/server/domain/capitation/who-counts';
import { packOf } from '../policy/packs';

const { capitation } = packOf('210100');
const asNow = countingTermsOf(capitation);
const terms = new Map([['2025-01', asNow], ['2025-02', asNow], ['2025-03', asNow]]);

describe('a count of March goes on from February', () => {
  test.each([
    ['when January and February were counted by the terms that hold now', ['2025-01', '2025-02'], { '2025-01': asNow, '2025-02': asNow }, '2025-02'],
    ['not as the region’s first', [], {}, null],
    ['not when February is open', ['2025-01'], { '2025-01': asNow }, null],
    ['not when a later month is closed already', ['2025-01', '2025-02', '2025-04'], { '2025-01': asNow, '2025-02': asNow }, null],
    ['not when nobody knows how January was counted', ['2025-01', '2025-02'], { '2025-02': asNow }, null],
    ['not when January was counted by other terms', ['2025-01', '2025-02'], { '2025-01': 'others', '2025-02': asNow }, null],
  ] as const)('%s', (_, closed, countedBy, month) => {
    expect(carriedFrom('2025-03', new Set<string>(closed), new Map(Object.entries(countedBy)), terms)).toBe(month);
  });

  test('over the days between the two counts, and at ages that move somebody', () => {
    const daily = { countDay: { ...capitation.countDay, value: 'daily' as const } };
    expect(daysBetweenCounts('2025-02', '2025-03', capitation)).toEqual({ from: '2025-02-15', to: '2025-03-15' });
    expect(daysBetweenCounts('2025-02', '2025-03', daily)).toEqual({ from: '2025-02-01', to: '2025-03-31' });
    expect(agesThatMove(capitation)).toEqual([0, 7, 18, 45, 65]);
  });
});

describe('cells that go over', () => {
  const place = { institutionCode: 'H1', teamId: 'T1', insutype: '310', ageBand: '18-44', sex: 'male', inKeyGroup: false } as const;
  const february: CountedCell = { ...place, heads: 10, memberDays: 280 };

  test('count every day of the next month for those who are left', () => {
    const carried = new CarriedCells('2025-02', [february]);
    carried.take([{ ...place, heads: 1, days: null }]);
    const cells = new Map<string, CountedCell>();
    carried.addTo(cells, '2025-03');
    expect([...cells.values()]).toEqual([{ ...place, heads: 9, memberDays: 279 }]);
  });

  test.each([
    ['days that nobody took out', [{ ...february, memberDays: 279 }], []],
    ['more heads than there were', [{ ...february, heads: 0, memberDays: 0 }], [{ ...place, heads: 1, days: null }]],
    ['a cell that was not counted', [february], [{ ...place, teamId: 'T2', heads: 1, days: null }]],
  ])('are refused with %s', (_, standing, taken) => {
    const carried = new CarriedCells('2025-02', standing);
    carried.take(taken);
    expect(() => carried.addTo(new Map(), '2025-03')).toThrow(/roster of 2025-02/);
  });
});
