import type { Guardian } from '@/server/domain/contract/consent';

/** How the resident agreed: said so at the desk, signed a paper that is kept there, or is asked on their phone. */
export const consentWays = ['desk', 'paper', 'online'] as const;
export type ConsentWay = (typeof consentWays)[number];

/** Consent to be referred and to have the record passed on; a guardian's for whoever is not of age to give it. */
export interface ReferralConsent {
  readonly way: ConsentWay;
  readonly guardian: Guardian | null;
}

/** Of the sentence that is read out or shown (app/_copy/referral-form.ts); a new wording is a new version. */
export const referralConsentText = 'referral-2025';

/** 个人信息保护法 art. 31: under fourteen the parents or another guardian consent. */
export const ageOfConsent = 14;
