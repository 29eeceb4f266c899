import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { bookSlot, freeSlot } from '@/server/domain/quota/slot-transitions';
import type { Actor } from '@/server/domain/permission/actor';
import { answerableUntil, type ReferralRules } from './clocks';
import { refusalsOfReason } from './create-referral';
import type { Referral, ReferralIn } from './referral';
import type { ReferralAnswerRefusal } from './refusals';
import { changeOf, refusalsOfHold, type ReferralDecision, type ReservedSlot } from './reserved-slot';
import { whyNot } from './transitions';

/** What every answer is judged by. */
export interface AnswerFacts {
  readonly referral: Referral;
  readonly actor: Actor;
  readonly now: Instant;
  readonly slot: ReservedSlot | null;
}

/**
 * The receiving hospital says yes; the referral's own hold becomes a booking.
 *
 * Reasons why not, in order: not permitted, not the receiving hospital, another status; then expired, hold lost, slot
 * passed. An answer after `answerDueAt` is late and counts: the patient has nothing to do with it.
 */
export function acceptReferral(
  facts: AnswerFacts & { readonly rules: ReferralRules },
): Outcome<ReferralDecision<ReferralIn<'accepted'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot, rules } = facts;
  const refusals: ReferralAnswerRefusal[] = whyNot(referral, 'accept', actor);
  if (referral.status === 'sent') {
    // The slot's own time is told by slot_passed, which says more than that the referral has lapsed.
    const expiredAt = answerableUntil(referral.sentAt, null, rules);
    if (expiredAt <= now) refusals.push({ code: 'referral.expired', facts: { expiredAt } });
    refusals.push(...refusalsOfHold(referral, slot, now));
  }
  return unlessRefused(refusals, () => ({
    referral: { ...expectStatus(referral, 'sent'), status: 'accepted', decidedAt: now },
    slot: referral.slotId === null ? null : changeOf(slot, (state) => bookSlot(state, referral.id, now)),
  }));
}

/** The receiving hospital says no, with a reason of at most 100 characters; the hold goes back. */
export function declineReferral(
  facts: AnswerFacts & { readonly reason: string },
): Outcome<ReferralDecision<ReferralIn<'declined'>>, ReferralAnswerRefusal> {
  const { referral, actor, now, slot } = facts;
  const refusals = [...whyNot(referral, 'decline', actor), ...refusalsOfReason(facts.reason)];
  return unlessRefused<ReferralDecision<ReferralIn<'declined'>>, ReferralAnswerRefusal>(refusals, () => ({
    referral: {
      ...expectStatus(referral, 'sent'),
      status: 'declined',
      decidedAt: now,
      declineReason: facts.reason.trim(),
    },
    slot: changeOf(slot, (state) => freeSlot(state, referral.id)),
  }));
}

/** Narrow a referral that the transition table has already judged. */
export function expectStatus<Status extends Referral['status']>(
  referral: Referral,
  status: Status,
): Extract<Referral, { status: Status }> {
  if (!hasStatus(referral, status)) throw new Error(`referral ${referral.id} is ${referral.status}, not ${status}`);
  return referral;
}

function hasStatus<Status extends Referral['status']>(
  referral: Referral,
  status: Status,
): referral is Extract<Referral, { status: Status }> {
  return referral.status === status;
}
