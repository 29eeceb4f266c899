import type { Day, Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { Insutype, Sex } from '@/server/domain/registry/codes';

/** A contract with what capitation needs to know of its resident. Both days of the contract are included. */
export interface Membership {
  readonly contractId: string;
  readonly residentId: string;
  readonly institutionCode: string;
  readonly teamId: string;
  readonly from: Day;
  readonly to: Day;
  readonly birthDay: Day;
  readonly deathDay: Day | null;
  /** The day from which the resident no longer lives in the region. */
  readonly movedOutOn: Day | null;
  readonly insutype: Insutype;
  readonly sex: Sex;
  readonly inKeyGroup: boolean;
}

/** Residents of one kind at one team, and what the month pays for them. */
export interface MemberCell {
  readonly institutionCode: string;
  readonly teamId: string;
  readonly insutype: Insutype;
  readonly ageBand: string;
  readonly sex: Sex;
  readonly inKeyGroup: boolean;
  readonly heads: number;
  readonly incomeFen: Fen;
}

export interface MemberTotal {
  readonly code: string;
  readonly heads: number;
  readonly incomeFen: Fen;
}

/** 签约人月: who counted in a month, where, and the income of it. */
export interface MemberMonth {
  readonly month: Month;
  readonly countedOn: Day;
  readonly policyId: string;
  readonly cells: readonly MemberCell[];
  /** Every institution asked about, those without members with 0. */
  readonly byInstitution: readonly MemberTotal[];
  readonly byTeam: readonly MemberTotal[];
  readonly heads: number;
  readonly incomeFen: Fen;
  readonly working: readonly WorkingStep[];
}
