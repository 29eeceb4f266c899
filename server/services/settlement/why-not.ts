import type { Queryable, Reach } from '@/db';
import { listDisposals } from '@/db/queries/disposal';
import { listHolidayTables } from '@/db/queries/policy';
import type { SettlementRow } from '@/db/queries/settlement';
import type { Outcome, Refusal } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideClosing, decideDisposals } from '@/server/domain/settlement/closing';
import { decideConfirmation, decideDelivery, decideReview } from '@/server/domain/settlement/course';
import { decideObjection } from '@/server/domain/settlement/objection';
import { type ServiceContext, today } from '../context';
import { courseOf, findMoved, settledAlready, tallyOf } from './course-of';

export const settlementSteps = ['deliver', 'object', 'review', 'confirm', 'dispose', 'close'] as const;
export type SettlementStep = (typeof settlementSteps)[number];

/** Why whoever asks could not take each step now; empty lists mean nothing speaks against it but the scope. */
export type WhyNot = Readonly<Record<SettlementStep, readonly Refusal<AnyRefusal['code']>[]>>;

/**
 * Asks the rules of every step, so that a screen can say what is missing instead of showing a grey button. Who sees a part of the
 * region takes no step but objecting, and is told nothing of what others object to.
 */
export async function whyNotOf(q: Queryable, context: ServiceContext, reach: Reach, row: SettlementRow, workingDays: number): Promise<WhyNot> {
  const course = await courseOf(q, row);
  const by = actorRef(context.actor);
  const day = today(context);
  const reasons = (decision: Outcome<unknown, AnyRefusal>) => (decision.ok ? [] : decision.refusals);
  // What a form will ask for is taken as given.
  const object = reasons(decideObjection(course, { today: day, text: '.', amountFen: 1, openOnLine: null }));
  if (reach.institutionCodes !== 'all') return { deliver: [], object, review: [], confirm: [], dispose: [], close: [] };
  const moved = await findMoved(q, row);
  const disposals = await listDisposals(q, row.regionCode, row.id);
  const { lines } = row.statement;
  return {
    deliver: reasons(decideDelivery(course, { today: day, workingDays, tables: await listHolidayTables(q), ...moved })),
    object,
    review: reasons(decideReview(course, { by, today: day, objections: await tallyOf(q, row), ...moved })),
    confirm: reasons(decideConfirmation(course, { by, year: row.year, settled: await settledAlready(q, row), ...moved })),
    dispose: reasons(decideDisposals(course, lines, [], { confirmed: day, today: day })),
    close: reasons(decideClosing(course, { by, lines, disposals })),
  };
}
