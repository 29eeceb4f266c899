import { type ServiceFeeLineRow, type ServiceFeeRunRow, findFeeRun, insertFeeLines, insertFeeRun, saveFeeTotals } from '@/db/queries/service-fee';
import { type Month, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideFeeProposal } from '@/server/domain/service-fee/fee-run';
import { addAmounts, noFee } from '@/server/domain/service-fee/service-fee';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { gatherFees } from './gather-fees';

export interface ProposedServiceFees {
  readonly month: Month;
  readonly attempt: number;
  readonly lines: number;
  readonly fundFen: Fen;
  readonly publicHealthFen: Fen;
  readonly personFen: Fen;
}

/**
 * 提出签约服务费: the years of contracts that have begun by the end of a month and are not in a run yet, what is to be given back
 * of earlier ones, and what assessments release. Another person approves it.
 */
export async function proposeServiceFees(context: ServiceContext, month: Month): Promise<Outcome<ProposedServiceFees, AnyRefusal>> {
  const { regionCode } = permit(context, 'fee:propose');
  return unitOfWork<ProposedServiceFees, AnyRefusal>(context, async ({ tx, audit }) => {
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(month));
    if (!policy.ok) return policy;
    const latest = await findFeeRun(tx, regionCode, month);
    const thisMonth = monthOf(today(context));
    const early = decideFeeProposal({ month, run: latest }, thisMonth, 1);
    if (!early.ok) return early;
    const run: ServiceFeeRunRow = {
      ...{ regionCode, month, attempt: (latest?.attempt ?? 0) + 1, status: 'proposed', fundFen: 0, publicHealthFen: 0, personFen: 0 },
      ...{ proposedBy: actorRef(context.actor), proposedAt: context.now(), decidedBy: null, decidedAt: null, decisionReason: null },
    };
    if (!(await insertFeeRun(tx, run))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'service_fee' } });
    let lines = 0;
    let totals = noFee;
    for await (const page of gatherFees(tx, regionCode, month, policy.value)) {
      lines += page.length;
      totals = page.reduce(addAmounts, totals);
      await insertFeeLines(tx, page.map((line): ServiceFeeLineRow => ({ regionCode, month, attempt: run.attempt, ...line })));
    }
    const decision = decideFeeProposal({ month, run: latest }, thisMonth, lines);
    if (!decision.ok) return decision;
    const { fundFen, publicHealthFen, personFen } = totals;
    await saveFeeTotals(tx, run, { fundFen, publicHealthFen, personFen });
    await audit({ action: 'service_fee.proposed', subject: { kind: 'service_fee', id: month }, facts: { attempt: run.attempt, lines, fundFen, publicHealthFen, personFen, policyId: policy.value.id } });
    return accept({ month, attempt: run.attempt, lines, fundFen, publicHealthFen, personFen });
  });
}
