import { findOpenOffer, type OfferableSession } from '@/db/queries/waiting';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import { lengthOf, refusalsOfReason } from '@/server/domain/referral/texts';
import { takeOffer as decideTaking } from '@/server/domain/referral/answer-referral';
import type { Referral } from '@/server/domain/referral/referral';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { consideredByHand, overtaken } from '@/server/domain/waiting/choose-offer';
import { waitsFor } from '@/server/domain/waiting/turn';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { type PlaceWish, type WishedSessions, sessionsOf } from '../referral/hold-places';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { makeOffer } from './make-offer';
import { type QueueFacts, queueFacts } from './offer-places';
import { requeueReferral } from './queue-referral';

export interface OfferByHandInput extends ReferralHandle {
  readonly places: PlaceWish;
  /** Somebody to whom the place is offered at the moment, and from whom it is taken back; null when it is free. */
  readonly insteadOf: string | null;
  /** Why, when somebody before them on the list could have had this place; otherwise it may be empty. */
  readonly reason: string;
  /** The patient has said yes already, on the telephone: the place is booked at once. */
  readonly confirmed: boolean;
}

/**
 * The hospital gives somebody on its list a place of its choice. Leaving the order needs a reason, which stands in the record of the
 * offer beside everybody who was passed over.
 */
export function offerByHand(context: ServiceContext, input: OfferByHandInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    const found = await sessionsOf(unit.tx, referral.regionCode, input.places);
    if (!found.ok) return found;
    const sessions = placesOf(found.value);
    if (sessions.length === 0 || sessions.some(({ institutionCode }) => institutionCode !== referral.toInstitutionCode)) return refuse({ code: 'not_found', facts: { what: 'session' } });
    const free = input.insteadOf === null ? accept(null) : await takeBackFrom(context, unit, sessions, input);
    if (!free.ok) return free;
    const facts = await factsAbout(context, unit, referral, sessions);
    const judged = unlessRefused(await whyNotOffered(context, unit, { referral, sessions, facts, reason: input.reason }), () => null);
    if (!judged.ok) return judged;
    return give(context, unit, { referral, sessions, facts, input });
  });
}

/** Takes the place back from whoever it is offered to at the moment; whoever it was is told, keeps the turn, and stands in the record. */
async function takeBackFrom(context: ServiceContext, unit: UnitOfWork, sessions: Sessions, { insteadOf, reason }: OfferByHandInput): Promise<Outcome<unknown, AnyRefusal>> {
  const other = await loadReferral(unit.tx, context, permit(context, 'referral:accept'), { referralId: insteadOf ?? '', version: null });
  if (!other.ok) return other;
  const { referral } = other.value.facts;
  const barred = whyNot(referral, 'accept', context.actor);
  const judged = unlessRefused<null, AnyRefusal>(barred.length > 0 ? barred : referral.status === 'waiting' ? [] : [{ code: 'waiting.not_waiting', facts: { status: referral.status } }], () => null);
  if (!judged.ok) return judged;
  // Only the place that is given is taken back, and not whatever they were offered.
  if (!other.value.slots.some(({ sessionId }) => sessions.some(({ id }) => id === sessionId))) return refuse({ code: 'not_found', facts: { what: 'offer' } });
  return requeueReferral(context, unit, other.value, { reason: reason.trim() });
}

function placesOf({ visit, ward }: WishedSessions) {
  return visit ? [visit, ...ward] : [...ward];
}

type Sessions = ReturnType<typeof placesOf>;

/** The list as it stands, with only the named places free. */
async function factsAbout(context: ServiceContext, { tx }: UnitOfWork, referral: Referral, sessions: Sessions): Promise<QueueFacts | null> {
  const kind = waitsFor(referral.kind);
  if (kind === null) return null;
  const { regionCode, toInstitutionCode: institutionCode, departmentCode } = referral;
  const facts = await queueFacts(tx, context, { regionCode, institutionCode, departmentCode, kind });
  const named = (session: OfferableSession) => sessions.some(({ id }) => id === session.id);
  return facts && { ...facts, sessions: facts.sessions.filter(named) };
}

interface Giving {
  readonly referral: Referral;
  readonly sessions: Sessions;
  readonly facts: QueueFacts | null;
}

async function whyNotOffered(context: ServiceContext, { tx }: UnitOfWork, { referral, sessions, facts, reason }: Giving & { readonly reason: string }): Promise<AnyRefusal[]> {
  const barred = whyNot(referral, 'accept', context.actor);
  if (barred.length > 0) return [...barred];
  const refusals: AnyRefusal[] = [];
  if (referral.status !== 'waiting') refusals.push({ code: 'waiting.not_waiting', facts: { status: referral.status } });
  const open = await findOpenOffer(tx, referral.regionCode, referral.id);
  if (open) refusals.push({ code: 'waiting.offer_open', facts: { expiresAt: open.expiresAt } });
  const kind = waitsFor(referral.kind);
  // A place belongs to its own department's list, where others wait for it.
  if (sessions.some((session) => session.kind !== kind || session.departmentCode !== referral.departmentCode)) refusals.push({ code: 'waiting.other_kind', facts: {} });
  const before = facts ? overtaken(facts, referral.id) : [];
  if (lengthOf(reason) > 0) refusals.push(...refusalsOfReason(reason));
  else if (before.length > 0) refusals.push({ code: 'waiting.out_of_order', facts: { numbers: before.map(({ number }) => number) } });
  return refusals;
}

async function give(context: ServiceContext, unit: UnitOfWork, { referral, sessions, facts, input }: Giving & { readonly input: OfferByHandInput }): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const policy = await getPolicyInForce(unit.tx, referral.regionCode, today(context));
  if (!policy.ok) return policy;
  const { rank, considered } = facts ? consideredByHand(facts, referral.id) : { rank: 1, considered: [] };
  const reason = input.reason.trim();
  const made = await makeOffer(context, unit, {
    ...{ referralId: referral.id, sessions, rank, considered, waiting: facts?.waiting.length ?? 1, origin: 'hand', confirmed: input.confirmed },
    ...{ reason: reason === '' ? null : reason, rules: quotaRulesOf(policy.value.quota), policyId: policy.value.id },
  });
  if (!made.ok) return made;
  const again = await loadReferral(unit.tx, context, permit(context, 'referral:accept'), { referralId: referral.id, version: null });
  if (!again.ok) return again;
  if (!input.confirmed) return accept({ id: referral.id, number: referral.number, status: referral.status, version: again.value.kept.version });
  const taken = decideTaking(again.value.facts);
  if (!taken.ok) return taken;
  return saveChange(context, unit, again.value, taken.value, { name: 'taken', facts: { slotStartsAt: again.value.slots[0]?.startsAt ?? null } });
}
