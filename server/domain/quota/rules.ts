import type { Fraction } from '@/server/domain/kernel/money';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { QuotaTerms } from '@/server/domain/policy/policy-version';

/** Policy's parameters for reserved capacity (calculations.md §1), without their citations. */
export interface QuotaRules {
  readonly slotShare: Fraction;
  readonly bedShare: Fraction;
  /** How many days before the public the family-doctor side may book. */
  readonly leadDays: number;
  /** In the last so many days before the session only urgent and emergency referrals may take a place; 0 for none. */
  readonly urgentWindowDays: number;
  /** How many hours before the session starts what is still free goes back to the hospital. */
  readonly releaseHoursBefore: number;
  /** How long a doctor's hold lasts while the referral is being written. */
  readonly holdMinutes: number;
  /** Whether reserved places are dealt to primary institutions by their signed residents. */
  readonly dealing: boolean;
  /** Hours before the session from which every institution may borrow what was dealt to another. */
  readonly borrowHoursBefore: number;
  /** Days within which a place is promised to whoever has to wait. */
  readonly promiseDays: Readonly<Record<ReferralPriority, number>>;
  /** Hours for which a place that came free is kept for the one it is offered to. */
  readonly offerHours: number;
}

export function quotaRulesOf(terms: QuotaTerms): QuotaRules {
  const { emergency, urgent, routine } = terms.promiseDays;
  return {
    slotShare: terms.slotShare.value,
    bedShare: terms.bedShare.value,
    leadDays: terms.leadDays.value,
    urgentWindowDays: terms.urgentWindowDays.value,
    releaseHoursBefore: terms.releaseHoursBefore.value,
    holdMinutes: terms.holdMinutes.value,
    dealing: terms.dealing.value,
    borrowHoursBefore: terms.borrowHoursBefore.value,
    promiseDays: { emergency: emergency.value, urgent: urgent.value, routine: routine.value },
    offerHours: terms.offerHours.value,
  };
}
