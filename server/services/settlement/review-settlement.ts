import { findSettlement, moveSettlement } from '@/db/queries/settlement';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { decideReview } from '@/server/domain/settlement/course';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { courseOf, findMoved, tallyOf } from './course-of';

/** 复核: by somebody who did not compute it, once the time to object is over and every objection is answered. */
export async function reviewSettlement(context: ServiceContext, id: string): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  const reach = permit(context, 'settlement:review');
  return unitOfWork<{ readonly id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findSettlement(tx, reach, id);
    if (!found) return refuse({ code: 'not_found', facts: { what: 'settlement' } });
    const by = actorRef(context.actor);
    const review = { by, today: today(context), objections: await tallyOf(tx, found), ...(await findMoved(tx, found)) };
    const decision = decideReview(await courseOf(tx, found), review);
    if (!decision.ok) return decision;
    const won = await moveSettlement(tx, found, 'reviewed', { reviewedBy: by, reviewedAt: context.now() });
    if (!won) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'settlement' } });
    await audit({ action: 'settlement.reviewed', subject: { kind: 'settlement', id }, facts: { inputsDigest: found.inputsDigest } });
    return accept({ id });
  });
}
