/** Someone who treats or cares for patients at an institution. */
export interface Practitioner {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly name: string;
  readonly role: PractitionerRole;
  /** 职称, as printed on the contract; null when not recorded. */
  readonly title: string | null;
}

/** A team is at least a leading doctor, a nurse and a public-health doctor (国卫基层发〔2018〕35号). */
export const practitionerRoles = [
  'family_doctor',
  'nurse',
  'public_health_doctor',
  'village_doctor',
  'specialist',
  'pharmacist',
  'other',
] as const;
export type PractitionerRole = (typeof practitionerRoles)[number];

/** 家庭医生团队. */
export interface Team {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly name: string;
  readonly leaderId: string;
  /** The leader among them. */
  readonly practitionerIds: readonly string[];
  /** How many residents may be signed at a time; about 2,000 a doctor (35号). */
  readonly capacity: number;
}
