import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Insutype, KeyGroup, Sex } from './codes';

export interface Coverage {
  readonly insutype: Insutype;
  /** Retired employees have their own deductibles and rates; always false for residents' insurance (390). */
  readonly retired: boolean;
}

/**
 * 居民, 参保人. Certificate number, phone and address are not here: they are kept encrypted beside the resident, and rules
 * never need them.
 */
export interface Resident {
  readonly id: string;
  readonly regionCode: string;
  readonly name: string;
  readonly sex: Sex;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  readonly coverage: Coverage;
  readonly keyGroups: readonly KeyGroup[];
  /** The primary institution near home; null when not known. */
  readonly homeInstitutionCode: string | null;
}
