import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Assessment } from './danger-signs';
import type { ConsultType, DeclineCode, ReferralDirection, ReferralKind, ReferralOrigin, ReferralPriority, ReferralStatus } from './codes';

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
  /** What an e-consult asks for; null for every other kind. */
  readonly consultType: ConsultType | null;
  /** Whether the receiver of an e-consult may turn it into a referral without asking again. */
  readonly mayConvert: boolean;
  readonly fromInstitutionCode: string;
  readonly fromPractitionerId: string;
  readonly fromTeamId: string | null;
  readonly toInstitutionCode: string;
  /** The receiver does not work in this program, so the sender notes what became of the patient there. */
  readonly external: boolean;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** ICD-10 医保版; null when only the name is known. */
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  /** 转诊原因, at most 100 characters (WS 445.16, DE06.00.177.00). */
  readonly reason: string;
  /** What the receiver is asked to do, at most 100 characters. */
  readonly purpose: string | null;
  /** Findings, in the sender's words. */
  readonly findings: string | null;
  /** 既往史, at most 100 characters (DE02.10.026.00, which holds no more). */
  readonly history: string | null;
  /** What was done and given so far. */
  readonly treatment: string | null;
  /** What was measured and seen; the danger signs below follow from it. */
  readonly assessment: Assessment;
  /** Codes of the danger signs that were found (danger-signs.ts). */
  readonly dangerSigns: readonly string[];
  /** The place of the visit or the examination that this referral holds or has booked; null when it asks for none. */
  readonly slotId: string | null;
  /** The bed for each day of the stay, in the order of the days; empty when it asks for none. */
  readonly bedSlotIds: readonly string[];
  /** The referral this one follows, and how; null for a first one. */
  readonly previousId: string | null;
  readonly origin: ReferralOrigin | null;
  readonly createdAt: Instant;
}

/** What a referral gathers on its way; each is kept once it is known. */
export interface ReferralStamps {
  readonly sentAt: Instant | null;
  /** By when the receiving institution owes an answer; after it the answer is overdue, yet still welcome. */
  readonly answerDueAt: Instant | null;
  /** The receiver's first answer of any kind; the clock of answer times stops here. */
  readonly answeredAt: Instant | null;
  /** Since when it stands on the waiting list, and by which day a place is promised. */
  readonly queuedAt: Instant | null;
  readonly promisedDay: Day | null;
  /** When it was decided last: accepted, refused, called off, run out. */
  readonly decidedAt: Instant | null;
  readonly arrivedAt: Instant | null;
  readonly treatedAt: Instant | null;
  readonly completedAt: Instant | null;
  /** What was found and how to go on, at most 200 characters (DE06.00.159.00). */
  readonly opinion: string | null;
  /** When the resident's own team sees them next; null when nothing is due. */
  readonly followUpDay: Day | null;
  readonly returnedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly followedUpAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly declineCode: DeclineCode | null;
  readonly declineReason: string | null;
}

export const noStamps: ReferralStamps = {
  ...{ sentAt: null, answerDueAt: null, answeredAt: null, queuedAt: null, promisedDay: null, decidedAt: null, arrivedAt: null },
  ...{ treatedAt: null, completedAt: null, opinion: null, followUpDay: null, returnedAt: null, receivedAt: null },
  ...{ followedUpAt: null, closedAt: null, declineCode: null, declineReason: null },
};

const completed = ['sentAt', 'decidedAt', 'completedAt', 'opinion'] as const;

/** What a referral in each status is sure to have. Why it ended otherwise, and by whom, is told by its events. */
export const stampsOf = {
  draft: [],
  awaiting_consent: [],
  sent: ['sentAt', 'answerDueAt'],
  info_wanted: ['sentAt', 'answerDueAt'],
  waiting: ['sentAt', 'queuedAt', 'promisedDay'],
  accepted: ['sentAt', 'decidedAt'],
  arrived: ['sentAt', 'decidedAt', 'arrivedAt'],
  in_treatment: ['sentAt', 'decidedAt', 'arrivedAt', 'treatedAt'],
  completed,
  returned: completed,
  received: [...completed, 'receivedAt'],
  followed_up: [...completed, 'followedUpAt'],
  closed: [...completed, 'closedAt'],
  declined: ['sentAt', 'decidedAt', 'declineReason'],
  redirected: ['sentAt', 'decidedAt'],
  cancelled: ['decidedAt'],
  expired: ['decidedAt'],
  went_elsewhere: ['sentAt', 'decidedAt'],
  died: ['decidedAt'],
} as const satisfies Readonly<Record<ReferralStatus, readonly (keyof ReferralStamps)[]>>;

/** 双向转诊 in one status, with what that status promises. */
export type ReferralIn<Status extends ReferralStatus> = ReferralOrder &
  ReferralStamps & { readonly status: Status } & { readonly [Stamp in (typeof stampsOf)[Status][number]]: NonNullable<ReferralStamps[Stamp]> };

export type Referral = { [Status in ReferralStatus]: ReferralIn<Status> }[ReferralStatus];

/** Any combination of a status and stamps, as a row may hold it. */
export type ReferralRecord = ReferralOrder & ReferralStamps & { readonly status: ReferralStatus };

/** @throws when the record lacks what its status promises: nothing may write such a one. */
export function referralFrom(record: ReferralRecord): Referral {
  if (isWhole(record)) return record;
  const missing = stampsOf[record.status].filter((stamp) => record[stamp] === null);
  throw new Error(`referral ${record.id} is ${record.status} without ${missing.join(', ')}`);
}

function isWhole(record: ReferralRecord): record is Referral {
  return stampsOf[record.status].every((stamp) => record[stamp] !== null);
}

/** The ids of all the places it holds or has booked. */
export function placeIdsOf({ slotId, bedSlotIds }: Pick<ReferralOrder, 'slotId' | 'bedSlotIds'>): string[] {
  return slotId === null ? [...bedSlotIds] : [slotId, ...bedSlotIds];
}
