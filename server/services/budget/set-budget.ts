import { findBudgetOf, insertBudget, saveNextVersion } from '@/db/queries/budget';
import { listSettledPools } from '@/db/queries/settlement';
import type { Budget, BudgetScope } from '@/server/domain/budget/budget';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decidePools } from '@/server/domain/settlement/course';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface SetBudgetInput {
  readonly year: string;
  readonly pool: PoolId;
  readonly scope: BudgetScope;
  readonly request: { readonly method: 'fixed'; readonly amountFen: Fen };
  /** Needed as soon as a budget takes the place of another. */
  readonly reason: string | null;
}

/** 核定控费总额: what a pool may spend in a year, until the year is settled. Every version is kept. */
export async function setBudget(context: ServiceContext, input: SetBudgetInput): Promise<Outcome<Budget, AnyRefusal>> {
  const { regionCode } = permit(context, 'budget:set');
  return unitOfWork<Budget, AnyRefusal>(context, async ({ tx, audit }) => {
    const { year, pool, scope, request, reason } = input;
    const open = decidePools(year, (await listSettledPools(tx, regionCode, year)).filter((settled) => settled.pool === pool));
    if (!open.ok) return open;
    const before = await findBudgetOf(tx, regionCode, year, pool, scope);
    const next: Budget = {
      ...{ id: before?.id ?? context.newId(), year, pool, scope },
      ...{ basis: { method: request.method }, baseFen: request.amountFen, adjustmentFen: before?.adjustmentFen ?? 0, version: (before?.version ?? 0) + 1 },
    };
    const note = { policyId: null, adjustmentId: null, reason, setBy: actorRef(context.actor), setAt: context.now() };
    const won = before ? await saveNextVersion(tx, regionCode, next, note) : await insertBudget(tx, regionCode, next, note);
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'budget' } });
    await audit({
      action: 'budget.set',
      subject: { kind: 'budget', id: next.id },
      facts: { year, pool, scope, method: next.basis.method, version: next.version, baseFen: next.baseFen, beforeFen: before?.baseFen ?? null },
    });
    return accept(next);
  });
}
