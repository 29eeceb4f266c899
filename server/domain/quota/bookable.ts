import { addDays, type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import { isOpenTo, type Standing } from './may-reserve';
import type { BookingRefusal } from './refusals';
import type { ClinicSession, Slot } from './slot';
import { effectiveState } from './slot-transitions';

/** What is judged of a place. */
export type JudgedSlot = Pick<Slot, 'startsAt' | 'dealtTo' | 'state'>;

export interface BookingRequest<S extends JudgedSlot = Slot> {
  readonly slot: S;
  readonly session: Pick<ClinicSession, 'day' | 'opensOn' | 'releaseAt' | 'borrowAt' | 'urgentOnly'>;
  /** What the institution that refers is to the hospital; null for an onlooker of none, who sees what anybody might hold. */
  readonly standing: Standing | null;
  readonly priority: ReferralPriority;
  /** The referral that asks, so that its own hold does not stand in its way; null for a search. */
  readonly referralId: string | null;
  readonly urgentWindowDays: number;
  readonly now: Instant;
}

/** The slot, if a referral of this priority may hold or book it now; otherwise every reason why not. */
export function bookable<S extends JudgedSlot>(
  request: BookingRequest<S>,
): Outcome<S, BookingRefusal> {
  return unlessRefused(whyNotBookable(request), () => request.slot);
}

/**
 * The reasons why not, in the order of `BookingRefusal`; none means yes.
 *
 * The urgent window is read as Shanghai practises it: referred residents book ahead of the public, and the places of the next
 * two or three days are for those whose illness needs them, so there a routine referral is refused.
 */
export function whyNotBookable(request: BookingRequest<JudgedSlot>): BookingRefusal[] {
  const { slot, session, standing, priority, urgentWindowDays, now } = request;
  const state = effectiveState(slot.state, now);
  const today = dayOfInstant(now);
  const ownHold = state.status === 'held' && state.referralId === request.referralId;
  const refusals: BookingRefusal[] = [];
  if (standing?.kind === 'outside' && !ownHold) refusals.push({ code: 'quota.outside_alliance', facts: { hospitalName: standing.hospitalName } });
  if (slot.startsAt <= now) refusals.push({ code: 'quota.passed', facts: { startsAt: slot.startsAt } });
  // A hold made in time outlives the release of what is still free.
  if (state.status === 'released' || (state.status === 'free' && session.releaseAt <= now)) {
    refusals.push({ code: 'quota.released', facts: { releasedAt: session.releaseAt } });
  }
  if (today < session.opensOn) refusals.push({ code: 'quota.not_yet_open', facts: { opensOn: session.opensOn } });
  const inWindow = urgentWindowDays > 0 && session.day <= lastUrgentDay(today, urgentWindowDays);
  if (priority === 'routine' && !ownHold && (session.urgentOnly || inWindow)) {
    refusals.push({ code: 'quota.urgent_only', facts: { sessionDay: session.day, windowDays: urgentWindowDays } });
  }
  if (standing !== null && !ownHold && !isOpenTo(standing, slot, session, now)) {
    refusals.push({ code: 'quota.dealt_elsewhere', facts: { borrowAt: session.borrowAt } });
  }
  if (state.status !== 'free' && state.status !== 'released' && !ownHold) {
    refusals.push({ code: 'quota.slot_taken', facts: { status: state.status } });
  }
  return refusals;
}

/** The last day whose places are kept for the urgent; yesterday when policy keeps none. */
export function lastUrgentDay(today: Day, urgentWindowDays: number): Day {
  return addDays(today, urgentWindowDays > 0 ? urgentWindowDays : -1);
}
