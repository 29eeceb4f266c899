import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { RecognitionAction, RecognitionSide, RecognitionStatus } from './codes';

/** Why an action on an existing recognition is not open to this actor now, in this order. */
export type RecognitionActionRefusal =
  | Refusal<'recognition.not_permitted', { action: RecognitionAction }>
  | Refusal<'recognition.wrong_side', { action: RecognitionAction; sides: readonly RecognitionSide[] }>
  | Refusal<'recognition.wrong_status', { action: RecognitionAction; status: RecognitionStatus }>;

/** Why a recognition that runs cannot be continued yet, or any more. */
export type RenewalRefusal =
  | Refusal<'recognition.renewal_too_early', { renewableFrom: Day; validTo: Day }>
  | Refusal<'recognition.renewal_too_late', { validTo: Day }>;

/** What is wrong with what was written down as evidence; items count from 1. */
export type EvidenceRefusal =
  | Refusal<'recognition.evidence_missing', object>
  | Refusal<'recognition.evidence_too_many', { count: number; limit: number }>
  | Refusal<'recognition.evidence_vague', { item: number; length: number; least: number }>
  | Refusal<'recognition.evidence_too_long', { item: number; length: number; limit: number }>
  | Refusal<'recognition.evidence_issuer_missing', { item: number }>
  | Refusal<'recognition.evidence_in_future', { item: number; issuedOn: Day; today: Day }>
  | Refusal<'recognition.evidence_before_birth', { item: number; issuedOn: Day; birthDay: Day }>;

/** Why nobody can be recognized for this disease by this diagnosis. */
export type DiseaseRefusal =
  | Refusal<'recognition.not_in_policy', { policyId: string }>
  | Refusal<'recognition.disease_unknown', { diseaseCode: string }>
  | Refusal<'recognition.diagnosis_does_not_fit', { diagnosisCode: string; diseaseName: string; icdPrefixes: readonly string[] }>;

/** Another one stands in the way. */
export type StandingRefusal =
  | Refusal<'recognition.already_applied', { number: string; institutionName: string; appliedOn: Day }>
  | Refusal<'recognition.already_recognized', { number: string; validFrom: Day; validTo: Day; renewableFrom: Day }>;

/** Why a recognition cannot be applied for, in the order in which `applyForRecognition` gives the reasons. */
export type RecognitionApplicationRefusal =
  | Refusal<'recognition.resident_deceased', { deathDay: Day }>
  | DiseaseRefusal
  | StandingRefusal
  | RecognitionActionRefusal
  | Refusal<'recognition.renews_other_disease', { diseaseName: string }>
  | RenewalRefusal
  | EvidenceRefusal;

/** Why an application cannot be decided, or a recognition not be ended. */
export type RecognitionDecisionRefusal =
  | RecognitionActionRefusal
  | Refusal<'recognition.own_application', object>
  | Refusal<'recognition.resident_deceased', { deathDay: Day }>
  | DiseaseRefusal
  | Refusal<'recognition.start_out_of_range', { validFrom: Day; earliest: Day; latest: Day }>
  | StandingRefusal
  | Refusal<'recognition.reason_missing', object>
  | Refusal<'recognition.reason_too_long', { length: number; limit: number }>
  | Refusal<'recognition.revocation_out_of_range', { revokedFrom: Day; earliest: Day; latest: Day }>;

/** Why a recognition of an earlier system cannot be taken over. */
export type TakeoverRefusal = DiseaseRefusal | StandingRefusal | Refusal<'recognition.days_out_of_order', { validFrom: Day; validTo: Day }>;

export type RecognitionRefusal = RecognitionApplicationRefusal | RecognitionDecisionRefusal | TakeoverRefusal;
