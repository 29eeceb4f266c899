import type { Instant } from '@/server/domain/kernel/instant';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { SlotRefusal } from './refusals';
import type { Slot, SlotState } from './slot';

/*
 * What may happen to one slot. A hold whose time is up counts as free at once; the job that sweeps such holds only tidies.
 * The database settles races by making each of these one conditional update with the same conditions.
 */

type SlotIn<Status extends SlotState['status']> = Extract<SlotState, { status: Status }>;

/** The state as it counts at `now`: a hold that has run out is free. */
export function effectiveState(state: SlotState, now: Instant): SlotState {
  return state.status === 'held' && state.expiresAt <= now ? { status: 'free' } : state;
}

/** Hold a free slot for a referral, or make the referral's own hold last until `expiresAt`. */
export function holdSlot(
  state: SlotState,
  hold: { readonly referralId: string; readonly expiresAt: Instant; readonly now: Instant },
): Outcome<SlotIn<'held'>, SlotRefusal> {
  const current = effectiveState(state, hold.now);
  const own = current.status === 'held' && current.referralId === hold.referralId;
  if (current.status !== 'free' && !own) return taken(current);
  return accept({ status: 'held', referralId: hold.referralId, expiresAt: hold.expiresAt });
}

/** Turn the referral's own hold into a booking; only a hold still running can. */
export function bookSlot(state: SlotState, referralId: string, now: Instant): Outcome<SlotIn<'booked'>, SlotRefusal> {
  if (state.status !== 'held' || state.referralId !== referralId) return notHeld(state);
  if (state.expiresAt <= now) return refuse({ code: 'quota.hold_expired', facts: { expiredAt: state.expiresAt } });
  return accept({ status: 'booked', referralId });
}

/** Sweep a hold whose time is up. */
export function expireHold(state: SlotState, now: Instant): Outcome<SlotIn<'free'>, SlotRefusal> {
  if (state.status !== 'held') return notHeld(state);
  if (now < state.expiresAt) return refuse({ code: 'quota.hold_running', facts: { expiresAt: state.expiresAt } });
  return accept({ status: 'free' });
}

/** Give back what the referral holds or has booked: it was declined or called off. */
export function freeSlot(state: SlotState, referralId: string): Outcome<SlotIn<'free'>, SlotRefusal> {
  const own = (state.status === 'held' || state.status === 'booked') && state.referralId === referralId;
  return own ? accept({ status: 'free' }) : notHeld(state);
}

/** Back to the hospital's own use: only what nobody holds or has booked. */
export function releaseSlot(state: SlotState, now: Instant): Outcome<SlotIn<'released'>, SlotRefusal> {
  const current = effectiveState(state, now);
  return current.status === 'free' ? accept({ status: 'released' }) : taken(current);
}

/** The patient came. */
export function useSlot(state: SlotState, referralId: string): Outcome<SlotIn<'used'>, SlotRefusal> {
  if (state.status !== 'booked' || state.referralId !== referralId) return notBooked(state);
  return accept({ status: 'used', referralId });
}

/** The patient has left: a bed of a day still to come is free again; what was used stays used. */
export function vacateSlot(
  { kind, startsAt, state }: Pick<Slot, 'kind' | 'startsAt' | 'state'>,
  referralId: string,
  now: Instant,
): Outcome<SlotIn<'free'>, SlotRefusal> {
  const own = (state.status === 'used' || state.status === 'booked') && state.referralId === referralId;
  return own && kind === 'ward' && startsAt > now ? accept({ status: 'free' }) : notBooked(state);
}

/** Taken out of what is offered: the hospital has fewer places than it published. Only what nobody holds or has booked. */
export function withdrawSlot(state: SlotState, now: Instant): Outcome<SlotIn<'withdrawn'>, SlotRefusal> {
  const current = effectiveState(state, now);
  return current.status === 'free' ? accept({ status: 'withdrawn' }) : taken(current);
}

/** The patient did not come. */
export function missSlot(state: SlotState, referralId: string): Outcome<SlotIn<'no_show'>, SlotRefusal> {
  if (state.status !== 'booked' || state.referralId !== referralId) return notBooked(state);
  return accept({ status: 'no_show', referralId });
}

function taken({ status }: SlotState): Outcome<never, SlotRefusal> {
  return refuse({ code: 'quota.slot_taken', facts: { status } });
}

function notHeld({ status }: SlotState): Outcome<never, SlotRefusal> {
  return refuse({ code: 'quota.not_held', facts: { status } });
}

function notBooked({ status }: SlotState): Outcome<never, SlotRefusal> {
  return refuse({ code: 'quota.not_booked', facts: { status } });
}
