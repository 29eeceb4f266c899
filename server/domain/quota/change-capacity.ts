import type { Instant } from '@/server/domain/kernel/instant';
import type { Fraction } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { capacityLimit, freeSlotsOf, isCapacity, reservedOf } from './publish-session';
import type { CapacityRefusal } from './refusals';
import type { ClinicSession, Slot } from './slot';
import { effectiveState, withdrawSlot } from './slot-transitions';

export interface CapacityChange {
  readonly session: ClinicSession;
  readonly cancelled: boolean;
  /** Every place of the session, withdrawn ones too. */
  readonly slots: readonly Slot[];
  /** Numbers of the referrals that hold, have booked or have used one, for who has to be asked first. */
  readonly referralNumbers: readonly string[];
  /** What the session takes from now on. */
  readonly capacity: number;
  /** The share that was reserved when it was published. */
  readonly share: Fraction;
  readonly now: Instant;
  readonly newId: () => string;
}

export interface ChangedCapacity {
  readonly session: ClinicSession;
  readonly added: readonly Slot[];
  /** Places that nobody held, as they were seen; they leave the offer. */
  readonly withdrawn: readonly Slot[];
}

/**
 * The hospital takes more or fewer patients than it published. The reserved part follows its share: it grows by new free places and
 * shrinks by those that nobody holds, what is everybody's before what is dealt to one, the last number first. What referrals hold or
 * have booked is never touched: the reserved part stays above its share as long as they need it, and a capacity below them is refused
 * with their numbers. Reasons why not come in the order of `CapacityRefusal`.
 */
export function changeCapacity(change: CapacityChange): Outcome<ChangedCapacity, CapacityRefusal> {
  const { session, slots, capacity, share, now, newId } = change;
  const offered = slots.filter(({ state }) => state.status !== 'withdrawn');
  const free = offered.filter(({ state }) => effectiveState(state, now).status === 'free');
  const taken = offered.length - free.length;
  return unlessRefused(refusalsOf(change, taken), () => {
    const reserved = Math.max(reservedOf(capacity, share), taken);
    const last = Math.max(0, ...slots.map(({ number }) => number));
    const surplus = Math.max(0, offered.length - reserved);
    const leaving = free.toSorted((a, b) => Number(a.dealtTo !== null) - Number(b.dealtTo !== null) || b.number - a.number);
    return {
      session: { ...session, capacity, reserved },
      added: freeSlotsOf(session, last + 1, Math.max(0, reserved - offered.length), newId),
      withdrawn: leaving.slice(0, surplus).filter(({ state }) => withdrawSlot(state, now).ok),
    };
  });
}

function refusalsOf({ session, cancelled, referralNumbers, capacity, now }: CapacityChange, taken: number): CapacityRefusal[] {
  const { startsAt, releaseAt } = session;
  const refusals: CapacityRefusal[] = [];
  if (cancelled) refusals.push({ code: 'quota.session_cancelled', facts: {} });
  if (startsAt <= now) refusals.push({ code: 'quota.session_begun', facts: { startsAt } });
  // What was free has gone back to the hospital, which does with it as it likes.
  else if (releaseAt <= now) refusals.push({ code: 'quota.capacity_after_release', facts: { releasedAt: releaseAt } });
  if (!isCapacity(capacity)) refusals.push({ code: 'quota.capacity_out_of_range', facts: { capacity, limit: capacityLimit } });
  else if (capacity < taken) refusals.push({ code: 'quota.capacity_below_taken', facts: { capacity, taken, numbers: referralNumbers } });
  return refusals;
}
