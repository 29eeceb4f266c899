import type { Fraction } from '@/server/domain/kernel/money';
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
}

export function quotaRulesOf(terms: QuotaTerms): QuotaRules {
  return {
    slotShare: terms.slotShare.value,
    bedShare: terms.bedShare.value,
    leadDays: terms.leadDays.value,
    urgentWindowDays: terms.urgentWindowDays.value,
    releaseHoursBefore: terms.releaseHoursBefore.value,
    holdMinutes: terms.holdMinutes.value,
  };
}
