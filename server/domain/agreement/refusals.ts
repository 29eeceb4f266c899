import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { SignatureRefusal } from './signature';

/** What speaks against a text, line by line: in order of the lines, and within one from left to right. */
export type ClauseRefusal =
  | Refusal<'agreement.text_empty', object>
  | Refusal<'agreement.slot_unknown', { readonly line: number; readonly name: string }>
  | Refusal<'agreement.brace_open', { readonly line: number }>
  | Refusal<'agreement.table_unknown', { readonly line: number; readonly name: string }>;

/** A slot that the text calls for and nothing is known to put in. */
export type FillingRefusal = ClauseRefusal | Refusal<'agreement.fact_missing', { readonly name: string }>;

/** In order of precedence: what is wrong with the version first, then with its text. */
export type TemplateRefusal =
  | Refusal<'agreement.version_malformed', { readonly version: string }>
  | Refusal<'agreement.version_taken', { readonly version: string }>
  | Refusal<'agreement.begins_too_early', { readonly inForceFrom: Day; readonly earliest: Day }>
  | Refusal<'agreement.begins_with_another', { readonly inForceFrom: Day; readonly version: string }>
  | Refusal<'agreement.title_missing', object>
  | Refusal<'agreement.text_too_long', { readonly length: number; readonly most: number }>
  | ClauseRefusal;

export type AgreementRefusal =
  | SignatureRefusal
  | FillingRefusal
  | TemplateRefusal
  | Refusal<'agreement.none_in_force', { readonly kind: string; readonly day: Day }>
  | Refusal<'agreement.consent_unknown', { readonly version: string }>
  | Refusal<'agreement.not_in_force', { readonly number: string; readonly endDay: Day }>
  | Refusal<'agreement.already_recorded', { readonly number: string }>;
