import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RefundProblem, matchRefunds } from '@/server/domain/benefit/match-refunds';
import { compareVisits } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { visitOf } from './people';

const original = visitOf({ settlementId: 'S1', settledAt: '2024-03-01 09:00:00', inScopeFen: 10_000 });
const taking = (settlementId: string, refundOf: string, settledAt = '2024-04-01 09:00:00', totalFen = -10_000): Visit => ({
  ...visitOf({ settlementId, settledAt, inScopeFen: totalFen, refundOf }),
});

/** By settlement number: null for a refund that found its visit, a problem for one that waits, 'refunded' for what was taken back. */
function standingsOf(visits: readonly Visit[]): Record<string, RefundProblem | 'refunded' | null> {
  const standings = matchRefunds([...visits].sort(compareVisits)) ?? new Map<Visit, never>();
  return Object.fromEntries([...standings.values()].map((each) => [each.visit.settlementId, each.status === 'refunded' ? 'refunded' : each.problem]));
}

describe('a refund', () => {
  test('takes back the visit it names, with either sign', () => {
    expect(standingsOf([original, taking('R1', 'S1')])).toEqual({ S1: 'refunded', R1: null });
    expect(standingsOf([original, taking('R1', 'S1', '2024-04-01 09:00:00', 10_000)])).toEqual({ S1: 'refunded', R1: null });
  });

  test('waits for a visit that has not come, or is another person’s, or of another institution', () => {
    expect(standingsOf([taking('R1', 'S1')])).toEqual({ R1: 'original_unknown' });
    expect(standingsOf([original, { ...taking('R1', 'S1'), institutionCode: 'H21010000099' }])).toEqual({ R1: 'original_unknown' });
  });

  test('of a refund takes nothing back, and the visit stays taken back', () => {
    expect(standingsOf([original, taking('R1', 'S1'), taking('R2', 'R1')])).toEqual({ S1: 'refunded', R1: null, R2: 'original_is_refund' });
    expect(standingsOf([taking('R1', 'R2'), taking('R2', 'R1')])).toEqual({ R1: 'original_is_refund', R2: 'original_is_refund' });
  });

  test('comes second: the earlier one has taken the visit back', () => {
    expect(standingsOf([taking('R2', 'S1', '2024-05-01 09:00:00'), original, taking('R1', 'S1')])).toEqual({ S1: 'refunded', R1: null, R2: 'original_refunded' });
  });

  test('of another sum takes nothing back, and leaves the visit to one that is right', () => {
    expect(standingsOf([original, taking('R1', 'S1', '2024-04-01 09:00:00', -9_999)])).toEqual({ R1: 'amount_differs' });
    expect(standingsOf([original, taking('R1', 'S1', '2024-04-01 09:00:00', -9_999), taking('R2', 'S1', '2024-04-02 09:00:00')])).toEqual({ S1: 'refunded', R1: 'amount_differs', R2: null });
  });

  test('does nothing to visits without refunds', () => {
    expect(matchRefunds([original])).toBeNull();
  });
});

describe('any set of visits and refunds', () => {
  const sets = fc.array(fc.record({ names: fc.option(fc.nat({ max: 9 }), { freq: 2 }), day: fc.integer({ min: 1, max: 28 }), totalFen: fc.constantFrom(10_000, -10_000, 9_999) }), { minLength: 1, maxLength: 10 });
  const visitsOf = (plans: readonly { names: number | null; day: number; totalFen: number }[]) =>
    plans.map(({ names, day, totalFen }, at) => {
      const settledAt = `2024-03-${String(day).padStart(2, '0')} 09:00:00`;
      return visitOf({ settlementId: `N${at}`, settledAt, inScopeFen: names === null ? Math.abs(totalFen) : totalFen, refundOf: names === null ? null : `N${names}` });
    });

  test('pairs each visit with one refund at most, of its sum, whatever the order', () => {
    fc.assert(
      fc.property(sets, fc.infiniteStream(fc.nat()), (plans, chance) => {
        const visits = visitsOf(plans);
        const expected = standingsOf(visits);
        const shuffled = visits.map((visit) => ({ visit, at: chance.next().value })).sort((a, b) => a.at - b.at).map(({ visit }) => visit);
        expect(standingsOf(shuffled)).toEqual(expected);
        const taken = visits.filter((visit) => visit.refundOf !== null && expected[visit.settlementId] === null);
        expect(new Set(taken.map((refund) => refund.refundOf)).size).toBe(taken.length);
        expect(Object.values(expected).filter((standing) => standing === 'refunded')).toHaveLength(taken.length);
        for (const refund of taken) {
          const back = visits.find((visit) => visit.settlementId === refund.refundOf);
          expect(back?.refundOf).toBeNull();
          expect(Math.abs(back?.totalFen ?? 0)).toBe(Math.abs(refund.totalFen));
        }
      }),
      { seed: 20_250_310, numRuns: 500 },
    );
  });
});
