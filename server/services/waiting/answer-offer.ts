import type { Reach, Tx } from '@/db';
import { findOpenOffer, listOffersOf } from '@/db/queries/waiting';
import { type Outcome, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { takeOffer as decideTaking } from '@/server/domain/referral/answer-referral';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { actingResident } from '../own/acting-resident';
import { permit } from '../permit';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';

type Receipt = Promise<Outcome<ReferralReceipt, AnyRefusal>>;

/** The place offered from the waiting list is booked, by the doctor or the hospital's office with whom the patient has spoken. */
export function takeOffer(context: ServiceContext, handle: ReferralHandle): Receipt {
  const reach = permit(context, 'referral:create');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => take(context, unit, await loadReferral(unit.tx, context, reach, handle)));
}

/** The patient does not want this place, and keeps the turn: it goes to whoever is next. */
export function declineOffer(context: ServiceContext, handle: ReferralHandle): Receipt {
  const reach = permit(context, 'referral:create');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => turnDown(context, unit, await loadReferral(unit.tx, context, reach, handle)));
}

/** The resident, or a child's guardian, takes what is offered to them. */
export function takeOwnOffer(context: ServiceContext, input: { readonly referralId: string }): Receipt {
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => take(context, unit, await loadOwn(unit.tx, context, input.referralId)));
}

/** The resident turns down what is offered to them, and keeps the turn. */
export function declineOwnOffer(context: ServiceContext, input: { readonly referralId: string }): Receipt {
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => turnDown(context, unit, await loadOwn(unit.tx, context, input.referralId)));
}

/** A referral of the person who is signed in; anybody else's is not found. */
async function loadOwn(tx: Tx, context: ServiceContext, referralId: string): Promise<Outcome<LoadedReferral, AnyRefusal>> {
  const own = actingResident(context);
  const everywhere: Reach = { regionCode: own.regionCode, institutionCodes: 'all' };
  const loaded = await loadReferral(tx, context, everywhere, { referralId, version: null });
  if (loaded.ok && loaded.value.facts.referral.residentId !== own.residentId) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  return loaded;
}

async function take(context: ServiceContext, unit: UnitOfWork, loaded: Outcome<LoadedReferral, AnyRefusal>): Receipt {
  if (!loaded.ok) return loaded;
  const { facts, slots } = loaded.value;
  const decision = decideTaking(facts);
  if (!decision.ok) return decision;
  return saveChange(context, unit, loaded.value, decision.value, { name: 'taken', facts: { slotStartsAt: slots[0]?.startsAt ?? null } });
}

async function turnDown(context: ServiceContext, unit: UnitOfWork, loaded: Outcome<LoadedReferral, AnyRefusal>): Receipt {
  if (!loaded.ok) return loaded;
  const { facts, slots } = loaded.value;
  const { referral, places, now } = facts;
  // Whoever may take it may turn it down, and nobody else.
  const barred: AnyRefusal[] = [...whyNot(referral, 'take', context.actor)];
  const offer = await findOpenOffer(unit.tx, referral.regionCode, referral.id);
  if (referral.status === 'waiting' && !offer) {
    const [last] = await listOffersOf(unit.tx, referral.regionCode, [referral.id]);
    barred.push({ code: 'waiting.no_offer', facts: { outcome: last?.outcome ?? null } });
  }
  const judged = unlessRefused<null, AnyRefusal>(barred, () => null);
  if (!judged.ok) return judged;
  const freed = { referral: { ...referral, slotId: null, bedSlotIds: [] }, slots: changesOf(places, 'free', referral.id, now) };
  return saveChange(context, unit, loaded.value, freed, { name: 'offer_declined', facts: { slotStartsAt: slots[0]?.startsAt ?? null } });
}
