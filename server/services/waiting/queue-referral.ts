import type { Tx } from '@/db';
import { findSession } from '@/db/queries/quota';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import { queueReferral as decide } from '@/server/domain/referral/answer-referral';
import { changesOf } from '@/server/domain/referral/reserved-slot';
import { expectStatus } from '@/server/domain/referral/take-step';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { promisedDayOf, waitsFor, whyNotQueued } from '@/server/domain/waiting/turn';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from '../referral/change-referral';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type TurnWish, beginTurn } from './begin-turn';
import { offerAfterwards } from './offer-places';

export type QueueReferralInput = ReferralHandle & TurnWish;

/**
 * 转入候补: the receiving hospital has no place now. The patient gets a turn and a day by which a place is promised; the referral's own
 * holds go back. A place that is free already is offered at once, in the order of the list.
 */
export function queueReferral(context: ServiceContext, input: QueueReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    const { referral } = loaded.value.facts;
    const barred = [...whyNot(referral, 'queue', context.actor), ...(waitsFor(referral.kind) === null ? [] : whyNotQueued(referral, input.nights))];
    const judged = unlessRefused<null, AnyRefusal>(barred, () => null);
    if (!judged.ok) return judged;
    return putOnList(context, unit, loaded.value, { resourceName: input.resourceName, nights: input.nights });
  });
}

/**
 * Puts a referral whose booking falls away back on the waiting list, inside the work that takes the place: it keeps its turn, which
 * counts from when it was first queued or sent, and is promised a new day. Its places go back; one that was still unanswered is
 * answered by this. One that waits already loses the place it was offered, and nothing else (`takeOfferBack`).
 *
 * @param why what the timeline says of it, such as the clinic that was called off.
 */
export async function requeueReferral(
  context: ServiceContext,
  unit: UnitOfWork,
  loaded: LoadedReferral,
  why: Readonly<Record<string, string | number | null>>,
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  if (loaded.facts.referral.status === 'waiting') return takeOfferBack(context, unit, loaded, why);
  const wish = await wishOf(unit.tx, loaded);
  return putOnList(context, unit, loaded, wish, why);
}

/** The place that was offered is gone before it was taken; the turn stays. */
function takeOfferBack(context: ServiceContext, unit: UnitOfWork, loaded: LoadedReferral, why: Readonly<Record<string, string | number | null>>): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { referral, now, places } = loaded.facts;
  const slots = changesOf(places, 'free', referral.id, now);
  return saveChange(context, unit, loaded, { referral: { ...referral, slotId: null, bedSlotIds: [] }, slots }, { name: 'offer_withdrawn', facts: why });
}

/** What it had: the device it was to be examined on, and as many nights. Any specialist of the department may see it sooner. */
async function wishOf(tx: Tx, { slots, facts: { referral } }: LoadedReferral): Promise<TurnWish> {
  const examined = slots.find(({ kind }) => kind === 'exam');
  const session = examined && (await findSession(tx, referral.regionCode, examined.sessionId));
  return { resourceName: session?.resourceName ?? null, nights: referral.bedSlotIds.length };
}

async function putOnList(
  context: ServiceContext,
  unit: UnitOfWork,
  loaded: LoadedReferral,
  wish: TurnWish,
  why: Readonly<Record<string, string | number | null>> = {},
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { referral } = loaded.facts;
  const policy = await getPolicyInForce(unit.tx, referral.regionCode, today(context));
  if (!policy.ok) return policy;
  const promisedDay = promisedDayOf(referral.priority, today(context), quotaRulesOf(policy.value.quota));
  const decision = decide({ ...loaded.facts, promisedDay });
  if (!decision.ok) return decision;
  const saved = await saveChange(context, unit, loaded, decision.value, { name: 'queued', facts: { promisedDay, ...why } });
  if (!saved.ok) return saved;
  const queued = expectStatus(decision.value.referral, 'waiting');
  await beginTurn(unit.tx, queued, wish);
  const kind = waitsFor(queued.kind);
  if (kind !== null) offerAfterwards(context, unit, { regionCode: queued.regionCode, institutionCode: queued.toInstitutionCode, departmentCode: queued.departmentCode, kind });
  return saved;
}
