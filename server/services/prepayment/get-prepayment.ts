import { type PrepaymentLineView, listPrepaymentAttempts, listPrepaymentLines } from '@/db/queries/prepayment';
import { listActorNames } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import { type Outcome, type Refusal, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { PrepaymentBasis } from '@/server/domain/policy/budget-terms';
import { type PrepaymentRefusal, type PrepaymentStatus, decideApproval, decideWithdrawal } from '@/server/domain/prepayment/prepayment-run';
import type { GenericRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface PrepaymentAttempt {
  readonly attempt: number;
  readonly status: PrepaymentStatus;
  readonly proposedByName: string;
  readonly proposedAt: number;
  readonly decidedByName: string | null;
  readonly decidedAt: number | null;
  readonly decisionReason: string | null;
}

export interface PrepaymentView extends PrepaymentAttempt {
  readonly month: Month;
  readonly basis: PrepaymentBasis;
  readonly share: string;
  /** Of the lines within reach. */
  readonly totalFen: Fen;
  readonly lines: readonly PrepaymentLineView[];
  /** Attempts before this one, the latest first. */
  readonly earlier: readonly PrepaymentAttempt[];
  /** Why the run could not be approved or sent back by whoever asks, as far as that depends on the person and the run. */
  readonly whyNotApprove: readonly Refusal<PrepaymentRefusal['code']>[];
  readonly whyNotWithdraw: readonly Refusal<PrepaymentRefusal['code']>[];
}

/** One month's latest run with its lines, as far as the actor's reach goes. */
export async function getPrepayment(context: ServiceContext, month: Month): Promise<Outcome<PrepaymentView, GenericRefusal>> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const attempts = await listPrepaymentAttempts(q, reach.regionCode, month);
  const [run] = attempts;
  if (!run) return refuse({ code: 'not_found', facts: { what: 'prepayment' } });
  const lines = await listPrepaymentLines(q, reach, month, run.attempt);
  const names = await listActorNames(q, attempts.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]));
  const [latest, ...earlier] = attempts.map(({ attempt, status, proposedBy, proposedAt, decidedBy, decidedAt, decisionReason }): PrepaymentAttempt => ({
    ...{ attempt, status, proposedAt, decidedAt, decisionReason },
    proposedByName: names(proposedBy),
    decidedByName: decidedBy === null ? null : names(decidedBy),
  }));
  if (!latest) throw new Error(`the attempts at ${month} have gone`);
  const of = { month, isClosed: true, run: { status: run.status, proposedBy: run.proposedBy }, yearSettledBy: null };
  const [approval, withdrawal] = [decideApproval(of, actorRef(context.actor)), decideWithdrawal(of, actorRef(context.actor))];
  return accept({
    ...latest,
    month,
    basis: run.basis,
    share: run.share,
    totalFen: sumFen(lines.map((line) => line.amountFen)),
    lines,
    earlier,
    whyNotApprove: approval.ok ? [] : approval.refusals,
    whyNotWithdraw: withdrawal.ok ? [] : withdrawal.refusals,
  });
}
