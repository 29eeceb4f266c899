import { type KeptSession, findOwnSession } from '@/db/queries/quota';
import { listSessionUse } from '@/db/queries/quota-overview';
import { listHolders, listSlotsOfSession, listStandIns } from '@/db/queries/session-change';
import { addDays } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { standsIn } from '@/server/domain/quota/cancel-session';
import type { SlotStatus } from '@/server/domain/quota/slot';
import { effectiveState } from '@/server/domain/quota/slot-transitions';
import type { ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface SessionPlace {
  readonly number: number;
  readonly status: SlotStatus;
  readonly dealtTo: string | null;
  readonly expiresAt: number | null;
  readonly referral: { readonly id: string; readonly number: string; readonly status: ReferralStatus; readonly priority: ReferralPriority } | null;
}

export interface SessionDetail {
  readonly session: KeptSession;
  readonly places: readonly SessionPlace[];
}

/** One session of the actor's own hospitals, place by place, with the referrals that count on them. */
export async function getSession(context: ServiceContext, input: { readonly sessionId: string }): Promise<Outcome<SessionDetail, AnyRefusal>> {
  const reach = permit(context, 'quota:read');
  const q = context.store.reads;
  const session = await findOwnSession(q, reach, input.sessionId);
  if (!session) return refuse({ code: 'not_found', facts: { what: 'session' } });
  const now = context.now();
  const holders = await listHolders(q, session.regionCode, session.id, now);
  const places = (await listSlotsOfSession(q, session.regionCode, session.id)).map((slot): SessionPlace => {
    const state = effectiveState(slot.state, now);
    const holder = holders.find((each) => each.slot.id === slot.id);
    return {
      number: slot.number,
      status: state.status,
      dealtTo: slot.dealtTo,
      expiresAt: state.status === 'held' ? state.expiresAt : null,
      // What nobody has agreed to yet has not come to the hospital.
      referral: holder && holder.status !== 'awaiting_consent' ? { id: holder.referralId, number: holder.number, status: holder.status, priority: holder.priority } : null,
    };
  });
  return accept({ session, places });
}

export interface StandIn {
  readonly sessionId: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly urgentOnly: boolean;
  readonly free: number;
}

/** How far ahead another session is looked for. */
const standInDays = 42;

/** The sessions of the same hospital that could take over everybody of one that is called off, those with free places only, the same department first. */
export async function listStandInsOf(context: ServiceContext, input: { readonly sessionId: string }): Promise<Outcome<readonly StandIn[], AnyRefusal>> {
  const reach = permit(context, 'quota:publish');
  const q = context.store.reads;
  const session = await findOwnSession(q, reach, input.sessionId);
  if (!session) return refuse({ code: 'not_found', facts: { what: 'session' } });
  const now = context.now();
  const days = session.kind === 'ward' ? { fromDay: session.day, toDay: session.day } : { fromDay: addDays(session.day, -7), toDay: addDays(session.day, standInDays) };
  const found = (await listStandIns(q, session, { ...days, now })).filter((other) => standsIn(session, other));
  const counts = await listSessionUse(q, session.regionCode, found.map(({ id }) => id), now);
  const open = found.map((other) => ({ other, free: counts.get(other.id)?.free ?? 0 })).filter(({ free }) => free > 0);
  const sameDepartment = (code: string) => Number(code !== session.departmentCode);
  return accept(
    open
      .toSorted((a, b) => sameDepartment(a.other.departmentCode) - sameDepartment(b.other.departmentCode) || a.other.startsAt - b.other.startsAt)
      .map(({ other, free }) => ({ sessionId: other.id, departmentName: other.departmentName, resourceName: other.resourceName, startsAt: other.startsAt, endsAt: other.endsAt, urgentOnly: other.urgentOnly, free })),
  );
}
