import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { CancellationRefusal } from './refusals';
import { partOf, type ClinicSession } from './slot';

/**
 * What becomes of whoever counts on a session that is called off: nothing is called off while there is anybody, everybody moves to
 * another session in their order, or everybody goes back on the waiting list with their turn. Whom the other session has no place for goes back on the list.
 */
export const displacements = ['refuse', 'rebook', 'requeue'] as const;
export type Displacement = (typeof displacements)[number];

export interface CancellationFacts {
  readonly session: Pick<ClinicSession, 'id' | 'kind' | 'day' | 'startsAt' | 'institutionCode'>;
  readonly cancelled: boolean;
  /** Numbers of the referrals that hold or have booked one of its places. */
  readonly referralNumbers: readonly string[];
  /** Numbers of those whose patients are there already. */
  readonly arrivedNumbers: readonly string[];
  readonly displacement: Displacement;
  /** Where to move them; null unless they are rebooked. */
  readonly other: Pick<ClinicSession, 'id' | 'kind' | 'day' | 'resourceName' | 'institutionCode'> | null;
  readonly now: Instant;
}

/**
 * Call a session off before it begins. Nobody is silently dropped: whoever counts on one of its places is moved or put back on the
 * list in the same step, or the session stays. Reasons why not come in the order of `CancellationRefusal`.
 */
export function cancelSession(facts: CancellationFacts): Outcome<'cancelled', CancellationRefusal> {
  const { session, cancelled, referralNumbers, arrivedNumbers, displacement, other, now } = facts;
  const refusals: CancellationRefusal[] = [];
  if (cancelled) refusals.push({ code: 'quota.session_cancelled', facts: {} });
  if (session.startsAt <= now) refusals.push({ code: 'quota.session_begun', facts: { startsAt: session.startsAt } });
  if (arrivedNumbers.length > 0) refusals.push({ code: 'quota.session_has_arrived', facts: { numbers: arrivedNumbers } });
  if (displacement === 'refuse' && referralNumbers.length > 0) {
    refusals.push({ code: 'quota.session_has_referrals', facts: { numbers: referralNumbers } });
  }
  if (other && !standsIn(session, other)) {
    refusals.push({ code: 'quota.rebook_elsewhere', facts: { resourceName: other.resourceName, day: other.day } });
  }
  return unlessRefused(refusals, () => 'cancelled' as const);
}

/**
 * Whether somebody who is moved by the hospital itself may have a place of a session now: it has not begun nor been released, and is
 * not kept for the urgent. Neither the day it opens nor the urgent window nor whom a place was dealt to stands in the way of who had a place already.
 */
export function takesOver(
  { startsAt, releaseAt, urgentOnly }: Pick<ClinicSession, 'startsAt' | 'releaseAt' | 'urgentOnly'>,
  priority: ReferralPriority,
  now: Instant,
): boolean {
  return now < startsAt && now < releaseAt && (!urgentOnly || priority !== 'routine');
}

type Standing = Pick<ClinicSession, 'id' | 'kind' | 'institutionCode'> & { readonly day: Day };

/** Whether a session can take over another's patients: the same hospital, the same kind, and for a ward the same day, so that the stay stays whole. */
export function standsIn(called: Standing, other: Standing): boolean {
  return other.id !== called.id && other.institutionCode === called.institutionCode && other.kind === called.kind && partOf(other) === partOf(called);
}
