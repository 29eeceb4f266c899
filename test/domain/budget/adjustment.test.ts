import { expect, test } from 'vitest';
import { decideAdjustment, decideAdjustmentProposal } from '@/server/domain/budget/adjustment';
import type { Outcome } from '@/server/domain/kernel/outcome';

const budget = { baseFen: 1000, adjustmentFen: -300 };
const codes = (outcome: Outcome<true>) => (outcome.ok ? [] : outcome.refusals.map(({ code }) => code));

test.each([
  [200, []],
  [-700, []],
  [-701, ['budget.adjustment_below_zero']],
  [0, ['budget.adjustment_zero']],
])('an adjustment of %i 分 is proposed: %j', (amountFen, expected) => {
  expect(codes(decideAdjustmentProposal(budget, amountFen))).toEqual(expected);
});

test('a second person decides, once, and sees what the budget is by then', () => {
  const adjustment = { status: 'proposed', proposedBy: 'account:clerk', amountFen: -800 } as const;
  expect(codes(decideAdjustment(adjustment, { baseFen: 1000, adjustmentFen: 0 }, 'account:reviewer', true))).toEqual([]);
  expect(codes(decideAdjustment(adjustment, budget, 'account:clerk', true))).toEqual(['budget.same_person', 'budget.adjustment_below_zero']);
  expect(codes(decideAdjustment(adjustment, budget, 'account:reviewer', false))).toEqual([]);
  expect(codes(decideAdjustment({ ...adjustment, status: 'refused' }, budget, 'account:reviewer', false))).toEqual(['budget.adjustment_decided']);
});
