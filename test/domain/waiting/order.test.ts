import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { referralPriorities } from '@/server/domain/referral/codes';
import { waitingStandings } from '@/server/domain/waiting/codes';
import { type Turn, compareTurns, explainRank } from '@/server/domain/waiting/order';

const monday = instantOf('2025-03-10 09:00:00');
const turn = (number: string, change: Partial<Turn> = {}): Turn => ({ referralId: number, number, priority: 'routine', standing: 'own_team', turnSince: monday, ...change });

describe('who comes first on a waiting list', () => {
  test.each<[string, Turn, Turn]>([
    ['an urgent patient before one who has waited longer', turn('Z2', { priority: 'urgent', turnSince: monday + 1 }), turn('Z1')],
    ['an urgent patient without a contract before a signed routine one', turn('Z2', { priority: 'urgent', standing: 'unsigned' }), turn('Z1')],
    ['one referred by the own team before one who is signed elsewhere', turn('Z2', { turnSince: monday + 1 }), turn('Z1', { standing: 'signed' })],
    ['a signed one before one without a contract', turn('Z2', { standing: 'signed', turnSince: monday + 1 }), turn('Z1', { standing: 'unsigned' })],
    ['among equals the one who has waited longer', turn('Z2'), turn('Z1', { turnSince: monday + 1 })],
    ['at the same moment the lower number', turn('Z1'), turn('Z2')],
  ])('%s', (_, before, after) => {
    expect(compareTurns(before, after)).toBeLessThan(0);
    expect(compareTurns(after, before)).toBeGreaterThan(0);
  });
});

test('why am I third: one is more urgent, one has waited longer', () => {
  const turns = [turn('Z3', { turnSince: monday + 2 }), turn('Z9', { priority: 'urgent', turnSince: monday + 9 }), turn('Z1', { turnSince: monday + 1 }), turn('Z4', { standing: 'unsigned' })];
  expect(explainRank(turns, 'Z3')).toEqual({ rank: 3, waiting: 4, before: { priority: 1, standing: 0, turnSince: 1, number: 0 } });
});

const anyTurn = fc.record({
  number: fc.integer({ min: 1, max: 10_000 }).map((serial) => `Z${String(serial).padStart(5, '0')}`),
  priority: fc.constantFrom(...referralPriorities),
  standing: fc.constantFrom(...waitingStandings),
  turnSince: fc.integer({ min: monday, max: monday + 3 }),
});
const turns = fc.uniqueArray(anyTurn, { minLength: 1, maxLength: 30, selector: ({ number }) => number }).map((list) => list.map((each) => ({ ...each, referralId: each.number })));

test('the order is total, and the working of every rank adds up to it', () => {
  fc.assert(
    fc.property(turns, (list) => {
      const ordered = [...list].sort(compareTurns);
      expect([...list].reverse().sort(compareTurns)).toEqual(ordered);
      for (const [at, each] of ordered.entries()) {
        const { rank, waiting, before } = explainRank(list, each.referralId);
        expect([rank, waiting]).toEqual([at + 1, list.length]);
        expect(before.priority + before.standing + before.turnSince + before.number).toBe(at);
      }
    }),
    { seed: 20250310, numRuns: 200 },
  );
});
