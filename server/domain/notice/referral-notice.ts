import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralPriority } from '@/server/domain/referral/codes';

/** What a receiver can answer, as a sender is told. */
export type ReferralAnswer = 'accepted' | 'waiting' | 'rebooked' | 'declined' | 'redirected';
/** How a referral ended other than by its course. */
export type ReferralEnding = 'cancelled' | 'left' | 'missed' | 'expired' | 'died';

/**
 * What residents are told of their referrals. A message may be seen by whoever holds the phone, so it names the hospital and the
 * referral's number: no department, no diagnosis, no words of a doctor. Those stand on the resident's own page.
 */
export interface ReferralResidentFacts {
  readonly referral_consent_asked: OfReferral & { readonly fromName: string };
  readonly referral_sent: OfReferral & { readonly startsAt: Instant | null };
  readonly referral_accepted: OfReferral & { readonly startsAt: Instant | null };
  readonly referral_waiting: OfReferral & { readonly promisedDay: Day; /** The place that was booked has fallen away. */ readonly lostPlace: boolean };
  readonly referral_offered: OfReferral & { readonly startsAt: Instant | null; readonly until: Instant | null };
  readonly referral_offer_lapsed: OfReferral;
  readonly referral_declined: OfReferral;
  readonly referral_redirected: OfReferral & { readonly otherName: string };
  readonly referral_rebooked: OfReferral & { readonly startsAt: Instant | null };
  readonly referral_cancelled: OfReferral;
  readonly referral_expired: OfReferral & { /** Nobody came, rather than nobody answered. */ readonly missed: boolean };
  readonly referral_returned: OfReferral & { readonly followUpDay: Day | null };
}

interface OfReferral {
  readonly number: string;
  readonly toName: string;
}

/** What the institutions of a referral are told; people are named as `王*`. */
export interface ReferralStaffFacts {
  readonly referral_received: OfPatient & { readonly fromName: string; readonly priority: ReferralPriority; readonly dueAt: Instant | null };
  readonly referral_consent_answered: OfPatient & { readonly agreed: boolean };
  readonly referral_answered: OfPatient & { readonly toName: string; readonly answer: ReferralAnswer };
  readonly referral_info_wanted: OfPatient & { readonly toName: string };
  readonly referral_info_given: OfPatient & { readonly fromName: string; readonly dueAt: Instant | null };
  readonly referral_overdue: OfPatient & { readonly toName: string; readonly priority: ReferralPriority; readonly dueAt: Instant };
  readonly referral_coming_back: OfPatient & { readonly toName: string; readonly followUpDay: Day | null };
  readonly referral_ended: OfPatient & { readonly how: ReferralEnding };
  readonly referral_place_offered: OfPatient & { readonly toName: string; readonly startsAt: Instant | null; readonly until: Instant | null };
  readonly referral_place_lost: OfPatient & { readonly toName: string };
  readonly referral_place_taken: OfPatient & { readonly startsAt: Instant | null };
  readonly referral_promise_broken: OfPatient & { readonly toName: string; readonly promisedDay: Day };
  readonly referral_assigned: OfPatient & { readonly priority: ReferralPriority; readonly dueAt: Instant | null };
  readonly consult_asked: OfPatient & { readonly fromName: string; readonly priority: ReferralPriority; readonly dueAt: Instant | null };
  readonly consult_replied: OfPatient & { readonly toName: string };
  readonly consult_asked_again: OfPatient & { readonly fromName: string };
  readonly consult_message: OfPatient;
}

interface OfPatient {
  readonly maskedName: string;
  readonly number: string;
}

export const referralResidentTemplates: Readonly<Record<keyof ReferralResidentFacts, true>> = {
  referral_consent_asked: true,
  referral_sent: true,
  referral_accepted: true,
  referral_waiting: true,
  referral_offered: true,
  referral_offer_lapsed: true,
  referral_declined: true,
  referral_redirected: true,
  referral_rebooked: true,
  referral_cancelled: true,
  referral_expired: true,
  referral_returned: true,
};

export const referralStaffTemplates: Readonly<Record<keyof ReferralStaffFacts, true>> = {
  referral_received: true,
  referral_consent_answered: true,
  referral_answered: true,
  referral_info_wanted: true,
  referral_info_given: true,
  referral_overdue: true,
  referral_coming_back: true,
  referral_ended: true,
  referral_place_offered: true,
  referral_place_lost: true,
  referral_place_taken: true,
  referral_promise_broken: true,
  referral_assigned: true,
  consult_asked: true,
  consult_replied: true,
  consult_asked_again: true,
  consult_message: true,
};

/** A template with its own facts, for whoever puts them into words. */
export type ReferralResidentMessage = { readonly [T in keyof ReferralResidentFacts]: { readonly template: T; readonly facts: ReferralResidentFacts[T] } }[keyof ReferralResidentFacts];
export type ReferralStaffMessage = { readonly [T in keyof ReferralStaffFacts]: { readonly template: T; readonly facts: ReferralStaffFacts[T] } }[keyof ReferralStaffFacts];

export function isReferralResidentMessage<M extends { readonly template: string }>(message: M): message is M & ReferralResidentMessage {
  return message.template in referralResidentTemplates;
}

export function isReferralStaffMessage<M extends { readonly template: string }>(message: M): message is M & ReferralStaffMessage {
  return message.template in referralStaffTemplates;
}
