import { listBudgets, saveBudget } from '@/db/queries/month';
import { findYearSettlement } from '@/db/queries/prepayment';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface BudgetInput {
  readonly year: string;
  readonly pool: PoolId;
  /** B, never negative. */
  readonly budgetFen: Fen;
  /** A, signed. */
  readonly adjustmentFen: Fen;
}

/** 核定控费总额: what a pool may spend in a year, until the year is settled. The audit keeps what it was before. */
export async function setBudget(context: ServiceContext, input: BudgetInput): Promise<Outcome<BudgetInput, AnyRefusal>> {
  const { regionCode } = permit(context, 'budget:set');
  return unitOfWork(context, async ({ tx, audit }) => {
    const settledBy = await findYearSettlement(tx, regionCode, input.year);
    if (settledBy !== null) return refuse({ code: 'settlement.year_closed', facts: { year: input.year, settlementId: settledBy } });
    const before = (await listBudgets(tx, regionCode, input.year)).find((row) => row.pool === input.pool);
    await saveBudget(tx, { regionCode, ...input, setBy: actorRef(context.actor), setAt: context.now() });
    const { year, pool, budgetFen, adjustmentFen } = input;
    await audit({
      action: 'budget.set',
      subject: { kind: 'budget', id: `${year}/${pool}` },
      facts: { budgetFen, adjustmentFen, beforeFen: before?.budgetFen ?? null, adjustmentBeforeFen: before?.adjustmentFen ?? null },
    });
    return accept({ year, pool, budgetFen, adjustmentFen });
  });
}
