import { type Day, dayOfInstant, instantOf } from '@/server/domain/kernel/calendar-day';
import { dayMs, type Instant } from '@/server/domain/kernel/instant';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { answerableUntil, awaitedUntil, type ReferralRules } from './clocks';
import type { Referral } from './referral';
import type { ReferralStepRefusal } from './refusals';
import type { ReferralDecision, ReservedSlot } from './reserved-slot';
import { takeStep, type StepFacts } from './take-step';
import { noteLimit, refusalsOfFollowUpDay, refusalsOfOpinion, refusalsOfReason } from './texts';

type Step = Outcome<ReferralDecision<Referral>, ReferralStepRefusal>;
type Ruled = StepFacts & { readonly rules: ReferralRules };

/** Either side, or the patient, calls it off with a reason of at most 100 characters for the timeline; holds and bookings go back. */
export function cancelReferral(facts: StepFacts & { readonly reason: string }): Step {
  return takeStep(facts, 'cancel', { decidedAt: facts.now }, refusalsOfReason(facts.reason));
}

/** The patient went somewhere else, which is everybody's right: it is noted, and the place is somebody else's. */
export function leaveReferral(facts: StepFacts & { readonly reason: string }): Step {
  return takeStep(facts, 'leave', { decidedAt: facts.now }, refusalsOfReason(facts.reason));
}

/** The patient is there; the booked places count as used. */
export function arriveReferral(facts: StepFacts): Step {
  return takeStep(facts, 'arrive', { arrivedAt: facts.now });
}

/** Treatment has begun: admitted to the ward, or on the machine. */
export function treatReferral(facts: StepFacts): Step {
  return takeStep(facts, 'treat', { treatedAt: facts.now });
}

/** The hospital is done, and says in at most 200 characters what was found and how to go on; beds of later days are free again. */
export function completeReferral(facts: StepFacts & { readonly opinion: string; readonly followUpDay: Day | null }): Step {
  const { now, followUpDay } = facts;
  const refusals = [...refusalsOfOpinion(facts.opinion), ...refusalsOfFollowUpDay(followUpDay, dayOfInstant(now))];
  return takeStep(facts, 'complete', { completedAt: now, opinion: facts.opinion.trim(), followUpDay }, refusals);
}

/** An e-consult is answered. */
export function replyReferral(facts: StepFacts & { readonly opinion: string }): Step {
  const { now } = facts;
  return takeStep(facts, 'reply', { decidedAt: now, completedAt: now, opinion: facts.opinion.trim() }, refusalsOfOpinion(facts.opinion));
}

/** The patient goes back to the team at home, who see them next on `followUpDay`; null leaves the day that completing it named. */
export function returnReferral(facts: StepFacts & { readonly followUpDay?: Day | null }): Step {
  return takeStep(facts, 'return', { returnedAt: facts.now, followUpDay: facts.followUpDay ?? facts.referral.followUpDay });
}

/** The team at home has the patient back, and sees them by `followUpDay`. */
export function receiveReferral(facts: StepFacts & { readonly followUpDay: Day | null }): Step {
  return takeStep(facts, 'receive', { receivedAt: facts.now, followUpDay: facts.followUpDay });
}

/** The team has seen the patient after the return; a later look counts from the first one. */
export function followUpReferral(facts: StepFacts & { readonly note: string }): Step {
  const followedUpAt = facts.referral.followedUpAt ?? facts.now;
  return takeStep(facts, 'follow_up', { followedUpAt }, refusalsOfReason(facts.note, noteLimit));
}

/**
 * Nothing is left to do. Whoever was told to see the patient again does that first, and what the plan asks for is done or called off.
 *
 * @param facts.openTasks the days by which the plan's open tasks are due; left out where there can be no plan.
 */
export function closeReferral(facts: StepFacts & { readonly openTasks?: readonly Day[] }): Step {
  const { referral, now, openTasks = [] } = facts;
  const owed: ReferralStepRefusal[] =
    referral.status === 'received' && referral.followUpDay !== null ? [{ code: 'referral.follow_up_owed', facts: { day: referral.followUpDay } }] : [];
  const next = [...openTasks].sort()[0];
  const open: ReferralStepRefusal[] = next === undefined ? [] : [{ code: 'referral.tasks_open', facts: { count: openTasks.length, next } }];
  return takeStep(facts, 'close', { closedAt: now }, [...owed, ...open]);
}

/** The patient died; what is held for them goes back. */
export function endByDeath(facts: StepFacts): Step {
  return takeStep(facts, 'die', { decidedAt: facts.now });
}

/**
 * The clock ends a referral that nobody agreed to or answered (its holds go back) or whose patient did not come (its places count as
 * no-shows).
 */
export function expireReferral(facts: Ruled): Step {
  const { referral, now, places, rules } = facts;
  const endsAt = endOf(referral, firstOf(places), rules);
  const early: ReferralStepRefusal[] = endsAt !== null && now < endsAt ? [{ code: 'referral.not_expired', facts: { expiresAt: endsAt } }] : [];
  return takeStep(facts, 'expire', { decidedAt: now }, early);
}

/**
 * The hospital says that the patient did not come: possible from the place's time on, without waiting for the clock to
 * find out; without a place, when the referral's validity is over.
 */
export function missReferral(facts: Ruled): Step {
  const { referral, now, places, rules } = facts;
  const dueAt = firstOf(places) ?? endOf(referral, null, rules);
  const early: ReferralStepRefusal[] =
    referral.status === 'accepted' && dueAt !== null && now < dueAt ? [{ code: 'referral.not_expired', facts: { expiresAt: dueAt } }] : [];
  return takeStep(facts, 'miss', { decidedAt: now }, early);
}

/** When the first of the places begins: the visit, or the first day in bed; null without one. */
export function firstOf(places: readonly ReservedSlot[]): Instant | null {
  return places.length === 0 ? null : Math.min(...places.map(({ startsAt }) => startsAt));
}

function endOf(referral: Referral, startsAt: Instant | null, rules: ReferralRules): Instant | null {
  switch (referral.status) {
    case 'awaiting_consent':
      return answerableUntil(referral.createdAt, startsAt, rules);
    case 'sent':
    case 'info_wanted':
      return answerableUntil(referral.sentAt, startsAt, rules);
    case 'waiting':
      return instantOf(`${referral.promisedDay} 00:00:00`) + rules.validDays * dayMs;
    case 'accepted':
      return awaitedUntil(referral.decidedAt, startsAt, rules);
    default:
      return null;
  }
}
