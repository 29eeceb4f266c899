import { cancelPublishedSession, findOwnSession, listReferralsOnSession } from '@/db/queries/quota';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { cancelSession as decideCancellation } from '@/server/domain/quota/cancel-session';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface CancelSessionInput {
  readonly sessionId: string;
  /** Why, for the audit. */
  readonly reason: string;
}

/**
 * Calls a session of the actor's own hospital off; its free places go back. Refused while referrals hold or have booked a
 * place, with their numbers.
 */
export function cancelSession(context: ServiceContext, input: CancelSessionInput): Promise<Outcome<{ sessionId: string }, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  return unitOfWork<{ sessionId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const session = await findOwnSession(tx, reach, input.sessionId);
    if (!session) return refuse({ code: 'not_found', facts: { what: 'session' } });
    const now = context.now();
    const decision = decideCancellation({
      cancelled: session.status === 'cancelled',
      startsAt: session.startsAt,
      referralNumbers: await listReferralsOnSession(tx, reach.regionCode, session.id, now),
      now,
    });
    if (!decision.ok) return decision;
    if (!(await cancelPublishedSession(tx, reach.regionCode, session.id, now))) {
      return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
    }
    await audit({ action: 'session.cancelled', subject: { kind: 'session', id: session.id }, facts: { reason: input.reason } });
    return accept({ sessionId: session.id });
  });
}
