import type { Refusal } from '@/server/domain/kernel/outcome';

/** Why a file as a whole cannot be read. Lines count from 1. */
export type FileRefusal =
  | Refusal<'import.file_too_large', { limitBytes: number }>
  | Refusal<'import.file_empty', object>
  | Refusal<'import.file_not_text', object>
  | Refusal<'import.file_malformed', { line: number }>
  | Refusal<'import.row_too_long', { line: number; limitBytes: number }>
  | Refusal<'import.column_missing', { column: string }>
  | Refusal<'import.column_repeated', { column: string }>;

/** Why one row of a file cannot be taken as it is written, whatever it says. */
export type RowRefusal =
  | Refusal<'import.row_width_differs', { expected: number; found: number }>
  | Refusal<'import.row_not_an_object', object>
  | Refusal<'import.value_missing', { column: string }>
  | Refusal<'import.value_too_long', { column: string; length: number; limit: number }>
  | Refusal<'import.value_unknown', { column: string; value: string; known: readonly string[] }>
  | Refusal<'import.amount_malformed', { column: string; value: string }>
  | Refusal<'import.number_malformed', { column: string; value: string }>
  | Refusal<'import.day_malformed', { column: string; value: string }>
  | Refusal<'import.other_institution', { institutionCode: string; expected: string }>
  | Refusal<'import.content_differs', { key: string }>;

export type ImportRefusal = FileRefusal | RowRefusal;
