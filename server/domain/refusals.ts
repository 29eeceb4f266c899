import type { BenefitRefusal } from './benefit/refusals';
import type { ContractRefusal } from './contract/refusals';
import type { CalendarRefusal } from './kernel/working-days';
import type { Refusal } from './kernel/outcome';
import type { PolicyRefusal } from './policy/refusals';
import type { QuotaRefusal } from './quota/refusals';
import type { ReferralRefusal } from './referral/refusals';
import type { RegistryRefusal } from './registry/refusals';
import type { SettlementRefusal } from './settlement/refusals';
import type { VisitRefusal } from './visit/refusals';

/** Refusals that belong to no noun. */
export type GenericRefusal =
  | Refusal<'not_found', { what: string }>
  | Refusal<'conflict.changed_meanwhile', { what: string }>
  | Refusal<'permission.denied', { scope: string }>;

/** Every refusal a rule or a service can answer; app/_copy holds a sentence for each code, or it does not compile. */
export type AnyRefusal =
  | BenefitRefusal
  | CalendarRefusal
  | ContractRefusal
  | GenericRefusal
  | PolicyRefusal
  | QuotaRefusal
  | ReferralRefusal
  | RegistryRefusal
  | SettlementRefusal
  | VisitRefusal;

export type RefusalCode = AnyRefusal['code'];

/** The facts that come with a code: `RefusalFacts<'contract.team_full'>`. */
export type RefusalFacts<Code extends RefusalCode> = Extract<AnyRefusal, { code: Code }>['facts'];
