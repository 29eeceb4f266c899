import type { Instant } from '@/server/domain/kernel/instant';

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

/** 上转, 下转, 平转. */
export const referralDirections = ['up', 'down', 'lateral'] as const;
export type ReferralDirection = (typeof referralDirections)[number];

/** The most pressing first. */
export const referralPriorities = ['emergency', 'urgent', 'routine'] as const;
export type ReferralPriority = (typeof referralPriorities)[number];

export const referralKinds = ['outpatient', 'inpatient', 'exam', 'e_consult'] as const;
export type ReferralKind = (typeof referralKinds)[number];

/** Statuses in which the patient is still on the way or being looked after. */
export const liveReferralStatuses = ['sent', 'accepted', 'arrived'] as const satisfies readonly ReferralStatus[];

/** What is asked for: fixed once the referral is sent. */
export interface ReferralOrder {
  readonly id: string;
  /** The number printed on the slip and given by hospital systems as refl_no. */
  readonly referralNo: string;
  readonly regionCode: string;
  readonly residentId: string;
  /** The contract in force when it was sent; null for someone who is not signed. */
  readonly contractId: string | null;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  readonly fromInstitutionCode: string;
  readonly fromPractitionerId: string;
  readonly toInstitutionCode: string;
  /** The department asked for; null leaves it to the hospital. */
  readonly toDepartment: string | null;
  /** ICD-10 医保版. */
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  /** 转诊原因, at most 100 characters (WS 445.16 DE06.00.177.00). */
  readonly reason: string;
  /** Condition and treatment so far, in the sender's words. */
  readonly summary: string;
  /** The reserved slot this referral holds; null when it asks for none. */
  readonly slotId: string | null;
  readonly createdAt: Instant;
}

interface Sent {
  readonly sentAt: Instant;
  /** By when the receiving hospital owes an answer; later is overdue, not too late. */
  readonly answerDueAt: Instant;
  /** From when the referral can no longer be answered. */
  readonly expiresAt: Instant;
}

interface Accepted extends Sent {
  readonly acceptedAt: Instant;
  readonly acceptedBy: string;
}

interface Arrived extends Accepted {
  readonly arrivedAt: Instant;
}

interface Completed extends Arrived {
  readonly completedAt: Instant;
  /** 转诊意见 and further plan, at most 200 characters (DE06.00.159.00). */
  readonly opinion: string;
}

export type ReferralState =
  | { readonly status: 'draft' }
  | ({ readonly status: 'sent' } & Sent)
  | ({ readonly status: 'accepted' } & Accepted)
  | ({ readonly status: 'arrived' } & Arrived)
  | ({ readonly status: 'completed' } & Completed)
  | ({ readonly status: 'declined'; readonly declinedAt: Instant; readonly declinedBy: string; readonly declineReason: string } & Sent)
  | { readonly status: 'cancelled'; readonly cancelledAt: Instant; readonly cancelledBy: string; readonly cancelReason: string }
  | { readonly status: 'expired'; readonly expiredAt: Instant }
  | ({ readonly status: 'returned'; readonly returnedAt: Instant } & Completed);

export type Referral = ReferralOrder & ReferralState;
export type ReferralIn<Status extends ReferralStatus> = ReferralOrder & Extract<ReferralState, { status: Status }>;

/** Policy's clocks for referrals. */
export interface ReferralRules {
  /** Hours within which the receiving hospital owes an answer. */
  readonly answerHours: Readonly<Record<ReferralPriority, number>>;
  /** Days after sending during which a referral can be answered. */
  readonly validDays: number;
}
