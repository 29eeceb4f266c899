import { findBudget, insertAdjustment } from '@/db/queries/budget';
import { decideAdjustmentProposal } from '@/server/domain/budget/adjustment';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { guardSettledYear } from './guard-year';

export interface ProposeAdjustmentInput {
  readonly budgetId: string;
  /** Signed. */
  readonly amountFen: Fen;
  readonly reason: string;
}

/** 提出预算调整: by how much a budget is to grow or shrink, and why. Another person approves or refuses it. */
export async function proposeAdjustment(context: ServiceContext, input: ProposeAdjustmentInput): Promise<Outcome<{ id: string }, AnyRefusal>> {
  const reach = permit(context, 'budget:set');
  const { regionCode } = reach;
  return unitOfWork<{ id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const { budgetId, amountFen, reason } = input;
    const budget = await findBudget(tx, reach, budgetId);
    if (!budget) return refuse({ code: 'not_found', facts: { what: 'budget' } });
    const allowed = await guardSettledYear(tx, regionCode, budget.year, budget.pool);
    if (!allowed.ok) return allowed;
    const decision = decideAdjustmentProposal(budget, amountFen);
    if (!decision.ok) return decision;
    const id = context.newId();
    const undecided = { decidedBy: null, decidedAt: null, decisionReason: null };
    await insertAdjustment(tx, { regionCode, id, budgetId, amountFen, reason, status: 'proposed', proposedBy: actorRef(context.actor), proposedAt: context.now(), ...undecided });
    await audit({ action: 'budget.adjustment_proposed', subject: { kind: 'budget', id: budgetId }, facts: { adjustmentId: id, amountFen, reason } });
    return accept({ id });
  });
}
