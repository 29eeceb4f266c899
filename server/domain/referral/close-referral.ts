import type { Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { freeSlot, missSlot, useSlot } from '@/server/domain/quota/slot-transitions';
import { expectStatus, type AnswerFacts } from './answer-referral';
import { answerableUntil, awaitedUntil, type ReferralRules } from './clocks';
import { refusalsOfReason } from './create-referral';
import type { ReferralIn } from './referral';
import type { ReferralAnswerRefusal } from './refusals';
import { changeOf, type ReferralDecision, type ReservedSlot } from './reserved-slot';
import { whyNot } from './transitions';

/** 转诊意见 in WS 445.16 is AN..200. */
export const opinionLimit = 200;

/** Either side calls it off, with a reason of at most 100 characters for the timeline; hold or booking goes back. */
export function cancelReferral(
  facts: AnswerFacts & { readonly reason: string },
): Outcome<ReferralDecision<ReferralIn<'cancelled'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot } = facts;
  const refusals: ReferralAnswerRefusal[] = [
    ...whyNot(referral, 'cancel', actor),
    ...refusalsOfReason(facts.reason),
  ];
  return unlessRefused(refusals, () => ({
    referral: { ...referral, status: 'cancelled', decidedAt: now },
    slot: changeOf(slot, (state) => freeSlot(state, referral.id)),
  }));
}

/** The patient is there; the booked slot counts as used. */
export function arriveReferral(
  facts: AnswerFacts,
): Outcome<ReferralDecision<ReferralIn<'arrived'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot } = facts;
  const refusals: ReferralAnswerRefusal[] = whyNot(referral, 'arrive', actor);
  return unlessRefused(refusals, () => ({
    referral: { ...expectStatus(referral, 'accepted'), status: 'arrived', arrivedAt: now },
    slot: changeOf(slot, (state) => useSlot(state, referral.id)),
  }));
}

/** The hospital is done, and tells the team at home in at most 200 characters what was found and how to go on. */
export function completeReferral(
  facts: Omit<AnswerFacts, 'slot'> & { readonly opinion: string; readonly followUpDay: Day | null },
): Outcome<ReferralDecision<ReferralIn<'completed'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, followUpDay } = facts;
  const opinion = facts.opinion.trim();
  const length = [...opinion].length;
  const refusals: ReferralAnswerRefusal[] = whyNot(referral, 'complete', actor);
  if (length === 0) refusals.push({ code: 'referral.opinion_missing', facts: {} });
  if (length > opinionLimit) {
    refusals.push({ code: 'referral.opinion_too_long', facts: { length, limit: opinionLimit } });
  }
  return unlessRefused(refusals, () => ({
    referral: { ...expectStatus(referral, 'arrived'), status: 'completed', completedAt: now, opinion, followUpDay },
    slot: null,
  }));
}

/** The patient goes back to the team at home. */
export function returnReferral(
  facts: Omit<AnswerFacts, 'slot' | 'now'>,
): Outcome<ReferralDecision<ReferralIn<'returned'>>, ReferralAnswerRefusal> {
  const refusals: ReferralAnswerRefusal[] = whyNot(facts.referral, 'return', facts.actor);
  return unlessRefused(refusals, () => ({
    referral: { ...expectStatus(facts.referral, 'completed'), status: 'returned' },
    slot: null,
  }));
}

/**
 * The clock ends a referral that nobody answered (its hold goes back) or whose patient did not come (its slot counts as a
 * no-show).
 */
export function expireReferral(
  facts: AnswerFacts & { readonly rules: ReferralRules },
): Outcome<ReferralDecision<ReferralIn<'expired'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot, rules } = facts;
  const refusals: ReferralAnswerRefusal[] = whyNot(referral, 'expire', actor);
  const endsAt = endOf(referral, slot, rules);
  if (endsAt !== null && now < endsAt) {
    refusals.push({ code: 'referral.not_expired', facts: { expiresAt: endsAt } });
  }
  return unlessRefused(refusals, () => {
    const lapsed = referral.status === 'sent' ? referral : expectStatus(referral, 'accepted');
    return {
      referral: { ...lapsed, status: 'expired', decidedAt: now },
      slot: changeOf(slot, (state) =>
        lapsed.status === 'sent' ? freeSlot(state, lapsed.id) : missSlot(state, lapsed.id),
      ),
    };
  });
}

/**
 * The hospital says that the patient did not come: possible from the slot's time on, without waiting for the clock to
 * find out; without a slot, when the referral's validity is over.
 */
export function missReferral(
  facts: AnswerFacts & { readonly rules: ReferralRules },
): Outcome<ReferralDecision<ReferralIn<'expired'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot, rules } = facts;
  const refusals: ReferralAnswerRefusal[] = whyNot(referral, 'miss', actor);
  const dueAt = slot?.startsAt ?? endOf(referral, slot, rules);
  if (referral.status === 'accepted' && dueAt !== null && now < dueAt) {
    refusals.push({ code: 'referral.not_expired', facts: { expiresAt: dueAt } });
  }
  return unlessRefused(refusals, () => ({
    referral: { ...expectStatus(referral, 'accepted'), status: 'expired', decidedAt: now },
    slot: changeOf(slot, (state) => missSlot(state, referral.id)),
  }));
}

function endOf(referral: AnswerFacts['referral'], slot: ReservedSlot | null, rules: ReferralRules): number | null {
  const startsAt = slot?.startsAt ?? null;
  if (referral.status === 'sent') return answerableUntil(referral.sentAt, startsAt, rules);
  if (referral.status === 'accepted') return awaitedUntil(referral.decidedAt, startsAt, rules);
  return null;
}
