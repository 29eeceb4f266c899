import type { Reach, Tx } from '@/db';
import { findSlots } from '@/db/queries/quota';
import { type KeptReferral, appendReferralEvent, findReferral, saveReferral } from '@/db/queries/referral';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Actor } from '@/server/domain/permission/actor';
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
import { moveSlots } from './move-slots';
import { tellOfEvent } from './news-of-event';

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

/** What happened, as timelines and audit rows name it. */
export type ReferralEventName =
  | 'created'
  | 'consent_asked'
  | 'agreed'
  | 'refused'
  | 'info_asked'
  | 'info_given'
  | 'accepted'
  | 'queued'
  | 'offered'
  | 'offer_lapsed'
  | 'taken'
  | 'rebooked'
  | 'declined'
  | 'redirected'
  | 'replied'
  | 'asked_again'
  | 'message'
  | 'assigned'
  | 'escalated'
  | 'arrived'
  | 'treated'
  | 'completed'
  | 'returned'
  | 'received'
  | 'followed_up'
  | 'closed'
  | 'cancelled'
  | 'left'
  | 'missed'
  | 'expired'
  | 'died';

export interface ReferralEventNote {
  readonly name: ReferralEventName;
  readonly facts: Readonly<Record<string, string | number | null>>;
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
  const kept = await findReferral(tx, reach, referralId);
  if (!kept) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  if (version !== null && kept.version !== version) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
  const policy = await getPolicyInForce(tx, reach.regionCode, today(context));
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
  if (!(await moveSlots(tx, referral.regionCode, seen, changes))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  if (!(await saveReferral(tx, referral, kept.version))) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'referral' } });
  }
  const version = kept.version + 1;
  await recordEvent(context, unit, referral, version, note);
  return accept({ id: referral.id, number: referral.number, status: referral.status, version });
}

/**
 * The timeline's row and the audit's, side by side, and the notices to everybody whom it concerns; the timeline is numbered by the
 * version the step made.
 */
export async function recordEvent(
  context: ServiceContext,
  { tx, audit }: UnitOfWork,
  referral: Referral,
  version: number,
  note: ReferralEventNote,
): Promise<void> {
  const { id, number, regionCode } = referral;
  const { name, facts } = note;
  await appendReferralEvent(tx, {
    regionCode,
    referralId: id,
    seq: version,
    at: context.now(),
    action: name,
    actorName: nameOf(context.actor),
    facts: { ...facts },
  });
  await audit({ action: `referral.${name}`, subject: { kind: 'referral', id }, facts: { number, ...facts } });
  await tellOfEvent(tx, context, referral, note);
}

/** Who did it, in words both sides read; a job is named by its code, for which screens hold a label. */
function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.name;
    case 'resident':
      return 'resident';
    case 'system':
      return actor.job;
  }
}
