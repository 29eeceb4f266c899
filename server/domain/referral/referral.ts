import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralDirection, ReferralKind, ReferralPriority, ReferralStatus } from './codes';

/** What is asked for: fixed once the referral is sent. */
export interface ReferralOrder {
  readonly id: string;
  /** The number printed on the slip and given by hospital systems as refl_no. */
  readonly number: string;
  readonly regionCode: string;
  readonly residentId: string;
  /** The contract in force when it was written; null for someone who is not signed, and who may be referred all the same. */
  readonly contractId: string | null;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  readonly fromInstitutionCode: string;
  readonly fromPractitionerId: string;
  readonly fromTeamId: string | null;
  readonly toInstitutionCode: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** ICD-10 医保版; null when only the name is known. */
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  /** 转诊原因, at most 100 characters (WS 445.16, DE06.00.177.00). */
  readonly reason: string;
  /** Findings and treatment so far, in the sender's words. */
  readonly findings: string | null;
  /** The reserved slot this referral holds or has booked; null when it asks for none. */
  readonly slotId: string | null;
  readonly createdAt: Instant;
}

interface Sent {
  readonly sentAt: Instant;
  /** By when the receiving hospital owes an answer; after it the answer is overdue, yet still welcome. */
  readonly answerDueAt: Instant;
}

/** `decidedAt` is when the referral was answered, called off or ran out. */
interface Decided extends Sent {
  readonly decidedAt: Instant;
}

interface Arrived extends Decided {
  readonly arrivedAt: Instant;
}

interface Completed extends Arrived {
  readonly completedAt: Instant;
  /** What was found and how to go on, at most 200 characters (DE06.00.159.00). */
  readonly opinion: string;
  /** When the resident's own team sees them next; null when nothing is due. */
  readonly followUpDay: Day | null;
}

export type ReferralState =
  | { readonly status: 'draft' }
  | ({ readonly status: 'sent' } & Sent)
  | ({ readonly status: 'accepted' } & Decided)
  | ({ readonly status: 'arrived' } & Arrived)
  | ({ readonly status: 'completed' } & Completed)
  | ({ readonly status: 'declined'; readonly declineReason: string } & Decided)
  // Why it was called off, and by whom, is told by its event; a draft is called off without ever being sent.
  | { readonly status: 'cancelled'; readonly decidedAt: Instant }
  | ({ readonly status: 'expired' } & Decided)
  | ({ readonly status: 'returned' } & Completed);

export type Referral = ReferralOrder & ReferralState;
export type ReferralIn<Status extends ReferralStatus> = ReferralOrder & Extract<ReferralState, { status: Status }>;
