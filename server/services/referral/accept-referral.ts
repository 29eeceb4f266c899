import { findSession, holdFreeSlot, moveSlot } from '@/db/queries/quota';
import { type Outcome, accept, refuse, unlessRefused } from '@/server/domain/kernel/outcome';
import { bookable } from '@/server/domain/quota/bookable';
import { quotaRulesOf } from '@/server/domain/quota/rules';
import { freeSlot } from '@/server/domain/quota/slot-transitions';
import { acceptReferral as decideAcceptance } from '@/server/domain/referral/answer-referral';
import { refusalsOfUnsigned } from '@/server/domain/referral/reserved-slot';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type LoadedReferral, type ReferralHandle, type ReferralReceipt, loadReferral, saveChange } from './change-referral';

export interface AcceptReferralInput extends ReferralHandle {
  /** Another session of the hospital, when the hold ran out or another date is better; null keeps the referral's own slot. */
  readonly sessionId: string | null;
}

/**
 * The receiving hospital says yes, and the referral's own hold becomes its booking by one conditional update. With a session
 * named, the referral's place is given back and a free one of that session is taken in the same step, or nothing changes.
 */
export function acceptReferral(context: ServiceContext, input: AcceptReferralInput): Promise<Outcome<ReferralReceipt, AnyRefusal>> {
  const reach = permit(context, 'referral:accept');
  return unitOfWork<ReferralReceipt, AnyRefusal>(context, async (unit) => {
    const loaded = await loadReferral(unit.tx, context, reach, input);
    if (!loaded.ok) return loaded;
    // Whoever may not answer at all hears that alone, and touches no slot.
    const barred = whyNot(loaded.value.facts.referral, 'accept', context.actor);
    const [first, ...others] = barred;
    if (first) return refuse<AnyRefusal>(first, ...others);
    const placed = input.sessionId === null ? accept(loaded.value) : await moveTo(context, unit, loaded.value, input.sessionId);
    if (!placed.ok) return placed;
    const decision = decideAcceptance(placed.value.facts);
    if (!decision.ok) return decision;
    const startsAt = placed.value.slot?.startsAt ?? null;
    return saveChange(context, unit, placed.value, decision.value, { name: 'accepted', facts: { slotStartsAt: startsAt } });
  });
}

/** Gives the referral's place back and holds a free one of another session of the same hospital for it. */
async function moveTo(
  context: ServiceContext,
  { tx }: UnitOfWork,
  loaded: LoadedReferral,
  sessionId: string,
): Promise<Outcome<LoadedReferral, AnyRefusal>> {
  const { referral, now } = loaded.facts;
  const { regionCode } = referral;
  const session = await findSession(tx, regionCode, sessionId);
  if (!session || session.institutionCode !== referral.toInstitutionCode) return refuse({ code: 'not_found', facts: { what: 'session' } });
  const policy = await getPolicyInForce(tx, regionCode, today(context));
  if (!policy.ok) return policy;
  const open = bookable({
    slot: { startsAt: session.startsAt, state: { status: 'free' } },
    session,
    priority: referral.priority,
    referralId: referral.id,
    urgentWindowDays: quotaRulesOf(policy.value.quota).urgentWindowDays,
    now,
  });
  const refusals: AnyRefusal[] = [...refusalsOfUnsigned({ slotId: sessionId, contractId: referral.contractId })];
  if (session.status === 'cancelled') refusals.push({ code: 'quota.session_cancelled', facts: {} });
  if (!open.ok) refusals.push(...open.refusals);
  const judged = unlessRefused(refusals, () => null);
  if (!judged.ok) return judged;
  const { slot: old } = loaded;
  const given = old === null ? null : freeSlot(old.state, referral.id);
  if (old !== null && given?.ok && !(await moveSlot(tx, regionCode, old.id, old.state, given.value))) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'slot' } });
  }
  const slot = await holdFreeSlot(tx, { regionCode, sessionId, referralId: referral.id, expiresAt: session.startsAt, now });
  if (!slot) return refuse({ code: 'quota.slot_taken', facts: { status: 'booked' } });
  const moved = { ...referral, slotId: slot.id };
  return accept({ kept: { ...loaded.kept, referral: moved }, slot, facts: { ...loaded.facts, referral: moved, slot } });
}
