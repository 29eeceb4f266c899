import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a request is not answered, before anything it asks for is looked at. */
export type RequestRefusal =
  | Refusal<'request.key_missing', object>
  | Refusal<'request.key_unknown', object>
  | Refusal<'request.key_revoked', { keyId: string }>
  | Refusal<'request.too_many', { retryAfterSeconds: number }>
  | Refusal<'request.route_unknown', { path: string }>
  | Refusal<'request.method_unknown', { method: string; allowed: readonly string[] }>
  | Refusal<'request.body_type_unknown', { type: string; known: readonly string[] }>
  | Refusal<'request.body_too_large', { limitBytes: number }>
  | Refusal<'request.body_malformed', object>
  | Refusal<'request.body_empty', object>
  /** What stands is changed only by who says in If-Match how they have seen it. */
  | Refusal<'request.precondition_missing', { current: string }>
  | Refusal<'request.precondition_failed', { current: string | null }>
  | Refusal<'request.too_many_rows', { rows: number; limit: number }>
  | Refusal<'request.field_missing', { field: string }>
  | Refusal<'request.field_malformed', { field: string; example: string | null }>
  | Refusal<'request.field_unknown', { field: string }>
  /** An Idempotency-Key stands for one content. */
  | Refusal<'request.repeated_with_other_content', { key: string }>
  /** The same content under the same key is being worked on. */
  | Refusal<'request.still_at_work', { key: string }>
  /** A change that another site's page asked for in the name of whoever is signed in. */
  | Refusal<'request.foreign_origin', object>
  | Refusal<'request.busy', object>
  /** A fault of ours; the operator finds it in the log under this number. */
  | Refusal<'request.failed', { incident: string }>;
