import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a key for a hospital's system cannot be made or revoked. */
export type ApiKeyRefusal =
  | Refusal<'api_key.name_missing', object>
  | Refusal<'api_key.name_too_long', { length: number; limit: number }>
  | Refusal<'api_key.already_revoked', { name: string }>;
