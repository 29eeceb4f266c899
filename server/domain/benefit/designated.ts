import type { Designation, Plan } from '@/server/domain/policy/plan';
import type { InstitutionLevel } from '@/server/domain/registry/codes';

/** Where a visit was, and where its person is to go. */
export interface Whereabouts {
  readonly institutionCode: string;
  readonly level: InstitutionLevel;
  /** The hospital that the visited clinic belongs to. */
  readonly parentCode: string | null;
  /** Where the team of the contract in force works. */
  readonly contractInstitutionCode: string | null;
  readonly homeInstitutionCode: string | null;
  readonly referred: boolean;
}

/** Whether a visit is where its plan asks the person to go. True where the plan asks for no place. */
export function isAtDesignated({ designated }: Plan, visit: Whereabouts): boolean {
  if (designated === undefined || !designated.levels.value.includes(visit.level)) return true;
  if (visit.referred && designated.exceptReferred.value) return true;
  const codes = [visit.institutionCode, visit.parentCode].filter((code) => code !== null);
  return designatedCodes(designated.whose.value, visit).some((code) => code !== null && codes.includes(code));
}

function designatedCodes(whose: Designation, visit: Whereabouts): readonly (string | null)[] {
  switch (whose) {
    case 'contract_institution':
      return [visit.contractInstitutionCode];
    case 'home_institution':
      return [visit.homeInstitutionCode];
    case 'contract_or_home':
      return [visit.contractInstitutionCode, visit.homeInstitutionCode];
  }
}
