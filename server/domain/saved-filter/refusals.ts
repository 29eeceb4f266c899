import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a filter cannot be kept, in this order. */
export type SavedFilterRefusal =
  | Refusal<'saved_filter.name_missing', object>
  | Refusal<'saved_filter.name_too_long', { length: number; limit: number }>
  | Refusal<'saved_filter.query_too_long', { limit: number }>
  | Refusal<'saved_filter.too_many', { limit: number }>;
