import { findTurn, findOpenOffer, listLapsedOffers, saveTurn } from '@/db/queries/waiting';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import { turnAfterLapse } from '@/server/domain/waiting/turn';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { unitOfWork } from '../unit-of-work';

const batchSize = 200;

/**
 * Ends the offers that nobody answered in time, a transaction each: the place is free for whoever is next, and both the patient and the
 * team are told. Somebody who takes one at the same moment is left in peace: the version decides.
 */
export async function lapseOffers(context: ServiceContext): Promise<{ lapsed: number }> {
  const reach = permit(context, 'referral:close');
  let lapsed = 0;
  for (;;) {
    const due = await listLapsedOffers(context.store.reads, reach, context.now(), batchSize);
    let moved = 0;
    for (const referralId of due) {
      const outcome = await lapseOffer(context, referralId);
      if (outcome.ok) moved += 1;
    }
    lapsed += moved;
    if (due.length < batchSize || moved === 0) return { lapsed };
  }
}

/** Ends one offer whose time is up; before its time it refuses. */
export function lapseOffer(context: ServiceContext, referralId: string): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:close');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const loaded = await loadReferral(tx, context, reach, { referralId, version: null });
    if (!loaded.ok) return loaded;
    const { referral, places, now } = loaded.value.facts;
    const offer = await findOpenOffer(tx, referral.regionCode, referralId);
    const turn = await findTurn(tx, referral.regionCode, referralId);
    if (referral.status !== 'waiting' || !turn || !offer) return refuse({ code: 'waiting.no_offer', facts: { outcome: null } });
    if (now < offer.expiresAt) return refuse({ code: 'waiting.offer_open', facts: { expiresAt: offer.expiresAt } });
    const after = turnAfterLapse(turn, now);
    await saveTurn(tx, after);
    const freed = { referral: { ...referral, slotId: null, bedSlotIds: [] }, slots: changesOf(places, 'free', referral.id, now) };
    const facts = { slotStartsAt: offer.startsAt, lapses: turn.lapses + 1, turnMoved: after.turnSince === turn.turnSince ? 0 : 1 };
    return saveChange(context, unit, loaded.value, freed, { name: 'offer_lapsed', facts });
  });
}
