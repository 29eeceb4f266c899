import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why an account cannot be disabled or enabled. */
export type AccountRefusal =
  // Whoever could disable themselves would lock the last administrator out.
  | Refusal<'account.own_account', object>
  | Refusal<'account.already_disabled', { name: string }>
  | Refusal<'account.not_disabled', { name: string }>;
