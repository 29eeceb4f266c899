import type { AllianceRole, InstitutionLevel } from './codes';

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
}
