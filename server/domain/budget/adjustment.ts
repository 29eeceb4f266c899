import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { type AdjustmentStatus, type Budget, limitOf } from './budget';
import type { BudgetRefusal } from './refusals';

/** 预算调整: signed, and never below what there is. */
export function decideAdjustmentProposal(budget: Pick<Budget, 'baseFen' | 'adjustmentFen'>, amountFen: Fen): Outcome<true, BudgetRefusal> {
  const refusals: BudgetRefusal[] = [];
  const limitFen = limitOf(budget);
  if (amountFen === 0) refusals.push({ code: 'budget.adjustment_zero', facts: {} });
  if (limitFen + amountFen < 0) refusals.push({ code: 'budget.adjustment_below_zero', facts: { limitFen, amountFen } });
  return unlessRefused(refusals, () => true as const);
}

export interface ProposedAdjustment {
  readonly status: AdjustmentStatus;
  readonly proposedBy: string;
  readonly amountFen: Fen;
}

/** Money needs two people: whoever proposed an adjustment neither approves nor refuses it. */
export function decideAdjustment(adjustment: ProposedAdjustment, budget: Pick<Budget, 'baseFen' | 'adjustmentFen'>, by: string, approve: boolean): Outcome<true, BudgetRefusal> {
  const { status, proposedBy, amountFen } = adjustment;
  const limitFen = limitOf(budget);
  const refusals: BudgetRefusal[] = [];
  if (status !== 'proposed') refusals.push({ code: 'budget.adjustment_decided', facts: { status } });
  if (proposedBy === by) refusals.push({ code: 'budget.same_person', facts: {} });
  if (approve && limitFen + amountFen < 0) refusals.push({ code: 'budget.adjustment_below_zero', facts: { limitFen, amountFen } });
  return unlessRefused(refusals, () => true as const);
}
