import type { Day } from '@/server/domain/kernel/calendar-day';

/** What of a resident was changed. One change may name several fields; each leaves a row of its own. */
export const changedFields = [
  'name',
  'sex',
  'birth_day',
  'certificate',
  'phone',
  'address',
  'home',
  'coverage',
  'key_group',
  'death',
  'residence',
  'household',
  'guardian',
] as const;
export type ChangedField = (typeof changedFields)[number];

/** Where a change came from. */
export const changeSources = ['desk', 'import', 'resident', 'merge'] as const;
export type ChangeSource = (typeof changeSources)[number];

/** A value before or after, as far as it may be shown: numbers and phones are masked. Null: nothing was recorded. */
export type ChangeValue = Readonly<Record<string, string | boolean | null>> | null;

/** One field of a resident that becomes another. */
export interface FieldChange {
  readonly field: ChangedField;
  /** The day from which it holds; null where a mistake is put right or the field knows no days. */
  readonly day: Day | null;
  readonly before: ChangeValue;
  readonly after: ChangeValue;
}

/** What a death is known by. */
export const deathDocuments = ['death_certificate', 'cancelled_registration', 'cremation_certificate', 'family_report'] as const;
export type DeathDocument = (typeof deathDocuments)[number];
