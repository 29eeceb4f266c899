/** In the order of a referral's life; the last six are ends other than a full course. */
export const referralStatuses = [
  'draft',
  'awaiting_consent',
  'sent',
  'info_wanted',
  'waiting',
  'accepted',
  'arrived',
  'in_treatment',
  'completed',
  'returned',
  'received',
  'followed_up',
  'closed',
  'declined',
  'redirected',
  'cancelled',
  'expired',
  'went_elsewhere',
  'died',
] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

/** Statuses in which the patient is still on the way or being looked after; a second referral to the same place would cross this one. */
export const liveReferralStatuses = [
  'awaiting_consent',
  'sent',
  'info_wanted',
  'waiting',
  'accepted',
  'arrived',
  'in_treatment',
] as const satisfies readonly ReferralStatus[];

/** Statuses in which somebody still has something to do: live ones, and those on the way back to the team at home. */
export const openReferralStatuses = [
  ...liveReferralStatuses,
  'completed',
  'returned',
  'received',
  'followed_up',
] as const satisfies readonly ReferralStatus[];

/** 上转, 下转, 平转. */
export const referralDirections = ['up', 'down', 'lateral'] as const;
export type ReferralDirection = (typeof referralDirections)[number];

/** The most pressing first. */
export const referralPriorities = ['emergency', 'urgent', 'routine'] as const;
export type ReferralPriority = (typeof referralPriorities)[number];

/** What is asked for. An e-consult is a question that is answered: nobody travels, and no place is taken. */
export const referralKinds = ['outpatient', 'inpatient', 'exam', 'rehabilitation', 'e_consult'] as const;
export type ReferralKind = (typeof referralKinds)[number];

/** 远程会诊 by what is asked: an opinion on a case, or the reading of an examination made at the primary institution (基层检查、上级诊断). */
export const consultTypes = ['clinical', 'imaging', 'ecg', 'pathology', 'laboratory'] as const;
export type ConsultType = (typeof consultTypes)[number];

/** Why a receiver says no, for the statistics; the words beside it are the receiver's own. */
export const declineCodes = ['no_capacity', 'not_indicated', 'other_department', 'beyond_ability', 'information_missing', 'patient_wish', 'other'] as const;
export type DeclineCode = (typeof declineCodes)[number];

/** How a referral came to follow another one. */
export const referralOrigins = ['redirect', 'consult'] as const;
export type ReferralOrigin = (typeof referralOrigins)[number];

export const referralActions = [
  'send',
  'ask_consent',
  'agree',
  'refuse',
  'ask_info',
  'give_info',
  'accept',
  'queue',
  'take',
  'decline',
  'redirect',
  'reply',
  'ask_again',
  'arrive',
  'treat',
  'complete',
  'return',
  'receive',
  'follow_up',
  'close',
  'cancel',
  'leave',
  'miss',
  'expire',
  'die',
] as const;
export type ReferralAction = (typeof referralActions)[number];

/** On which side of a referral an actor stands; the clock is neither sender nor receiver. */
export const referralSides = ['sender', 'receiver', 'patient', 'clock'] as const;
export type ReferralSide = (typeof referralSides)[number];
