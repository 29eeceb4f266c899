import type { Day } from '@/server/domain/kernel/calendar-day';

/** Someone who treats or cares for patients at an institution. */
export interface Practitioner {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly name: string;
  readonly profession: Profession;
  /** 职称, as printed on the contract. */
  readonly title: string;
  /** The last day at work here; absent or null while they are. */
  readonly leftOn?: Day | null;
}

/** What somebody learnt; what they do in a team is their role there. */
export const professions = ['doctor', 'nurse', 'public_health', 'village_doctor', 'pharmacist', 'health_manager'] as const;
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
