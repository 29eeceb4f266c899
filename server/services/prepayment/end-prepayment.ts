import { decidePrepaymentRun, findPrepaymentRun } from '@/db/queries/prepayment';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { decideRejection, decideWithdrawal } from '@/server/domain/prepayment/prepayment-run';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { prepaymentMonthOf } from './propose-prepayment';

export interface EndPrepaymentInput {
  readonly month: Month;
  readonly reason: string;
}

export interface EndedPrepayment {
  readonly month: Month;
  readonly attempt: number;
  readonly status: 'withdrawn' | 'rejected';
}

/** 撤回预拨: whoever proposed a run takes it back before anybody approved it. */
export function withdrawPrepayment(context: ServiceContext, input: EndPrepaymentInput): Promise<Outcome<EndedPrepayment, AnyRefusal>> {
  const { regionCode } = permit(context, 'prepayment:propose');
  return endRun(context, regionCode, input, 'withdrawn');
}

/** 退回预拨: finance sends a run back; a new one may then be proposed. */
export function rejectPrepayment(context: ServiceContext, input: EndPrepaymentInput): Promise<Outcome<EndedPrepayment, AnyRefusal>> {
  const { regionCode } = permit(context, 'prepayment:approve');
  return endRun(context, regionCode, input, 'rejected');
}

function endRun(context: ServiceContext, regionCode: string, { month, reason }: EndPrepaymentInput, status: EndedPrepayment['status']): Promise<Outcome<EndedPrepayment, AnyRefusal>> {
  return unitOfWork<EndedPrepayment, AnyRefusal>(context, async ({ tx, audit }) => {
    const run = await findPrepaymentRun(tx, regionCode, month);
    if (!run) return refuse({ code: 'not_found', facts: { what: 'prepayment' } });
    const by = actorRef(context.actor);
    const of = await prepaymentMonthOf(tx, regionCode, month);
    const decision = status === 'withdrawn' ? decideWithdrawal(of, by) : decideRejection(of, by);
    if (!decision.ok) return decision;
    if (!(await decidePrepaymentRun(tx, regionCode, run, { status, decidedBy: by, decidedAt: context.now(), decisionReason: reason }))) {
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'prepayment' } });
    }
    const subject = { kind: 'prepayment', id: month } as const;
    const facts = { attempt: run.attempt, reason };
    if (status === 'withdrawn') await audit({ action: 'prepayment.withdrawn', subject, facts });
    else await audit({ action: 'prepayment.rejected', subject, facts });
    return accept({ month, attempt: run.attempt, status });
  });
}
