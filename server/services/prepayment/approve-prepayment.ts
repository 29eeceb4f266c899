import { listBudgets } from '@/db/queries/budget';
import { type LedgerRow, insertEntries } from '@/db/queries/ledger';
import { readMonthBooks } from '@/db/queries/month';
import { decidePrepaymentRun, findPrepaymentRun, listPrepaymentLines } from '@/db/queries/prepayment';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { formatAccount } from '@/server/domain/ledger/account';
import { postPrepayment } from '@/server/domain/ledger/post';
import { actorRef } from '@/server/domain/permission/actor';
import { decideApproval } from '@/server/domain/prepayment/prepayment-run';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { postingMonth } from '../ledger/posting-month';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { prepaymentMonthOf } from './propose-prepayment';

export interface PostedPrepayment {
  readonly month: Month;
  readonly totalFen: Fen;
  /** The open month it was posted to. */
  readonly postedTo: Month;
}

/** 审批月预拨: the second person's word, upon which the run is posted, once. Packages of budgets that have changed since are not. */
export async function approvePrepayment(context: ServiceContext, month: Month): Promise<Outcome<PostedPrepayment, AnyRefusal>> {
  const reach = permit(context, 'prepayment:approve');
  const { regionCode } = reach;
  return unitOfWork<PostedPrepayment, AnyRefusal>(context, async ({ tx, audit }) => {
    const run = await findPrepaymentRun(tx, regionCode, month);
    if (!run) return refuse({ code: 'not_found', facts: { what: 'prepayment' } });
    const by = actorRef(context.actor);
    const decision = decideApproval(await prepaymentMonthOf(tx, regionCode, month), by);
    if (!decision.ok) return decision;
    const lines = await listPrepaymentLines(tx, reach, month, run.attempt);
    const versions = new Map((await listBudgets(tx, reach, month.slice(0, 4))).map(({ id, version }) => [id, version]));
    if (lines.some(({ budgetId, budgetVersion }) => budgetId !== null && versions.get(budgetId) !== budgetVersion)) {
      return refuse({ code: 'prepayment.budget_changed', facts: { month } });
    }
    const decided = { status: 'posted', decidedBy: by, decidedAt: context.now(), decisionReason: null } as const;
    if (!(await decidePrepaymentRun(tx, regionCode, run, decided))) return refuse({ code: 'prepayment.already_posted', facts: { month } });
    const postedTo = postingMonth(month, (await readMonthBooks(tx, regionCode)).closed);
    await insertEntries(
      tx,
      lines.flatMap((line) => entriesOf(line, { regionCode, month: postedTo, originMonth: month, postedAt: context.now() })),
    );
    await audit({ action: 'prepayment.posted', subject: { kind: 'prepayment', id: month }, facts: { attempt: run.attempt, totalFen: run.totalFen, postedTo } });
    return accept({ month, totalFen: run.totalFen, postedTo });
  });
}

type Line = Awaited<ReturnType<typeof listPrepaymentLines>>[number];
type Filing = Pick<LedgerRow, 'regionCode' | 'month' | 'originMonth' | 'postedAt'>;

/** A posting is named after its month, pool and institution, so that it cannot be posted twice. */
function entriesOf({ pool, institutionCode, amountFen }: Line, filing: Filing): LedgerRow[] {
  return postPrepayment(pool, institutionCode, amountFen).map((entry, line) => ({
    ...filing,
    postingId: `prepayment/${filing.originMonth}/${pool}/${institutionCode}`,
    line,
    kind: 'prepayment',
    account: formatAccount(entry.account),
    pool,
    institutionCode,
    settlementId: null,
    amountFen: entry.amountFen,
  }));
}
