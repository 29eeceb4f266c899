import type { InstitutionLevel } from '@/server/domain/registry/codes';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { QuotaRefusal } from '@/server/domain/quota/refusals';
import type { ReferralAction, ReferralDirection, ReferralKind, ReferralSide, ReferralStatus } from './codes';
import type { AssignmentRefusal } from './assign-referral';
import type { FollowUpDayRefusal, OpinionRefusal, ReasonRefusal } from './texts';
import type { WritingRefusal } from './writing';

/** Why an action on an existing referral is not open to this actor now. */
export type ReferralActionRefusal =
  | Refusal<'referral.not_permitted', { action: ReferralAction }>
  | Refusal<'referral.wrong_side', { action: ReferralAction; sides: readonly ReferralSide[] }>
  | Refusal<'referral.wrong_status', { action: ReferralAction; status: ReferralStatus }>
  | Refusal<'referral.wrong_kind', { action: ReferralAction; kind: ReferralKind }>;

/** Why a referral cannot be sent, in the order in which `createReferral` gives the reasons. */
export type ReferralCreationRefusal = OwnCreationRefusal | QuotaRefusal;

type OwnCreationRefusal =
  | Refusal<'referral.resident_deceased', { deathDay: Day }>
  | Refusal<'referral.same_institution', { institutionCode: string }>
  | Refusal<
      'referral.direction_wrong',
      { direction: ReferralDirection; fromLevel: InstitutionLevel; toLevel: InstitutionLevel }
    >
  | Refusal<'referral.already_live', { number: string; toInstitutionName: string }>
  | Refusal<'referral.consult_type_wrong', { kind: ReferralKind }>
  | Refusal<'referral.consult_needs_no_place', object>
  | Refusal<'referral.slot_needs_contract', object>
  | Refusal<'referral.hold_lost', { slotId: string }>
  | Refusal<'referral.slot_passed', { startsAt: Instant }>
  | ReasonRefusal
  | WritingRefusal
  | Refusal<'referral.consent_missing', object>;

/** Why a referral cannot take a step: the table's reasons, then the step's own. */
export type ReferralStepRefusal =
  | ReferralActionRefusal
  | Refusal<'referral.expired', { expiredAt: Instant }>
  | Refusal<'referral.not_expired', { expiresAt: Instant }>
  | Refusal<'referral.hold_lost', { slotId: string }>
  | Refusal<'referral.slot_passed', { startsAt: Instant }>
  | Refusal<'referral.nothing_offered', object>
  | Refusal<'referral.guardian_missing', { age: number }>
  | Refusal<'referral.redirect_nowhere', object>
  | Refusal<'referral.redirect_home', object>
  | Refusal<'referral.redirect_unfit', { level: InstitutionLevel }>
  | Refusal<'referral.already_live', { number: string; toInstitutionName: string }>
  | Refusal<'referral.follow_up_owed', { day: Day }>
  | Refusal<'referral.tasks_open', { count: number; next: Day }>
  | ReasonRefusal
  | OpinionRefusal
  | FollowUpDayRefusal;

export type ReferralRefusal = OwnCreationRefusal | AssignmentRefusal | ReferralStepRefusal;
