import type { Refusal } from '@/server/domain/kernel/outcome';
import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';

/** Why a visit of a benefit year has no adjudication. */
export type BenefitRefusal =
  | Refusal<'benefit.refund_without_original', { institutionCode: string; settlementId: string; refundOf: string }>
  | Refusal<'benefit.original_already_refunded', { institutionCode: string; settlementId: string; refundOf: string; refundedBy: string }>
  | PolicyLookupRefusal;
