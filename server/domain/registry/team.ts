/** Someone who treats or cares for patients at an institution. */
export interface Practitioner {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly name: string;
  readonly profession: Profession;
  /** 职称, as printed on the contract. */
  readonly title: string;
}

/** A team is at least a leading doctor, a nurse and a public-health doctor (国卫基层发〔2018〕35号). */
export const professions = ['doctor', 'nurse', 'public_health'] as const;
export type Profession = (typeof professions)[number];

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
  readonly phone: string | null;
}
