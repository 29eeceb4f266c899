import type { Instant } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { SlotRefusal } from '@/server/domain/quota/refusals';
import type { Slot, SlotState } from '@/server/domain/quota/slot';
import { bookSlot, freeSlot, missSlot, useSlot, vacateSlot } from '@/server/domain/quota/slot-transitions';
import { placeIdsOf, type ReferralOrder } from './referral';
import type { PlaceEffect } from './transitions';

/** A place a referral names, as it is held in the database now. */
export type ReservedSlot = Pick<Slot, 'id' | 'kind' | 'startsAt' | 'state'>;

/** What a decision on a referral does to one of its places. */
export interface SlotChange {
  readonly slotId: string;
  readonly state: SlotState;
}

/** A referral in its next state, and its places in theirs, to be saved together or not at all. */
export interface ReferralDecision<Next> {
  readonly referral: Next;
  /** Only the places that change. */
  readonly slots: readonly SlotChange[];
}

/** Why the referral cannot count on its places: a hold is lost, the time has passed. */
export function refusalsOfHold(
  referral: Pick<ReferralOrder, 'id' | 'slotId' | 'bedSlotIds'>,
  places: readonly ReservedSlot[],
  now: Instant,
): (
  | { readonly code: 'referral.hold_lost'; readonly facts: { slotId: string } }
  | { readonly code: 'referral.slot_passed'; readonly facts: { startsAt: Instant } }
)[] {
  return placeIdsOf(referral).flatMap((slotId) => {
    const lost = { code: 'referral.hold_lost', facts: { slotId } } as const;
    const slot = places.find(({ id }) => id === slotId);
    if (!slot) return [lost];
    const { state, startsAt } = slot;
    const alive = state.status === 'held' && state.referralId === referral.id && now < state.expiresAt;
    const passed = { code: 'referral.slot_passed', facts: { startsAt } } as const;
    return [...(alive ? [] : [lost]), ...(startsAt <= now ? [passed] : [])];
  });
}

/** A reserved place is for signed residents only; anyone else is referred all the same, without one. */
export function refusalsOfUnsigned(wish: { readonly wantsPlace: boolean; readonly contractId: string | null }) {
  if (!wish.wantsPlace || wish.contractId !== null) return [];
  return [{ code: 'referral.slot_needs_contract', facts: {} }] as const;
}

/** The places that an effect changes. One that is not the referral's any more stays as it is. */
export function changesOf(places: readonly ReservedSlot[], effect: PlaceEffect | undefined, referralId: string, now: Instant): SlotChange[] {
  if (effect === undefined) return [];
  return places.flatMap((place) => {
    const moved = move(place, effect, referralId, now);
    return moved.ok ? [{ slotId: place.id, state: moved.value }] : [];
  });
}

function move({ kind, startsAt, state }: ReservedSlot, effect: PlaceEffect, referralId: string, now: Instant): Outcome<SlotState, SlotRefusal> {
  switch (effect) {
    case 'free':
      return freeSlot(state, referralId);
    case 'book':
      return bookSlot(state, referralId, now);
    case 'use':
      return useSlot(state, referralId);
    case 'miss':
      // Beds of the days to come are nobody's fault and somebody else's chance.
      return kind === 'ward' && startsAt > now ? freeSlot(state, referralId) : missSlot(state, referralId);
    case 'vacate':
      return vacateSlot({ kind, startsAt, state }, referralId, now);
  }
}
