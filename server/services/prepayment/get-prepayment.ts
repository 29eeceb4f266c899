import { type PrepaymentLineView, findPrepaymentRun, listPrepaymentLines } from '@/db/queries/prepayment';
import { listActorNames } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import { type PrepaymentRefusal, type PrepaymentStatus, decideApproval } from '@/server/domain/prepayment/prepayment-run';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PrepaymentView {
  readonly month: Month;
  readonly status: PrepaymentStatus;
  readonly share: string;
  /** Of the lines within reach. */
  readonly totalFen: Fen;
  readonly proposedByName: string;
  readonly proposedAt: number;
  readonly approvedByName: string | null;
  readonly approvedAt: number | null;
  readonly lines: readonly PrepaymentLineView[];
  /** Why the run could not be approved by whoever asks, as far as that depends on the person and the run. */
  readonly whyNotApprove: readonly Refusal<PrepaymentRefusal['code']>[];
}

/** One month's run with its lines, as far as the actor's reach goes. */
export async function getPrepayment(context: ServiceContext, month: Month): Promise<Outcome<PrepaymentView, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const run = await findPrepaymentRun(q, reach.regionCode, month);
  if (!run) return refuse({ code: 'not_found', facts: { what: 'prepayment' } });
  const lines = await listPrepaymentLines(q, reach, month);
  const names = await listActorNames(q, [run.proposedBy, run.approvedBy]);
  const { status, share, proposedBy, proposedAt, approvedBy, approvedAt } = run;
  const decision = decideApproval({ month, isClosed: true, run: { status, proposedBy }, yearSettledBy: null }, actorRef(context.actor));
  return accept({
    month,
    status,
    share,
    totalFen: sumFen(lines.map((line) => line.amountFen)),
    proposedByName: names(proposedBy),
    proposedAt,
    approvedByName: approvedBy === null ? null : names(approvedBy),
    approvedAt,
    lines,
    whyNotApprove: decision.ok ? [] : decision.refusals,
  });
}
