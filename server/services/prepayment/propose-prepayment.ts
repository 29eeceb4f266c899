import { listSpendingByInstitution, readMonthBooks } from '@/db/queries/month';
import { findPrepaymentRun, findYearSettlement, insertPrepaymentRun } from '@/db/queries/prepayment';
import { listInstitutions } from '@/db/queries/registry';
import type { Reach, Tx } from '@/db';
import { type FeeForService, type Prepayment, prepayment } from '@/server/domain/capitation/prepayment';
import { type Month, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { PoolId } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import { type PrepaymentMonth, decideProposal } from '@/server/domain/prepayment/prepayment-run';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

export interface ProposedPrepayment {
  readonly month: Month;
  readonly share: string;
  readonly lines: number;
  readonly totalFen: Fen;
}

/** 提出月预拨: a share of what a closed month's visits cost, for each institution and pool. Another person approves it. */
export async function proposePrepayment(context: ServiceContext, month: Month): Promise<Outcome<ProposedPrepayment, AnyRefusal>> {
  const reach = permit(context, 'prepayment:propose');
  const { regionCode } = reach;
  return unitOfWork<ProposedPrepayment, AnyRefusal>(context, async ({ tx, audit }) => {
    const policy = await getPolicyInForce(tx, regionCode, lastDayOf(month));
    if (!policy.ok) return policy;
    const claims = await claimsOf(tx, reach, month);
    const decision = decideProposal(await prepaymentMonthOf(tx, regionCode, month), claims.length);
    if (!decision.ok) return decision;
    const run = prepayment(claims, policy.value.capitation.prepaymentShare);
    if (!(await save(tx, context, regionCode, month, claims, run))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'prepayment' } });
    const { share, totalFen } = run;
    await audit({ action: 'prepayment.proposed', subject: { kind: 'prepayment', id: month }, facts: { share, totalFen, policyId: policy.value.id } });
    return accept({ month, share, lines: run.lines.length, totalFen });
  });
}

/** What a decision about a month's run needs to know. */
export async function prepaymentMonthOf(tx: Tx, regionCode: string, month: Month): Promise<PrepaymentMonth> {
  const run = await findPrepaymentRun(tx, regionCode, month);
  return {
    month,
    isClosed: (await readMonthBooks(tx, regionCode)).closed.has(month),
    run: run ? { status: run.status, proposedBy: run.proposedBy } : null,
    yearSettledBy: await findYearSettlement(tx, regionCode, month.slice(0, 4)),
  };
}

type Claim = FeeForService & { readonly poolId: PoolId };

/** Places outside the region are paid through the clearing between regions, not ahead from here. */
async function claimsOf(tx: Tx, reach: Reach, month: Month): Promise<Claim[]> {
  const outside = new Set((await listInstitutions(tx, reach.regionCode)).filter(({ level }) => level === 'out_of_region').map(({ code }) => code));
  const spending = await listSpendingByInstitution(tx, reach, month);
  return spending
    .filter((row) => row.feeForServiceFen !== 0 && !outside.has(row.institutionCode))
    .map(({ institutionCode, pool, feeForServiceFen }) => ({ institutionCode, poolId: pool, feeForServiceFen }));
}

function save(tx: Tx, context: ServiceContext, regionCode: string, month: Month, claims: readonly Claim[], run: Prepayment): Promise<boolean> {
  const head = { regionCode, month, status: 'proposed', share: run.share, totalFen: run.totalFen, approvedBy: null, approvedAt: null } as const;
  return insertPrepaymentRun(
    tx,
    { ...head, proposedBy: actorRef(context.actor), proposedAt: context.now() },
    // The run's lines come in the order of the claims.
    claims.map(({ institutionCode, poolId, feeForServiceFen }, at) => {
      const amountFen = run.lines[at]?.amountFen ?? 0;
      return { regionCode, month, institutionCode, pool: poolId, feeForServiceFen, amountFen };
    }),
  );
}
