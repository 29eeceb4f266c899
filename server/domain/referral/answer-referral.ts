import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { answerableUntil, answerDueAt, type ReferralRules } from './clocks';
import type { DeclineCode } from './codes';
import type { Referral } from './referral';
import type { ReferralStepRefusal } from './refusals';
import { refusalsOfHold, type ReferralDecision } from './reserved-slot';
import { takeStep, type StepFacts } from './take-step';
import { noteLimit, refusalsOfReason } from './texts';

type Ruled = StepFacts & { readonly rules: ReferralRules };
type Step = Outcome<ReferralDecision<Referral>, ReferralStepRefusal>;

/**
 * The receiving hospital says yes; the referral's own holds become its bookings.
 *
 * Own reasons why not, in order: run out, hold lost, place passed. An answer after `answerDueAt` is late and counts: the patient has
 * nothing to do with it.
 */
export function acceptReferral(facts: Ruled): Step {
  return takeStep(facts, 'accept', { decidedAt: facts.now }, [...refusalsOfLapse(facts), ...refusalsOfPlaces(facts)]);
}

/** The place that was offered from the waiting list is taken; without one held there is nothing to take. */
export function takeOffer(facts: StepFacts): Step {
  const { referral } = facts;
  const nothing = referral.status === 'waiting' && referral.slotId === null && referral.bedSlotIds.length === 0;
  const own: ReferralStepRefusal[] = nothing ? [{ code: 'referral.nothing_offered', facts: {} }] : refusalsOfPlaces(facts);
  return takeStep(facts, 'take', { decidedAt: facts.now }, own);
}

/**
 * No place is free: the patient gets a turn on the waiting list and a day by which there will be one. What is held goes back; coming
 * from a booking that fell away, the turn counts from when the referral was sent.
 */
export function queueReferral(facts: Ruled & { readonly promisedDay: Day }): Step {
  const { referral, now, promisedDay } = facts;
  const queuedAt = referral.queuedAt ?? referral.sentAt ?? now;
  return freeOfPlaces(takeStep(facts, 'queue', { queuedAt, promisedDay }, refusalsOfLapse(facts)));
}

/** The receiving hospital says no, with a reason of at most 100 characters; the holds go back. */
export function declineReferral(facts: StepFacts & { readonly code: DeclineCode; readonly reason: string }): Step {
  const declineReason = facts.reason.trim();
  return takeStep(facts, 'decline', { decidedAt: facts.now, declineCode: facts.code, declineReason }, refusalsOfReason(facts.reason));
}

/** Another institution or department can do more: this referral ends here, and one like it begins there. */
export function redirectReferral(facts: StepFacts & { readonly reason: string }): Step {
  return takeStep(facts, 'redirect', { decidedAt: facts.now }, refusalsOfReason(facts.reason));
}

/** The receiver asks for what it needs to decide; the holds stay. */
export function askInfo(facts: Ruled & { readonly question: string }): Step {
  return takeStep(facts, 'ask_info', {}, [...refusalsOfLapse(facts), ...refusalsOfReason(facts.question, noteLimit)]);
}

/** The sender gives it, and the answer is due anew. */
export function giveInfo(facts: Ruled & { readonly answer: string }): Step {
  const { referral, now, rules } = facts;
  return takeStep(facts, 'give_info', { answerDueAt: answerDueAt(referral, now, rules) }, [
    ...refusalsOfLapse(facts),
    ...refusalsOfReason(facts.answer, noteLimit),
  ]);
}

/** The author of an answered e-consult asks once more, and the answer is due anew. */
export function askAgain(facts: Ruled & { readonly question: string }): Step {
  const { referral, now, rules } = facts;
  return takeStep(facts, 'ask_again', { answerDueAt: answerDueAt(referral, now, rules) }, refusalsOfReason(facts.question, noteLimit));
}

/** A place that a referral no longer has is not named by it any more. */
export function freeOfPlaces(step: Step): Step {
  if (!step.ok) return step;
  const { referral, slots } = step.value;
  return { ok: true, value: { referral: { ...referral, slotId: null, bedSlotIds: [] }, slots } };
}

function refusalsOfLapse({ referral, now, rules }: Ruled): ReferralStepRefusal[] {
  if (referral.status !== 'sent' && referral.status !== 'info_wanted') return [];
  // The place's own time is told by slot_passed, which says more than that the referral has lapsed.
  const expiredAt = answerableUntil(referral.sentAt, null, rules);
  return expiredAt <= now ? [{ code: 'referral.expired', facts: { expiredAt } }] : [];
}

function refusalsOfPlaces({ referral, places, now }: StepFacts): ReferralStepRefusal[] {
  const pending = referral.status === 'sent' || referral.status === 'info_wanted' || referral.status === 'waiting';
  return pending ? refusalsOfHold(referral, places, now) : [];
}
