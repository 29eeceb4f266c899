import type { Reach } from '@/db';
import { type KeptSession, cancelPublishedSession, findSession } from '@/db/queries/quota';
import { detachFromSchedule, listHolders } from '@/db/queries/session-change';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { type Displacement, cancelSession as decideCancellation } from '@/server/domain/quota/cancel-session';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { type Displaced, displaceReferrals } from './displace-referrals';

export interface CallingOff {
  readonly reason: string;
  readonly displacement: Displacement;
  /** The session to move everybody to; with 'rebook' only. */
  readonly otherSessionId: string | null;
  /** Whether the pattern may make the day anew: it was the pattern that changed. */
  readonly detached: boolean;
}

/**
 * Calls one session off inside a unit of work: everybody who counts on a place of it is given another or their turn back, what is free
 * goes back, and the audit row says what became of each.
 */
export async function callOffSession(context: ServiceContext, unit: UnitOfWork, reach: Reach, session: KeptSession, how: CallingOff): Promise<Outcome<Displaced[], AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, id } = session;
  const now = context.now();
  const other = how.otherSessionId === null ? null : await findSession(tx, regionCode, how.otherSessionId);
  if (how.displacement === 'rebook' && other?.status !== 'published') return refuse({ code: 'not_found', facts: { what: 'session' } });
  const holders = await listHolders(tx, regionCode, id, now);
  const waiting = holders.filter(({ slot }) => slot.state.status === 'held' || slot.state.status === 'booked');
  const decision = decideCancellation({
    session,
    cancelled: session.status === 'cancelled',
    referralNumbers: waiting.map(({ number }) => number),
    arrivedNumbers: holders.filter((holder) => !waiting.includes(holder)).map(({ number }) => number),
    displacement: how.displacement,
    other: how.displacement === 'rebook' ? other : null,
    now,
  });
  if (!decision.ok) return decision;
  const displaced = await displaceReferrals(context, unit, reach, { session, holders: waiting, other: how.displacement === 'rebook' ? other : null, reason: how.reason });
  if (!displaced.ok) return displaced;
  if (!(await cancelPublishedSession(tx, regionCode, id))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
  if (how.detached) await detachFromSchedule(tx, regionCode, id);
  await unit.audit({
    action: 'session.cancelled',
    subject: { kind: 'session', id },
    facts: { reason: how.reason, day: session.day, resourceName: session.resourceName, displaced: displaced.value.map(({ number, became }) => ({ number, became })) },
  });
  return displaced;
}
