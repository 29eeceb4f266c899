import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReviewStatus, RowClass, RowDecision } from './review';

/** Why a file as a whole cannot be read. Lines count from 1. */
export type FileRefusal =
  | Refusal<'import.file_too_large', { limitBytes: number }>
  | Refusal<'import.file_empty', object>
  | Refusal<'import.file_not_text', object>
  | Refusal<'import.file_malformed', { line: number }>
  | Refusal<'import.row_too_long', { line: number; limitBytes: number }>
  | Refusal<'import.too_many_rows', { limit: number }>
  /** A workbook of before 2007. */
  | Refusal<'import.workbook_old', object>
  | Refusal<'import.workbook_encrypted', object>
  /** A package of another kind: a document, another program's spreadsheet, a folder that was compressed. */
  | Refusal<'import.not_a_workbook', object>
  /** Broken off or damaged; `part` is where. */
  | Refusal<'import.workbook_damaged', { part: string | null }>
  /** It would unfold to more than is read. */
  | Refusal<'import.workbook_too_large', { limitBytes: number }>
  /** It declares entities, as no spreadsheet program does. */
  | Refusal<'import.workbook_entities', { part: string }>
  | Refusal<'import.cells_merged', { sheet: string; range: string; count: number }>
  | Refusal<'import.column_missing', { column: string }>
  | Refusal<'import.column_repeated', { column: string }>;

/** Why one row of a file cannot be taken as it is written, whatever it says. */
export type RowRefusal =
  | Refusal<'import.row_width_differs', { expected: number; found: number }>
  | Refusal<'import.row_not_an_object', object>
  /** A number of more than fifteen digits, or a certificate as a number: the spreadsheet has dropped digits already. */
  | Refusal<'import.digits_lost', { column: string }>
  /** A character could not be carried from one encoding to another, and a mark stands in its place. */
  | Refusal<'import.characters_lost', { column: string; value: string }>
  /** A formula that came to an error, as `#N/A`. */
  | Refusal<'import.cell_in_error', { column: string; value: string }>
  | Refusal<'import.value_missing', { column: string }>
  | Refusal<'import.value_too_long', { column: string; length: number; limit: number }>
  | Refusal<'import.value_unknown', { column: string; value: string; known: readonly string[] }>
  | Refusal<'import.amount_malformed', { column: string; value: string }>
  | Refusal<'import.number_malformed', { column: string; value: string }>
  | Refusal<'import.day_malformed', { column: string; value: string }>
  /** A day that a spreadsheet shows as the number it is stored by. */
  | Refusal<'import.day_is_serial', { column: string; value: string; day: string }>
  /** The same as another row of the file, which stands for both. */
  | Refusal<'import.row_repeated', { row: number }>
  /** Another row of the file says something else about the same person or contract; neither is taken. */
  | Refusal<'import.row_contradicted', { row: number }>
  /** Somebody of the same name and birth day, under another number, stands further up in the file. */
  | Refusal<'import.row_looks_alike', { row: number }>
  /** Whoever has moved away is brought back first. */
  | Refusal<'import.resident_moved_out', { on: string }>
  | Refusal<'import.resident_out_of_reach', object>
  | Refusal<'import.other_institution', { institutionCode: string; expected: string }>
  /** The person is on file with other particulars; a file that is taken as it is changes nobody. */
  | Refusal<'import.resident_differs', { key: string }>
  | Refusal<'import.content_differs', { key: string }>;

/** Why a review cannot go the way that somebody wants. */
export type ReviewRefusal =
  | Refusal<'review.not_open', { status: ReviewStatus }>
  | Refusal<'review.decision_not_offered', { rowClass: RowClass; decision: RowDecision }>
  | Refusal<'review.match_unknown', object>
  | Refusal<'review.nothing_decided', object>
  /** Rows that were purged cannot be read any more. */
  | Refusal<'review.purged', { days: number }>;

export type ImportRefusal = FileRefusal | RowRefusal | ReviewRefusal;
