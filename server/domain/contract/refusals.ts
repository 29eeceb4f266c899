import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ContractStatus } from './contract';

/** Why a contract cannot be signed, in the order in which `signContract` gives the reasons. */
export type SigningRefusal =
  | Refusal<'contract.resident_deceased', { deathDay: Day }>
  | Refusal<'contract.already_active', { teamName: string; until: Day; sameTeam: boolean }>
  | Refusal<'contract.team_full', { teamName: string; capacity: number; signed: number }>
  | Refusal<'contract.practitioner_not_in_team', { teamName: string; practitionerId: string }>
  | Refusal<'contract.package_unknown', { packageCode: string }>
  | Refusal<'contract.package_missing', object>
  | Refusal<'contract.term_not_allowed', { termYears: number; allowed: readonly number[] }>
  | Refusal<'contract.start_in_past', { startDay: Day; earliest: Day }>
  | Refusal<'contract.start_too_far', { startDay: Day; latest: Day }>
  | Refusal<'contract.consent_missing', object>
  | Refusal<'contract.guardian_required', { age: number; under: number }>;

/** Why a contract cannot be terminated, in the order in which `terminateContract` gives the reasons. */
export type TerminationRefusal =
  | Refusal<'contract.not_in_force', { status: ContractStatus; endDay: Day }>
  | Refusal<'contract.not_begun', { startDay: Day }>
  | Refusal<'contract.death_not_recorded', object>
  | Refusal<'contract.end_in_past', { endDay: Day; earliest: Day }>
  | Refusal<'contract.end_after_term', { endDay: Day; lastDay: Day }>
  | Refusal<'contract.reason_missing', object>;

export type ContractRefusal = SigningRefusal | TerminationRefusal;
