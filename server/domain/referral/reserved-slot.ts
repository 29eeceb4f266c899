import type { Instant } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import type { Slot, SlotState } from '@/server/domain/quota/slot';
import type { SlotRefusal } from '@/server/domain/quota/refusals';

/** The slot a referral names, as it is held in the database now. */
export type ReservedSlot = Pick<Slot, 'id' | 'startsAt' | 'state'>;

/** What a decision on a referral does to its slot; null when it has none or leaves it alone. */
export interface SlotChange {
  readonly slotId: string;
  readonly state: SlotState;
}

/** A referral in its next state, and its slot in its own, to be saved together or not at all. */
export interface ReferralDecision<Next> {
  readonly referral: Next;
  readonly slot: SlotChange | null;
}

/** Why the referral cannot count on its slot: the hold is lost, the time has passed. */
export function refusalsOfHold(
  referral: { readonly id: string; readonly slotId: string | null },
  slot: ReservedSlot | null,
  now: Instant,
): (
  | { readonly code: 'referral.hold_lost'; readonly facts: { slotId: string } }
  | { readonly code: 'referral.slot_passed'; readonly facts: { startsAt: Instant } }
)[] {
  if (referral.slotId === null) return [];
  const lost = { code: 'referral.hold_lost', facts: { slotId: referral.slotId } } as const;
  if (slot === null || slot.id !== referral.slotId) return [lost];
  const { state, startsAt } = slot;
  const alive = state.status === 'held' && state.referralId === referral.id && now < state.expiresAt;
  const passed = { code: 'referral.slot_passed', facts: { startsAt } } as const;
  return [...(alive ? [] : [lost]), ...(startsAt <= now ? [passed] : [])];
}

/** A reserved slot is for signed residents only; anyone else is referred all the same, without one. */
export function refusalsOfUnsigned(wish: { readonly slotId: string | null; readonly contractId: string | null }) {
  if (wish.slotId === null || wish.contractId !== null) return [];
  return [{ code: 'referral.slot_needs_contract', facts: {} }] as const;
}

/** The change that a slot transition makes, or null where the slot is not the referral's any more and stays as it is. */
export function changeOf(slot: ReservedSlot | null, move: (state: SlotState) => Outcome<SlotState, SlotRefusal>): SlotChange | null {
  if (slot === null) return null;
  const moved = move(slot.state);
  return moved.ok ? { slotId: slot.id, state: moved.value } : null;
}
