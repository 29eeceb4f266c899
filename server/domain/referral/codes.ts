export const referralStatuses = [
  'draft',
  'sent',
  'accepted',
  'arrived',
  'completed',
  'declined',
  'cancelled',
  'expired',
  'returned',
] as const;
export type ReferralStatus = (typeof referralStatuses)[number];

/** Statuses in which the patient is still on the way or being looked after. */
export const liveReferralStatuses = ['sent', 'accepted', 'arrived'] as const satisfies readonly ReferralStatus[];

/** 上转, 下转, 平转. */
export const referralDirections = ['up', 'down', 'lateral'] as const;
export type ReferralDirection = (typeof referralDirections)[number];

/** The most pressing first. */
export const referralPriorities = ['emergency', 'urgent', 'routine'] as const;
export type ReferralPriority = (typeof referralPriorities)[number];

export const referralKinds = ['outpatient', 'inpatient', 'exam', 'e_consult'] as const;
export type ReferralKind = (typeof referralKinds)[number];

export const referralActions = ['send', 'accept', 'decline', 'cancel', 'arrive', 'complete', 'return', 'miss', 'expire'] as const;
export type ReferralAction = (typeof referralActions)[number];

/** On which side of a referral an actor stands; the clock is neither sender nor receiver. */
export const referralSides = ['sender', 'receiver', 'clock'] as const;
export type ReferralSide = (typeof referralSides)[number];
