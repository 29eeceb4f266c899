import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';

/** Why a visit of a benefit year has no adjudication. */
export type BenefitRefusal = PolicyLookupRefusal;
