import type { InstitutionLevel } from '@/server/domain/registry/codes';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReferralAction, ReferralDirection, ReferralSide, ReferralStatus } from './codes';

/** Why an action on an existing referral is not open to this actor now. */
export type ReferralActionRefusal =
  | Refusal<'referral.not_permitted', { action: ReferralAction }>
  | Refusal<'referral.wrong_side', { action: ReferralAction; sides: readonly ReferralSide[] }>
  | Refusal<'referral.wrong_status', { action: ReferralAction; status: ReferralStatus }>;

/** Why a referral cannot be sent, in the order in which `createReferral` gives the reasons. */
export type ReferralCreationRefusal =
  | Refusal<'referral.resident_deceased', { deathDay: Day }>
  | Refusal<'referral.same_institution', { institutionCode: string }>
  | Refusal<
      'referral.direction_wrong',
      { direction: ReferralDirection; fromLevel: InstitutionLevel; toLevel: InstitutionLevel }
    >
  | Refusal<'referral.already_live', { number: string; toInstitutionName: string }>
  | Refusal<'referral.slot_needs_contract', object>
  | Refusal<'referral.hold_lost', { slotId: string }>
  | Refusal<'referral.slot_passed', { startsAt: Instant }>
  | Refusal<'referral.reason_missing', object>
  | Refusal<'referral.reason_too_long', { length: number; limit: number }>
  | Refusal<'referral.consent_missing', object>;

/** Why a referral cannot be answered or closed. */
export type ReferralAnswerRefusal =
  | ReferralActionRefusal
  | Refusal<'referral.expired', { expiredAt: Instant }>
  | Refusal<'referral.not_expired', { expiresAt: Instant }>
  | Refusal<'referral.hold_lost', { slotId: string }>
  | Refusal<'referral.slot_passed', { startsAt: Instant }>
  | Refusal<'referral.reason_missing', object>
  | Refusal<'referral.reason_too_long', { length: number; limit: number }>
  | Refusal<'referral.opinion_missing', object>
  | Refusal<'referral.opinion_too_long', { length: number; limit: number }>;

export type ReferralRefusal = ReferralCreationRefusal | ReferralAnswerRefusal;
