import { findBudget, listAdjustments, listBudgetVersions } from '@/db/queries/budget';
import { findRegion, listPolicyVersions } from '@/db/queries/registry';
import { listActorNames } from '@/db/queries/settlement';
import { decideAdjustment } from '@/server/domain/budget/adjustment';
import { type AdjustmentStatus, type Budget, type BudgetBasis, limitOf } from '@/server/domain/budget/budget';
import { explainBase } from '@/server/domain/budget/compute-base';
import type { BudgetRefusal } from '@/server/domain/budget/refusals';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { nameOfScope, readPlaces } from './scope-places';

export interface BudgetVersionView {
  readonly version: number;
  readonly basis: BudgetBasis;
  readonly baseFen: Fen;
  readonly adjustmentFen: Fen;
  /** Whether an approved adjustment made it, or a new base. */
  readonly byAdjustment: boolean;
  readonly reason: string | null;
  readonly setByName: string;
  readonly setAt: number;
}

export interface AdjustmentView {
  readonly id: string;
  readonly amountFen: Fen;
  readonly reason: string;
  readonly status: AdjustmentStatus;
  readonly proposedByName: string;
  readonly proposedAt: number;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string | null;
  /** Why whoever asks cannot approve it, as far as that depends on the person and the amounts. */
  readonly whyNotApprove: readonly Refusal<BudgetRefusal['code']>[];
}

export interface BudgetView extends Budget {
  readonly name: string;
  readonly limitFen: Fen;
  /** 为什么是这个数: the base by its frozen operands. */
  readonly working: readonly WorkingStep[];
  /** The newest first. */
  readonly versions: readonly BudgetVersionView[];
  readonly adjustments: readonly AdjustmentView[];
}

/** One budget with the working of its base, its history and its adjustments. */
export async function getBudget(context: ServiceContext, id: string): Promise<Outcome<BudgetView, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const { regionCode } = reach;
  const q = context.store.reads;
  const budget = await findBudget(q, reach, id);
  if (!budget) return refuse({ code: 'not_found', facts: { what: 'budget' } });
  const versions = await listBudgetVersions(q, regionCode, id);
  const adjustments = await listAdjustments(q, regionCode, [id]);
  const names = await listActorNames(q, [...versions.map(({ setBy }) => setBy), ...adjustments.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy])]);
  // The base was set by the policy that its version names, whatever is in force now.
  const policyId = versions.find(({ adjustmentId }) => adjustmentId === null)?.policyId;
  const policy = (await listPolicyVersions(q, regionCode)).find((each) => each.id === policyId);
  const by = actorRef(context.actor);
  return accept({
    ...budget,
    name: nameOfScope(budget.scope, (await findRegion(q, regionCode))?.name ?? regionCode, await readPlaces(q, regionCode)),
    limitFen: limitOf(budget),
    working: explainBase(budget.basis, budget.baseFen, { budget: policy?.budget ?? null, composite: policy?.settlement.composite ?? null }),
    versions: versions.map(({ version, basis, baseFen, adjustmentFen, adjustmentId, reason, setBy, setAt }) => ({
      ...{ version, basis, baseFen, adjustmentFen, reason, setAt },
      byAdjustment: adjustmentId !== null,
      setByName: names(setBy),
    })),
    adjustments: adjustments.map((each) => {
      const decision = decideAdjustment(each, budget, by, true);
      const { id: adjustmentId, amountFen, reason, status, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason } = each;
      return {
        ...{ id: adjustmentId, amountFen, reason, status, proposedAt, decidedAt, decisionReason },
        proposedByName: names(proposedBy),
        decidedByName: decidedBy === null ? null : names(decidedBy),
        whyNotApprove: status !== 'proposed' || decision.ok ? [] : decision.refusals,
      };
    }),
  });
}
