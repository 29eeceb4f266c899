import { dayMs, hourMs, type Instant } from '@/server/domain/kernel/instant';
import type { ReferralTerms } from '@/server/domain/policy/policy-version';
import type { ReferralPriority } from './codes';
import type { ReferralOrder } from './referral';

/** The clocks of a referral. No national rule sets answer times (rules.md §2.3 found none), so each policy version does. */
export interface ReferralRules {
  /** Hours within which the receiving hospital owes an answer. */
  readonly answerHours: Readonly<Record<ReferralPriority, number>>;
  /** Days after sending, or after acceptance without a slot, for which a referral stands, so that none stays on worklists for ever. */
  readonly validDays: number;
  /** Hours within which an e-consult is answered, whatever its priority short of emergency. */
  readonly consultHours: number;
}

export function referralRulesOf(terms: Pick<ReferralTerms, 'answerHours' | 'validDays' | 'consultHours'>): ReferralRules {
  const { emergency, urgent, routine } = terms.answerHours;
  return {
    answerHours: { emergency: emergency.value, urgent: urgent.value, routine: routine.value },
    validDays: terms.validDays.value,
    consultHours: terms.consultHours.value,
  };
}

/** By when the receiving institution owes an answer to what was sent at `sentAt`. */
export function answerDueAt({ priority, kind }: Pick<ReferralOrder, 'priority' | 'kind'>, sentAt: Instant, rules: ReferralRules): Instant {
  const hours = rules.answerHours[priority];
  return sentAt + (kind === 'e_consult' && priority !== 'emergency' ? rules.consultHours : hours) * hourMs;
}

/**
 * From when a referral sent at `sentAt` can no longer be answered: when its validity is over, or when the slot it holds
 * begins.
 */
export function answerableUntil(sentAt: Instant, slotStartsAt: Instant | null, rules: ReferralRules): Instant {
  const valid = sentAt + rules.validDays * dayMs;
  return slotStartsAt === null ? valid : Math.min(valid, slotStartsAt);
}

/** From when a patient who has not come is taken not to come: a day after the slot, or when the validity is over. */
export function awaitedUntil(acceptedAt: Instant, slotStartsAt: Instant | null, rules: ReferralRules): Instant {
  return slotStartsAt === null ? acceptedAt + rules.validDays * dayMs : slotStartsAt + dayMs;
}
