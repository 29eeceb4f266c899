import { findOwnSession } from '@/db/queries/quota';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Displacement } from '@/server/domain/quota/cancel-session';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { callOffSession } from './call-off-session';
import type { Displaced } from './displace-referrals';

export interface CancelSessionInput {
  readonly sessionId: string;
  /** As it was seen; left out by a caller that has seen none. */
  readonly version?: number;
  /** Why, for the audit and for everybody who is moved. */
  readonly reason: string;
  /** What becomes of whoever counts on a place of it; left out: nothing is called off while there is anybody. */
  readonly displacement?: Displacement;
  /** Where they are moved; with 'rebook'. */
  readonly otherSessionId?: string | null;
}

export interface CancelledSession {
  readonly sessionId: string;
  /** What became of each referral, in the order in which they were served. */
  readonly displaced: readonly Displaced[];
}

/**
 * Calls a session of the actor's own hospital off. Nobody is silently dropped: whoever counts on a place is moved to another session or
 * put back on the waiting list in the same step, or the session stays and the refusal gives their numbers.
 */
export function cancelSession(context: ServiceContext, input: CancelSessionInput): Promise<Outcome<CancelledSession, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const { sessionId, version, reason, displacement = 'refuse', otherSessionId = null } = input;
  return unitOfWork<CancelledSession, AnyRefusal>(context, async (unit) => {
    const session = await findOwnSession(unit.tx, reach, sessionId);
    if (!session) return refuse({ code: 'not_found', facts: { what: 'session' } });
    if (version !== undefined && session.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
    const displaced = await callOffSession(context, unit, reach, session, { reason, displacement, otherSessionId, detached: false });
    return displaced.ok ? accept({ sessionId, displaced: displaced.value }) : displaced;
  });
}
