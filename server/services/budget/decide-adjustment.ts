import { decideAdjustmentRow, findAdjustment, findBudget, saveNextVersion } from '@/db/queries/budget';
import { decideAdjustment } from '@/server/domain/budget/adjustment';
import type { Budget } from '@/server/domain/budget/budget';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { guardSettledYear } from './guard-year';

/** 批准预算调整: the second person's word makes the next version of the budget. */
export async function approveAdjustment(context: ServiceContext, id: string): Promise<Outcome<Budget, AnyRefusal>> {
  const reach = permit(context, 'budget:approve');
  const { regionCode } = reach;
  return unitOfWork<Budget, AnyRefusal>(context, async ({ tx, audit }) => {
    const adjustment = await findAdjustment(tx, regionCode, id);
    const budget = adjustment && (await findBudget(tx, reach, adjustment.budgetId));
    if (!adjustment || !budget) return refuse({ code: 'not_found', facts: { what: 'budget' } });
    const by = actorRef(context.actor);
    const decision = decideAdjustment(adjustment, budget, by, true);
    if (!decision.ok) return decision;
    const allowed = await guardSettledYear(tx, regionCode, budget.year, budget.pool);
    if (!allowed.ok) return allowed;
    const decidedAt = context.now();
    if (!(await decideAdjustmentRow(tx, regionCode, id, { status: 'approved', decidedBy: by, decidedAt, decisionReason: null }))) return decided();
    const next: Budget = { ...budget, adjustmentFen: budget.adjustmentFen + adjustment.amountFen, version: budget.version + 1 };
    const note = { policyId: null, adjustmentId: id, reason: adjustment.reason, setBy: by, setAt: decidedAt };
    if (!(await saveNextVersion(tx, regionCode, next, note))) return decided();
    const { amountFen } = adjustment;
    await audit({ action: 'budget.adjusted', subject: { kind: 'budget', id: budget.id }, facts: { adjustmentId: id, amountFen, adjustmentFen: next.adjustmentFen, version: next.version } });
    return accept(next);
  });
}

/** 退回预算调整, with the reason why. */
export async function refuseAdjustment(context: ServiceContext, id: string, reason: string): Promise<Outcome<{ id: string }, AnyRefusal>> {
  const reach = permit(context, 'budget:approve');
  const { regionCode } = reach;
  return unitOfWork<{ id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const adjustment = await findAdjustment(tx, regionCode, id);
    const budget = adjustment && (await findBudget(tx, reach, adjustment.budgetId));
    if (!adjustment || !budget) return refuse({ code: 'not_found', facts: { what: 'budget' } });
    const by = actorRef(context.actor);
    const decision = decideAdjustment(adjustment, budget, by, false);
    if (!decision.ok) return decision;
    if (!(await decideAdjustmentRow(tx, regionCode, id, { status: 'refused', decidedBy: by, decidedAt: context.now(), decisionReason: reason }))) return decided();
    await audit({ action: 'budget.adjustment_refused', subject: { kind: 'budget', id: budget.id }, facts: { adjustmentId: id, amountFen: adjustment.amountFen, reason } });
    return accept({ id });
  });
}

function decided(): Outcome<never, AnyRefusal> {
  return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'budget' } });
}
