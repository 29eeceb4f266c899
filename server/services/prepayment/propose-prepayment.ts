import { readMonthBooks } from '@/db/queries/month';
import { type PrepaymentLineRow, findPrepaymentRun, findYearSettlement, insertPrepaymentRun } from '@/db/queries/prepayment';
import type { Tx } from '@/db';
import { type Month, lastDayOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { PrepaymentBasis } from '@/server/domain/policy/budget-terms';
import { type PrepaymentMonth, decideProposal } from '@/server/domain/prepayment/prepayment-run';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';
import { gatherPrepayment } from './gather-prepayment';

export interface ProposedPrepayment {
  readonly month: Month;
  readonly basis: PrepaymentBasis;
  readonly share: string;
  readonly lines: number;
  readonly totalFen: Fen;
}

/**
 * 提出月预拨: by the policy a share of what a closed month's visits cost, for each institution and pool, or the month's package of
 * the year's budgets. Another person approves it. After a run was withdrawn or sent back, the next attempt takes its place.
 */
export async function proposePrepayment(context: ServiceContext, month: Month): Promise<Outcome<ProposedPrepayment, AnyRefusal>> {
  const reach = permit(context, 'prepayment:propose');
  const { regionCode } = reach;
  return unitOfWork<ProposedPrepayment, AnyRefusal>(context, async ({ tx, audit }) => {
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(month));
    if (!policy.ok) return policy;
    const gathered = await gatherPrepayment(tx, reach, month, policy.value);
    if (!gathered.ok) return gathered;
    const { basis, share, lines } = gathered.value;
    const of = await prepaymentMonthOf(tx, regionCode, month);
    const decision = decideProposal(of, basis, monthOf(today(context)), lines.length);
    if (!decision.ok) return decision;
    const attempt = of.attempt + 1;
    const totalFen = sumFen(lines.map(({ amountFen }) => amountFen));
    const run = { regionCode, month, attempt, status: 'proposed', basis, share, totalFen, proposedBy: actorRef(context.actor), proposedAt: context.now() } as const;
    const undecided = { decidedBy: null, decidedAt: null, decisionReason: null };
    const rows = lines.map((line): PrepaymentLineRow => ({ regionCode, month, attempt, ...line }));
    if (!(await insertPrepaymentRun(tx, { ...run, ...undecided }, rows))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'prepayment' } });
    await audit({ action: 'prepayment.proposed', subject: { kind: 'prepayment', id: month }, facts: { attempt, basis, share, totalFen, policyId: policy.value.id } });
    return accept({ month, basis, share, lines: lines.length, totalFen });
  });
}

/** What a decision about a month's run needs to know. */
export async function prepaymentMonthOf(tx: Tx, regionCode: string, month: Month): Promise<PrepaymentMonth & { readonly attempt: number }> {
  const run = await findPrepaymentRun(tx, regionCode, month);
  return {
    month,
    isClosed: (await readMonthBooks(tx, regionCode)).closed.has(month),
    run: run ? { status: run.status, proposedBy: run.proposedBy } : null,
    yearSettledBy: await findYearSettlement(tx, regionCode, month.slice(0, 4)),
    attempt: run?.attempt ?? 0,
  };
}
