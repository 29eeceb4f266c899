import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Role } from './roles';

/** Why an account cannot be created, disabled or enabled. */
export type AccountRefusal =
  | Refusal<'account.user_name_malformed', { userName: string }>
  // Of the whole installation: signing in asks for no region.
  | Refusal<'account.user_name_taken', { userName: string }>
  | Refusal<'account.name_missing', object>
  | Refusal<'account.name_too_long', { length: number; limit: number }>
  | Refusal<'account.institution_needed', { role: Role }>
  | Refusal<'account.institution_not_for_role', { role: Role }>
  | Refusal<'account.alliance_needed', { role: Role }>
  | Refusal<'account.alliance_not_for_role', { role: Role }>
  | Refusal<'account.practitioner_not_for_role', { role: Role }>
  | Refusal<'account.practitioner_elsewhere', { name: string; institutionCode: string }>
  // Whoever could disable themselves would lock the last administrator out.
  | Refusal<'account.own_account', object>
  | Refusal<'account.already_disabled', { name: string }>
  | Refusal<'account.not_disabled', { name: string }>;
