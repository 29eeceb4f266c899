import { type KeptSession, findOwnSession } from '@/db/queries/quota';
import type { Reach } from '@/db';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { cancelSession } from './cancel-session';
import { changeCapacity } from './change-capacity';
import type { Displaced } from './displace-referrals';
import { publishSession, workplaceOf } from './publish-session';

export interface PutSessionInput {
  /** The hospital's own id of the session, or the session's here. */
  readonly id: string;
  /** The version the hospital has seen; null: it has seen none. */
  readonly seen: number | null;
  readonly kind: CapacityKind;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly capacity: number;
  readonly urgentOnly: boolean;
  readonly publicLeadDays: number;
  /** Why it is called off; null while it takes place. */
  readonly cancelledBecause: string | null;
}

export interface PutSession {
  readonly session: KeptSession;
  /** Who was put back on the waiting list, because the session is called off. */
  readonly displaced: readonly Displaced[];
}

/**
 * Keeps a session as the hospital's own system has it: publishes it under the hospital's id, changes its capacity, or calls it off with
 * everybody put back on the waiting list. What stands already is changed only by who has seen how it stands; the same content again changes nothing.
 */
export async function putSession(context: ServiceContext, input: PutSessionInput): Promise<Outcome<PutSession, AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const standing = await findPut(context, reach, input.id);
  if (!standing) return publishPut(context, reach, input);
  const current = String(standing.version);
  if (input.seen === null) return refuse({ code: 'request.precondition_missing', facts: { current } });
  if (input.seen !== standing.version) return refuse({ code: 'request.precondition_failed', facts: { current } });
  if (standing.status === 'cancelled') return input.cancelledBecause === null ? refuse({ code: 'quota.session_cancelled', facts: {} }) : accept({ session: standing, displaced: [] });
  const isSame = (['kind', 'departmentCode', 'resourceName', 'startsAt', 'endsAt', 'urgentOnly'] as const).every((name) => standing[name] === input[name]);
  if (!isSame) return refuse({ code: 'quota.session_fixed', facts: { startsAt: standing.startsAt } });
  const changed = await change(context, standing, input);
  return changed.ok ? accept({ session: (await findOwnSession(context.store.reads, reach, standing.id)) ?? standing, displaced: changed.value }) : changed;
}

async function change(context: ServiceContext, standing: KeptSession, { capacity, cancelledBecause }: PutSessionInput): Promise<Outcome<readonly Displaced[], AnyRefusal>> {
  const { id: sessionId, version } = standing;
  if (cancelledBecause !== null) {
    const gone = await cancelSession(context, { sessionId, version, reason: cancelledBecause, displacement: 'requeue' });
    return gone.ok ? accept(gone.value.displaced) : gone;
  }
  if (capacity === standing.capacity) return accept([]);
  const resized = await changeCapacity(context, { sessionId, version, capacity });
  return resized.ok ? accept([]) : resized;
}

async function publishPut(context: ServiceContext, reach: Reach, { id, seen, cancelledBecause, ...plan }: PutSessionInput): Promise<Outcome<PutSession, AnyRefusal>> {
  if (seen !== null) return refuse({ code: 'request.precondition_failed', facts: { current: null } });
  if (cancelledBecause !== null) return refuse({ code: 'not_found', facts: { what: 'session' } });
  const published = await publishSession(context, { ...plan, institutionCode: null, id: ownIdOf(context, id) });
  if (!published.ok) return published;
  const session = await findOwnSession(context.store.reads, reach, published.value.id);
  return session ? accept({ session, displaced: [] }) : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'session' } });
}

async function findPut(context: ServiceContext, reach: Reach, id: string): Promise<KeptSession | null> {
  const q = context.store.reads;
  return (await findOwnSession(q, reach, ownIdOf(context, id))) ?? findOwnSession(q, reach, id);
}

/** Two hospitals may call a session the same: behind each hospital's code stands its own id. */
function ownIdOf({ actor }: ServiceContext, id: string): string {
  return `${workplaceOf(actor)}.${id}`;
}
