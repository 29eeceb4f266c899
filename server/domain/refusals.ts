import type { AgreementRefusal } from './agreement/refusals';
import type { AssessmentRefusal } from './assessment/assessment';
import type { BenefitRefusal } from './benefit/refusals';
import type { BudgetRefusal } from './budget/refusals';
import type { ConsultRefusal } from './consult/refusals';
import type { CareRefusal } from './care-plan/refusals';
import type { ContractRefusal } from './contract/refusals';
import type { DoorRefusal } from './door/refusals';
import type { FulfilmentRefusal } from './fulfilment/refusals';
import type { ImportRefusal } from './import/refusals';
import type { HolidayFileRefusal } from './kernel/check-holidays';
import type { CalendarRefusal } from './kernel/working-days';
import type { Refusal } from './kernel/outcome';
import type { MonthRefusal } from './month/close-month';
import type { ApiKeyRefusal } from './permission/api-key-refusals';
import type { AccountRefusal } from './permission/refusals';
import type { NoticeRefusal } from './notice/refusals';
import type { PolicyAdditionRefusal } from './policy/add-version';
import type { PolicyRefusal } from './policy/refusals';
import type { PostingRefusal } from './posting/refusals';
import type { PrepaymentRefusal } from './prepayment/prepayment-run';
import type { QuotaRefusal } from './quota/refusals';
import type { SpecialtyRefusal } from './quota/specialty';
import type { RecognitionRefusal } from './recognition/refusals';
import type { ReconciliationRefusal } from './reconciliation/mark';
import type { AttachmentRefusal } from './referral/attachments';
import type { DiagnosisListRefusal } from './referral/diagnoses';
import type { ReferralRefusal } from './referral/refusals';
import type { SavedFilterRefusal } from './saved-filter/refusals';
import type { CheckInRefusal } from './referral/check-in';
import type { IdentityClassRefusal } from './registry/identity-class-refusals';
import type { DuplicateRefusal } from './registry/merge';
import type { RegistryRefusal } from './registry/refusals';
import type { ResidentChangeRefusal } from './registry/resident-change-refusals';
import type { TeamRefusal } from './registry/team-refusals';
import type { RequestRefusal } from './request/refusals';
import type { ServiceFeeRefusal } from './service-fee/fee-run';
import type { SettlementCourseRefusal } from './settlement/course-refusals';
import type { SettlementRefusal } from './settlement/refusals';
import type { ScoreRefusal } from './settlement/scored-stay';
import type { TrialRefusal } from './trial/trial';
import type { VisitRefusal } from './visit/refusals';
import type { WaitingRefusal } from './waiting/refusals';
import type { WarningRefusal } from './warning/finding';

/** Refusals that belong to no noun. */
export type GenericRefusal =
  | Refusal<'not_found', { what: string }>
  | Refusal<'conflict.changed_meanwhile', { what: string }>
  | Refusal<'permission.denied', { scope: string }>;

/** Every refusal a rule or a service can answer; app/_copy holds a sentence for each code, or it does not compile. */
export type AnyRefusal =
  | AccountRefusal
  | AgreementRefusal
  | ApiKeyRefusal
  | AssessmentRefusal
  | AttachmentRefusal
  | BenefitRefusal
  | BudgetRefusal
  | CalendarRefusal
  | HolidayFileRefusal
  | CareRefusal
  | ConsultRefusal
  | ContractRefusal
  | DiagnosisListRefusal
  | DoorRefusal
  | DuplicateRefusal
  | FulfilmentRefusal
  | GenericRefusal
  | IdentityClassRefusal
  | ImportRefusal
  | MonthRefusal
  | NoticeRefusal
  | PolicyAdditionRefusal
  | PolicyRefusal
  | PostingRefusal
  | PrepaymentRefusal
  | QuotaRefusal
  | SpecialtyRefusal
  | RecognitionRefusal
  | ReconciliationRefusal
  | ReferralRefusal
  | RegistryRefusal
  | RequestRefusal
  | ResidentChangeRefusal
  | CheckInRefusal
  | SavedFilterRefusal
  | ScoreRefusal
  | ServiceFeeRefusal
  | SettlementCourseRefusal
  | SettlementRefusal
  | TeamRefusal
  | TrialRefusal
  | VisitRefusal
  | WaitingRefusal
  | WarningRefusal;

export type RefusalCode = AnyRefusal['code'];

/** The facts that come with a code: `RefusalFacts<'contract.team_full'>`. */
export type RefusalFacts<Code extends RefusalCode> = Extract<AnyRefusal, { code: Code }>['facts'];
