import { type ResidentRow, maskedNumberOf } from '@/db/queries/resident';
import { type Day, ageOn } from '@/server/domain/kernel/calendar-day';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';

/** A resident as lists and pickers show them; the number is masked. */
export interface ResidentSummary {
  readonly id: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly certType: string;
  readonly sex: Sex;
  readonly birthDay: Day;
  readonly age: number;
  readonly deathDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly keyGroups: readonly KeyGroup[];
  readonly homeInstitutionCode: string | null;
}

export function summaryOf(row: ResidentRow, today: Day): ResidentSummary {
  const { id, name, certType, sex, birthDay, deathDay, insutype, retired, keyGroups, homeInstitutionCode } = row;
  // Whoever has died does not grow older.
  const age = ageOn(birthDay, deathDay !== null && deathDay < today ? deathDay : today);
  return { id, name, maskedNumber: maskedNumberOf(row), certType, sex, birthDay, age, deathDay, insutype, retired, keyGroups, homeInstitutionCode };
}
