import type { Guardian } from '@/server/domain/contract/consent';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { holdSlot } from '@/server/domain/quota/slot-transitions';
import { answerableUntil, answerDueAt, type ReferralRules } from './clocks';
import { ageOfConsent } from './consent';
import type { Referral } from './referral';
import type { ReferralStepRefusal } from './refusals';
import type { ReferralDecision, SlotChange } from './reserved-slot';
import { takeStep, type StepFacts } from './take-step';
import { refusalsOfReason } from './texts';

type Step = Outcome<ReferralDecision<Referral>, ReferralStepRefusal>;
type Ruled = StepFacts & { readonly rules: ReferralRules };

/**
 * The resident agrees to be referred and to have the record passed on: the referral is sent now, its answer is due from now on, and the
 * places it still holds are held until it can no longer be answered. A hold that ran out meanwhile keeps nobody from going: the
 * hospital finds another place. For a child under fourteen the guardian agrees, by name (个人信息保护法 art. 31).
 *
 * @param facts.age the resident's, in years.
 */
export function agreeToReferral(facts: Ruled & { readonly age: number; readonly guardian: Guardian | null }): Step {
  const { referral, now, rules, age, guardian } = facts;
  const endsAt = answerableUntil(referral.createdAt, null, rules);
  const own: ReferralStepRefusal[] = [];
  if (referral.status === 'awaiting_consent' && endsAt <= now) own.push({ code: 'referral.expired', facts: { expiredAt: endsAt } });
  if (age < ageOfConsent && (guardian?.name ?? '').trim() === '') own.push({ code: 'referral.guardian_missing', facts: { age } });
  const step = takeStep(facts, 'agree', { sentAt: now, answerDueAt: answerDueAt(referral, now, rules) }, own);
  return step.ok ? { ok: true, value: { ...step.value, slots: prolonged(facts) } } : step;
}

/** The resident does not want to go, which needs no reason; whoever gives one is heard, in at most 100 characters. */
export function refuseReferral(facts: StepFacts & { readonly reason: string | null }): Step {
  return takeStep(facts, 'refuse', { decidedAt: facts.now }, facts.reason === null ? [] : refusalsOfReason(facts.reason));
}

function prolonged({ referral, places, now, rules }: Ruled): SlotChange[] {
  return places.flatMap(({ id, startsAt, state }) => {
    const own = state.status === 'held' && state.referralId === referral.id && now < state.expiresAt;
    const held = own ? holdSlot(state, { referralId: referral.id, expiresAt: answerableUntil(now, startsAt, rules), now }) : null;
    return held?.ok ? [{ slotId: id, state: held.value }] : [];
  });
}
