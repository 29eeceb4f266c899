import type { Refusal } from '@/server/domain/kernel/outcome';
import type { AssessmentRefusal } from './danger-signs';
import { lengthOf, reasonLimit } from './texts';

/** What is written on a referral beside its reason, with the length that the national record or filing holds of each. */
export const writtenLimits = {
  /** diag_name of the national filing 2501 is AN..100. */
  diagnosisName: 100,
  purpose: reasonLimit,
  /** 疾病史 is AN..100 (DE02.10.026.00). */
  history: 100,
  /** dise_cond_dscr of the national filing 2501 is AN..2000. */
  findings: 2000,
  treatment: 2000,
} as const;
export type WrittenField = keyof typeof writtenLimits;
export const writtenFields = Object.keys(writtenLimits) as readonly WrittenField[];

export type WrittenTexts = Readonly<Record<WrittenField, string | null>>;

export type WritingRefusal =
  | Refusal<'referral.diagnosis_missing', object>
  | Refusal<'referral.text_too_long', { field: WrittenField; length: number; limit: number }>
  | Refusal<'referral.destination_missing', object>
  | Refusal<'referral.guardian_missing', { age: number }>
  | AssessmentRefusal;

/** A diagnosis that is missing, and texts longer than their fields, in the order of `writtenFields`. */
export function refusalsOfTexts(texts: WrittenTexts): WritingRefusal[] {
  const missing: WritingRefusal[] = lengthOf(texts.diagnosisName ?? '') === 0 ? [{ code: 'referral.diagnosis_missing', facts: {} }] : [];
  return [
    ...missing,
    ...writtenFields.flatMap((field): WritingRefusal[] => {
      const [length, limit] = [lengthOf(texts[field] ?? ''), writtenLimits[field]];
      return length > limit ? [{ code: 'referral.text_too_long', facts: { field, length, limit } }] : [];
    }),
  ];
}
