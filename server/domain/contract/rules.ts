import type { ContractTerms } from '@/server/domain/policy/contract-terms';

/** What a contract must keep to on the day it is signed. */
export interface ContractRules {
  /** Terms on offer, in years. */
  readonly termYears: readonly number[];
  /** How many days ahead of its first day a contract may be signed. */
  readonly startDaysAhead: number;
  /** Below this age a guardian consents. */
  readonly guardianUnderAge: number;
  /** How many residents a doctor without a capacity of their own may have signed, over all their teams. */
  readonly doctorCapacity: number;
  /** Whether a team that lacks a required role signs nobody new. */
  readonly teamMustBeComplete: boolean;
}

/** No policy text sets how early a contract may be signed; a month covers the renewal season. */
const startDaysAhead = 30;

/** 个人信息保护法 art. 31: under 14, the guardian's consent. It is law everywhere, so no policy version repeats it. */
export const guardianUnderAge = 14;

export function contractRulesOf(terms: Pick<ContractTerms, 'termYears' | 'doctorCapacity' | 'teamComposition'>): ContractRules {
  const teamMustBeComplete = terms.teamComposition.value === 'required';
  return { termYears: terms.termYears.value, startDaysAhead, guardianUnderAge, doctorCapacity: terms.doctorCapacity.value, teamMustBeComplete };
}
