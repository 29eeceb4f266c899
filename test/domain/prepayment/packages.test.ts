import { describe, expect, test } from 'vitest';
import type { Fen } from '@/server/domain/kernel/money';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { monthPackage } from '@/server/domain/prepayment/packages';

const limit = (value: string) => ({ value, clause: '每月拨付上限', confidence: 'assumed' }) as const;

/** Pays month after month; `yearOf` says what the year's budget is when a month is proposed. */
function payYear(yearOf: (month: string) => Fen, months = monthsOfYear('2025'), atMost = '1'): Fen[] {
  const paid: Fen[] = [];
  const taken: string[] = [];
  for (const month of months) {
    const otherMonthsFen = paid.reduce((sum, each) => sum + each, 0);
    paid.push(monthPackage({ yearFen: yearOf(month), otherMonthsFen }, month, taken, limit(atMost)).amountFen);
    taken.push(month);
  }
  return paid;
}

describe('a month’s package of the year’s budget', () => {
  test('is a twelfth, and what does not divide falls to the first months', () => {
    expect(payYear(() => 100)).toEqual([9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8]);
  });

  test.each([
    ['raised in July', (month: string) => (month < '2025-07' ? 120_000 : 126_001), [...Array<number>(6).fill(10_000), 11_001, ...Array<number>(5).fill(11_000)]],
    ['cut in December below what was paid', (month: string) => (month < '2025-12' ? 120_000 : 100_000), [...Array<number>(11).fill(10_000), -10_000]],
  ])('of a budget %s still makes the year', (_, yearOf, packages) => {
    expect(payYear(yearOf)).toEqual(packages);
  });

  test('waits where a month may pay no more', () => {
    // The first run is in September: a quarter of the year each would be too much.
    const paid = payYear(() => 120_000, monthsOfYear('2025').slice(8), '0.20');
    expect(paid).toEqual([24_000, 24_000, 24_000, 24_000]);
    expect(monthPackage({ yearFen: 120_000, otherMonthsFen: 0 }, '2025-09', [], limit('0.20')).working).toMatchObject([
      { step: 'capitation.package', operands: { monthsLeft: { value: 4 }, limit: { value: '0.20' } }, result: { value: 24_000 } },
    ]);
  });

  test('leaves out months that have one already', () => {
    expect(monthPackage({ yearFen: 120_000, otherMonthsFen: 100_000 }, '2025-03', monthsOfYear('2025').slice(5), limit('1')).amountFen).toBe(6667);
  });
});
