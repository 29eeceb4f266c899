import type { Tx } from '@/db';
import { moveSlot } from '@/db/queries/quota';
import type { Slot } from '@/server/domain/quota/slot';
import type { SlotChange } from '@/server/domain/referral/reserved-slot';

/** Saves what a decision does to a referral's places; false when one of them is no longer in the state it was seen in. */
export async function moveSlots(tx: Tx, regionCode: string, seen: readonly Slot[], changes: readonly SlotChange[]): Promise<boolean> {
  for (const { slotId, state } of changes) {
    const slot = seen.find(({ id }) => id === slotId);
    if (!slot || !(await moveSlot(tx, regionCode, slotId, slot.state, state))) return false;
  }
  return true;
}
