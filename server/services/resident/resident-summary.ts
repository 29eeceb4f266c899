import { type ResidentRow, maskedNumberOf } from '@/db/queries/resident';
import { type Day, ageOn } from '@/server/domain/kernel/calendar-day';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Actor, allows } from '@/server/domain/permission/actor';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import { groupedSinceEver, keyGroupsOn } from '@/server/domain/registry/key-groups-on';

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
  const { id, name, certType, sex, birthDay, deathDay, insutype, retired, homeInstitutionCode } = row;
  // Whoever has died does not grow older.
  const asOf = deathDay !== null && deathDay < today ? deathDay : today;
  const age = ageOn(birthDay, asOf);
  const keyGroups = keyGroupsOn({ birthDay, keyGroups: groupedSinceEver(row.keyGroups) }, asOf);
  return { id, name, maskedNumber: maskedNumberOf(row), certType, sex, birthDay, age, deathDay, insutype, retired, keyGroups, homeInstitutionCode };
}

/**
 * The summary as far as the actor may know who it is. Managers count contracts without knowing patients: they get the
 * surname and no number.
 */
export function summaryFor(actor: Actor, row: ResidentRow, today: Day): ResidentSummary {
  const summary = summaryOf(row, today);
  return allows(actor, 'resident:read') ? summary : { ...summary, name: maskName(summary.name), maskedNumber: withheld, birthDay: `${summary.birthDay.slice(0, 4)}-01-01` };
}

const withheld = '******************';
