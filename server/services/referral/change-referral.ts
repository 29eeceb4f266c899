import type { Reach, Tx } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { type KeptReferral, findReferral, saveReferral } from '@/db/queries/referral';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Scope } from '@/server/domain/permission/scopes';
import type { Slot } from '@/server/domain/quota/slot';
import { type ReferralRules, referralRulesOf } from '@/server/domain/referral/clocks';
import type { ReferralStatus } from '@/server/domain/referral/codes';
import { placeIdsOf, type Referral } from '@/server/domain/referral/referral';
import type { ReferralDecision } from '@/server/domain/referral/reserved-slot';
import type { StepFacts } from '@/server/domain/referral/take-step';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { offerFreedAfterwards } from '../waiting/offer-places';
import { settleOffer } from '../waiting/settle-offer';
import { moveSlots } from './move-slots';
import { type ReferralEventNote, recordEvent } from './record-event';

export { type ReferralEventName, type ReferralEventNote, recordEvent } from './record-event';

/** Which referral, and in which version it was seen; null for a caller that has seen none, such as a job. */
export interface ReferralHandle {
  readonly referralId: string;
  readonly version: number | null;
}

/** What a verb answers: enough to go on without reading again. */
export interface ReferralReceipt {
  readonly id: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly version: number;
}

export interface LoadedReferral {
  readonly kept: KeptReferral;
  /** Its places as they are now; one that is gone is missing. */
  readonly slots: readonly Slot[];
  readonly facts: StepFacts & { readonly rules: ReferralRules };
}

/**
 * One step of a referral by the pure rule `decide`: load what is within reach, decide, save the referral and its places
 * together, leave event and audit row. A version other than the one seen, or a place that moved meanwhile, is a conflict.
 */
export function changeReferral(
  context: ServiceContext,
  scope: Scope,
  handle: ReferralHandle,
  note: ReferralEventNote,
  decide: (facts: LoadedReferral['facts']) => Outcome<ReferralDecision<Referral>, AnyRefusal>,
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, scope);
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, handle);
    if (!loaded.ok) return loaded;
    const decision = decide(loaded.value.facts);
    if (!decision.ok) return decision;
    return saveChange(context, unit, loaded.value, decision.value, note);
  });
}

/** The referral within reach with its places and the rules of today. */
export async function loadReferral(
  tx: Tx,
  context: ServiceContext,
  reach: Reach,
  { referralId, version }: ReferralHandle,
): Promise<Outcome<LoadedReferral, AnyRefusal>> {
  const [kept, policy] = await Promise.all([findReferral(tx, reach, referralId), getPolicyInForce(tx, reach.regionCode, today(context))]);
  if (!kept) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  if (version !== null && kept.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
  if (!policy.ok) return policy;
  const { referral } = kept;
  const slots = await findSlots(tx, reach.regionCode, placeIdsOf(referral));
  const rules = referralRulesOf(policy.value.referral);
  return accept({ kept, slots, facts: { referral, actor: context.actor, now: context.now(), places: slots, rules } });
}

/** Saves a decision, its places, its event and its audit row. */
export async function saveChange(
  context: ServiceContext,
  unit: UnitOfWork,
  { kept, slots: seen }: LoadedReferral,
  decision: ReferralDecision<Referral>,
  note: ReferralEventNote,
): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const { referral, slots: changes } = decision;
  const { tx } = unit;
  const [areMoved, isSaved] = await Promise.all([moveSlots(tx, referral.regionCode, seen, changes), saveReferral(tx, referral, kept.version)]);
  if (!areMoved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  if (!isSaved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
  const version = kept.version + 1;
  await recordEvent(context, unit, referral, version, note);
  if (kept.referral.status === 'waiting') await settleOffer(context, tx, referral, note.name);
  offerFreedAfterwards(context, unit, seen.filter(({ id }) => changes.some(({ slotId, state }) => slotId === id && state.status === 'free')));
  return accept({ id: referral.id, number: referral.number, status: referral.status, version });
}
