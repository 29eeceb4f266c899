import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { AllianceRole, InstitutionLevel } from './codes';
import type { RegistryRefusal } from './refusals';

/** 定点医药机构. */
export interface Institution {
  /** National code of 12 characters, such as H21010200001; unique in the country. */
  readonly code: string;
  readonly regionCode: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly allianceId: string | null;
  /** Set exactly when `allianceId` is. */
  readonly role: AllianceRole | null;
  /** The township hospital that a village clinic belongs to and is settled with. */
  readonly parentCode: string | null;
  /** The first day on which it takes nobody any more; absent or null while it is open. */
  readonly closedOn?: Day | null;
}

/** H for hospitals and clinics, P for pharmacies; six digits of GB/T 2260; five of the place's own. */
const codePattern = /^[HP]\d{11}$/;

/** Check and tidy an institution code: full-width and lower-case letters and blanks around it are put right. */
export function checkInstitutionCode(
  raw: string,
): Outcome<string, Extract<RegistryRefusal, { code: 'registry.institution_code_malformed' }>> {
  const code = raw.normalize('NFKC').trim().toUpperCase();
  if (codePattern.test(code)) return accept(code);
  return refuse({ code: 'registry.institution_code_malformed', facts: { code: raw } });
}
