import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Insutype, InstitutionLevel, MedType } from '@/server/domain/registry/codes';

/** What is wrong with a policy document, each with the path of the place, such as `benefit.plans[0].rates.level2`. */
export type PolicyDocumentRefusal =
  | Refusal<'policy.key_missing', { path: string; key: string }>
  | Refusal<'policy.key_unknown', { path: string; key: string }>
  | Refusal<'policy.wrong_kind', { path: string; expected: string; found: string }>
  | Refusal<'policy.not_allowed', { path: string; allowed: readonly string[]; found: string }>
  | Refusal<'policy.out_of_range', { path: string; least: string | null; most: string | null; found: string }>
  | Refusal<'policy.out_of_order', { path: string; before: string; after: string }>
  | Refusal<'policy.duplicate', { path: string; value: string }>
  | Refusal<'policy.level_without_rule', { path: string; level: InstitutionLevel; lacks: 'deductible' | 'rate' }>
  | Refusal<'policy.level_covered_and_uncovered', { path: string; level: InstitutionLevel }>
  | Refusal<'policy.plans_overlap', { path: string; insutype: Insutype; medType: MedType; planIds: readonly string[] }>
  | Refusal<'policy.no_ordinary_plan', { path: string; insutype: Insutype }>
  | Refusal<'policy.ages_not_covered', { path: string; fromAge: number; toAge: number | null }>
  | Refusal<'policy.parts_not_the_price', { path: string; priceFen: number; partsFen: number }>
  | Refusal<'policy.method_without_terms', { path: string; method: string }>;

/** Why no rule can be applied to a visit. */
export type PolicyLookupRefusal =
  | Refusal<'policy.none_in_force', { regionCode: string; day: Day }>
  | Refusal<'policy.no_plan', { policyId: string; insutype: Insutype; medType: MedType }>;

export type PolicyRefusal = PolicyDocumentRefusal | PolicyLookupRefusal;
