import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ConsultType, DeclineCode, ReferralDirection, ReferralKind, ReferralOrigin, ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';

/** What reports look at of one referral. It names the resident by id alone, so that people are counted once. */
export interface ReferralFact {
  readonly id: string;
  readonly number: string;
  readonly residentId: string;
  readonly direction: ReferralDirection;
  readonly kind: ReferralKind;
  readonly consultType: ConsultType | null;
  readonly priority: ReferralPriority;
  readonly status: ReferralStatus;
  readonly signed: boolean;
  readonly external: boolean;
  readonly origin: ReferralOrigin | null;
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly sentAt: Instant;
  readonly answerDueAt: Instant | null;
  readonly answeredAt: Instant | null;
  readonly decidedAt: Instant | null;
  readonly queuedAt: Instant | null;
  readonly promisedDay: Day | null;
  /** When the wait first brought a place, offered or given; null while it has not, or where nobody waited. The promise is held against it. */
  readonly placedAt: Instant | null;
  readonly arrivedAt: Instant | null;
  readonly completedAt: Instant | null;
  readonly returnedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly followedUpAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly declineCode: DeclineCode | null;
}

/** The span a report is of and the moment it is made at; what was not yet due then is nobody's fault. */
export interface ReportClock {
  readonly from: Instant;
  /** The first moment after the span. */
  readonly until: Instant;
  readonly now: Instant;
  /** Policy: days after somebody comes home within which the team sees them. */
  readonly followUpDays: number;
}

/** An e-consult is a question; everything else moves somebody. */
export function isBodily({ kind }: Pick<ReferralFact, 'kind'>): boolean {
  return kind !== 'e_consult';
}
