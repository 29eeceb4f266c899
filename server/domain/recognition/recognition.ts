import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { EvidenceKind, RecognitionStatus } from './codes';

/** What shows that somebody has the disease: a document, what it says, when and by whom it was issued. */
export interface Evidence {
  readonly kind: EvidenceKind;
  readonly text: string;
  readonly issuedOn: Day;
  readonly issuer: string;
}

/** What was applied for; it never changes afterwards. */
export interface RecognitionOrder {
  readonly id: string;
  /** The number on the decision slip. */
  readonly number: string;
  readonly regionCode: string;
  readonly residentId: string;
  /** Where it was applied for; null for one that was taken over from an earlier system. */
  readonly institutionCode: string | null;
  readonly diseaseCode: string;
  /** As the policy named the disease then. */
  readonly diseaseName: string;
  /** ICD-10 医保版. */
  readonly diagnosisCode: string;
  readonly diagnosisName: string;
  readonly evidence: readonly Evidence[];
  /** The recognition that this one continues. */
  readonly renewsId: string | null;
  readonly appliedAt: Instant;
  /** The actor, as `actorRef` names them. */
  readonly appliedBy: string;
  readonly appliedByName: string;
}

/** Both days are included. */
export interface Validity {
  readonly validFrom: Day;
  readonly validTo: Day;
}

interface Decided {
  readonly decidedAt: Instant;
  readonly decidedByName: string;
}

interface Ended {
  readonly endedAt: Instant;
  readonly endedByName: string;
}

export type RecognitionState =
  | { readonly status: 'applied' }
  | ({ readonly status: 'approved' } & Decided & Validity)
  | ({ readonly status: 'declined'; readonly reason: string } & Decided)
  | ({ readonly status: 'withdrawn' } & Ended)
  // From `revokedFrom` on it counts no more; on its first day of validity it never did.
  | ({ readonly status: 'revoked'; readonly revokedFrom: Day; readonly reason: string } & Decided & Validity & Ended);

/** 门诊慢特病认定: that a person has a disease whose outpatient care is paid by plans of its own, for a time. */
export type Recognition = RecognitionOrder & RecognitionState;
export type RecognitionIn<Status extends RecognitionStatus> = RecognitionOrder & Extract<RecognitionState, { status: Status }>;
