/**
 * The code lists that institutions, residents, visits and policies share. Values travel as they stand in files and in the
 * database; their Chinese names live in app/_copy.
 */

/** What kind of place this is, as deductibles and rates tell them apart; `out_of_region` is any place outside the 统筹区. */
export const institutionLevels = [
  'village',
  'township',
  'level1',
  'level2',
  'level3',
  'pharmacy',
  'out_of_region',
] as const;
export type InstitutionLevel = (typeof institutionLevels)[number];

/** National code list `insutype`: 310 employee (职工), 390 resident (居民). */
export const insutypes = ['310', '390'] as const;
export type Insutype = (typeof insutypes)[number];

/** National code list `med_type`: 11 ordinary, 13 emergency, 14 chronic or special, 21 inpatient, 41 pharmacy. */
export const medTypes = ['11', '13', '14', '21', '41'] as const;
export type MedType = (typeof medTypes)[number];

/** Village clinics, and township hospitals or community health centres: where family-doctor teams work. */
export function isPrimary(level: InstitutionLevel): boolean {
  return level === 'village' || level === 'township';
}

/** Who gets a family doctor first (国卫基层发〔2022〕10号), and whose contracts policies weigh differently. */
export const keyGroups = [
  'elderly65',
  'pregnant',
  'child0to6',
  'disabled',
  'hypertension',
  'diabetes',
  'tuberculosis',
  'severe_mental',
  'low_income',
  'family_planning_special',
] as const;
export type KeyGroup = (typeof keyGroups)[number];

export const allianceKinds = ['urban_group', 'county_community', 'specialty', 'telemedicine'] as const;
export type AllianceKind = (typeof allianceKinds)[number];

export const allianceRoles = ['lead', 'member'] as const;
export type AllianceRole = (typeof allianceRoles)[number];

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];
