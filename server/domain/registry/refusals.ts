import type { Refusal } from '@/server/domain/kernel/outcome';
import type { IdentityRefusal } from '@/server/domain/kernel/identity-number';
import type { MatchReason } from './duplicate';

/** A resident who looks very much like the one to be registered, as far as whoever registers may see. */
export interface CloseMatchFact {
  readonly residentId: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly reasons: readonly MatchReason[];
}

/** Why an institution, a resident or a team cannot be registered as given. */
export type RegistryRefusal =
  | IdentityRefusal
  | Refusal<'registry.institution_code_malformed', { code: string }>
  | Refusal<'registry.institution_level_unknown', { level: string; known: readonly string[] }>
  | Refusal<'registry.institution_unknown', { code: string }>
  | Refusal<'registry.parent_unknown', { parentCode: string }>
  | Refusal<'registry.alliance_unknown', { alliance: string }>
  | Refusal<'registry.team_unknown', { team: string }>
  | Refusal<'registry.name_missing', object>
  | Refusal<'registry.name_too_long', { length: number; limit: number }>
  | Refusal<'registry.birth_day_missing', object>
  | Refusal<'registry.birth_day_differs', { given: string; onCertificate: string }>
  | Refusal<'registry.birth_in_future', { birthDay: string; today: string }>
  | Refusal<'registry.sex_missing', object>
  | Refusal<'registry.sex_differs', { given: string; onCertificate: string }>
  | Refusal<'registry.death_before_birth', { birthDay: string; deathDay: string }>
  | Refusal<'registry.death_in_future', { deathDay: string; today: string }>
  | Refusal<'registry.retired_needs_employee_insurance', { insutype: string }>
  | Refusal<'registry.already_registered', { residentId: string }>
  | Refusal<'registry.close_match', { matches: readonly CloseMatchFact[] }>
  | Refusal<'registry.reason_too_short', { least: number }>;
