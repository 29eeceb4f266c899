import { type LedgerRow, insertEntries } from '@/db/queries/ledger';
import { readMonthBooks } from '@/db/queries/month';
import { type ServiceFeeRunRow, decideFeeRunRow, findFeeRun, listInstitutionFees } from '@/db/queries/service-fee';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { formatServiceFeeAccount } from '@/server/domain/ledger/account';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideFeeRun } from '@/server/domain/service-fee/fee-run';
import { postServiceFees } from '@/server/domain/service-fee/post-fees';
import { type FeeAmounts, addAmounts, noFee } from '@/server/domain/service-fee/service-fee';
import type { ServiceContext } from '../context';
import { postingMonth } from '../ledger/posting-month';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

export interface PostedServiceFees {
  readonly month: Month;
  /** The open month it was posted to. */
  readonly postedTo: Month;
  readonly institutions: number;
}

/** 审批签约服务费: the second person's word, upon which the run is posted, once, apart from the pools. */
export async function approveServiceFees(context: ServiceContext, month: Month): Promise<Outcome<PostedServiceFees, AnyRefusal>> {
  const reach = permit(context, 'fee:approve');
  const { regionCode } = reach;
  return unitOfWork<PostedServiceFees, AnyRefusal>(context, async ({ tx, audit }) => {
    const decided = await decide({ tx }, context, regionCode, { month, step: 'approve', reason: null });
    if (!decided.ok) return decided;
    const run = decided.value;
    const byInstitution = new Map<string, FeeAmounts>();
    for (const { institutionCode, ...sums } of await listInstitutionFees(tx, reach, run)) {
      byInstitution.set(institutionCode, addAmounts(byInstitution.get(institutionCode) ?? noFee, sums));
    }
    const postedTo = postingMonth(month, (await readMonthBooks(tx, regionCode)).closed);
    const filing = { regionCode, month: postedTo, originMonth: month, postedAt: context.now() };
    await insertEntries(tx, [...byInstitution].flatMap(([institutionCode, amounts]) => entriesOf(institutionCode, amounts, filing)));
    const { attempt, fundFen, publicHealthFen, personFen } = run;
    await audit({ action: 'service_fee.posted', subject: { kind: 'service_fee', id: month }, facts: { attempt, postedTo, fundFen, publicHealthFen, personFen } });
    return accept({ month, postedTo, institutions: byInstitution.size });
  });
}

export interface EndServiceFeesInput {
  readonly month: Month;
  readonly reason: string;
}

/** 撤回签约服务费: whoever proposed a run takes it back before anybody approved it. */
export async function withdrawServiceFees(context: ServiceContext, { month, reason }: EndServiceFeesInput): Promise<Outcome<{ month: Month }, AnyRefusal>> {
  const { regionCode } = permit(context, 'fee:propose');
  return unitOfWork<{ month: Month }, AnyRefusal>(context, async (unit) => {
    const decided = await decide(unit, context, regionCode, { month, step: 'withdraw', reason });
    if (!decided.ok) return decided;
    await unit.audit({ action: 'service_fee.withdrawn', subject: { kind: 'service_fee', id: month }, facts: { attempt: decided.value.attempt, reason } });
    return accept({ month });
  });
}

/** 退回签约服务费: finance sends a run back; a new one may then be proposed. */
export async function rejectServiceFees(context: ServiceContext, { month, reason }: EndServiceFeesInput): Promise<Outcome<{ month: Month }, AnyRefusal>> {
  const { regionCode } = permit(context, 'fee:approve');
  return unitOfWork<{ month: Month }, AnyRefusal>(context, async (unit) => {
    const decided = await decide(unit, context, regionCode, { month, step: 'reject', reason });
    if (!decided.ok) return decided;
    await unit.audit({ action: 'service_fee.rejected', subject: { kind: 'service_fee', id: month }, facts: { attempt: decided.value.attempt, reason } });
    return accept({ month });
  });
}

interface Decision {
  readonly month: Month;
  readonly step: 'approve' | 'withdraw' | 'reject';
  readonly reason: string | null;
}

const ends = { approve: 'posted', withdraw: 'withdrawn', reject: 'rejected' } as const;

async function decide({ tx }: Pick<UnitOfWork, 'tx'>, context: ServiceContext, regionCode: string, { month, step, reason }: Decision): Promise<Outcome<ServiceFeeRunRow, AnyRefusal>> {
  const run = await findFeeRun(tx, regionCode, month);
  if (!run) return refuse({ code: 'not_found', facts: { what: 'service_fee' } });
  const by = actorRef(context.actor);
  const decision = decideFeeRun({ month, run }, by, step);
  if (!decision.ok) return decision;
  const won = await decideFeeRunRow(tx, run, { status: ends[step], decidedBy: by, decidedAt: context.now(), decisionReason: reason });
  return won ? accept(run) : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'service_fee' } });
}

/** A posting is named after its month and institution, so that it cannot be posted twice. */
function entriesOf(institutionCode: string, amounts: FeeAmounts, filing: Pick<LedgerRow, 'regionCode' | 'month' | 'originMonth' | 'postedAt'>): LedgerRow[] {
  return postServiceFees(institutionCode, amounts).map(({ account, amountFen }, line) => ({
    ...filing,
    postingId: `service-fee/${filing.originMonth}/${institutionCode}`,
    line,
    kind: 'service_fee',
    account: formatServiceFeeAccount(account),
    pool: 'service-fee',
    institutionCode,
    settlementId: null,
    amountFen,
  }));
}
