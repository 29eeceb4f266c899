import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import { acceptReferral as decideAcceptance } from '@/server/domain/referral/answer-referral';
import { changesOf, refusalsOfUnsigned } from '@/server/domain/referral/reserved-slot';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { offerFreedAfterwards } from '../waiting/offer-places';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';
import { type PlaceWish, holdPlaces, sessionsOf } from './hold-places';
import { moveSlots } from './move-slots';

export interface AcceptReferralInput extends ReferralHandle {
  /** Other places of the hospital, when a hold ran out or another date is better; null keeps the referral's own. */
  readonly places: PlaceWish | null;
}

/**
 * The receiving hospital says yes, and the referral's own holds become its bookings by conditional updates. With places named, the
 * referral's old ones are given back and the new ones taken in the same step, or nothing changes. All it decides by is a condition of what it
 * writes: the referral's version, and the state in which each place was seen.
 */
export function acceptReferral(context: ServiceContext, input: AcceptReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    // Whoever may not answer at all hears that alone, and touches no place.
    const barred = whyNot(loaded.value.facts.referral, 'accept', context.actor);
    const [first, ...others] = barred;
    if (first) return refuse<AnyRefusal>(first, ...others);
    if (isPlaceGiven(input.places) && loaded.value.facts.referral.status === 'waiting') return refuse({ code: 'waiting.offer_instead', facts: {} });
    const placed = input.places === null ? accept(loaded.value) : await moveTo(context, unit, loaded.value, input.places);
    if (!placed.ok) return placed;
    if (input.places !== null) offerFreedAfterwards(context, unit, loaded.value.slots);
    const decision = decideAcceptance(placed.value.facts);
    if (!decision.ok) return decision;
    const startsAt = placed.value.slots[0]?.startsAt ?? null;
    return saveChange(context, unit, placed.value, decision.value, { name: 'accepted', facts: { slotStartsAt: startsAt } });
  }, { isConditional: true });
}

/** Reserved places go to those who wait in their order, which is written down; what the hospital gives beside them it gives freely. */
function isPlaceGiven(places: PlaceWish | null): boolean {
  return places !== null && (places.sessionId !== null || places.stay !== null);
}

/** Gives the referral's places back and holds free ones of other sessions of the same hospital for it. */
export async function moveTo(context: ServiceContext, { tx }: UnitOfWork, loaded: LoadedReferral, wish: PlaceWish): Promise<Outcome<LoadedReferral, AnyRefusal>> {
  const { referral, now } = loaded.facts;
  const { regionCode } = referral;
  const sessions = await sessionsOf(tx, regionCode, wish);
  if (!sessions.ok) return sessions;
  const { visit, ward } = sessions.value;
  if ([visit, ...ward].some((session) => session && session.institutionCode !== referral.toInstitutionCode)) {
    return refuse({ code: 'not_found', facts: { what: 'session' } });
  }
  const policy = await getPolicyInForce(tx, regionCode, today(context));
  if (!policy.ok) return policy;
  const judged = unlessRefused<null, AnyRefusal>(refusalsOfUnsigned({ wantsPlace: visit !== null || ward.length > 0, contractId: referral.contractId }), () => null);
  if (!judged.ok) return judged;
  if (!(await moveSlots(tx, regionCode, loaded.slots, changesOf(loaded.slots, 'free', referral.id, now)))) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  }
  const until = Math.max(...[visit, ...ward].map((session) => session?.startsAt ?? 0));
  const held = await holdPlaces(context, tx, sessions.value, { referralId: referral.id, fromInstitutionCode: referral.fromInstitutionCode, priority: referral.priority, rules: quotaRulesOf(policy.value.quota), until });
  if (!held.ok) return held;
  const { slotId, bedSlotIds, slots } = held.value;
  const moved = { ...referral, slotId, bedSlotIds };
  return accept({ kept: { ...loaded.kept, referral: moved }, slots, facts: { ...loaded.facts, referral: moved, places: slots } });
}
