import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { RequiredRole, TeamRole } from '@/server/domain/registry/team-composition';
import type { LifeCycleRefusal } from './life-cycle-refusals';

/** Why a contract cannot be signed, in the order in which `signContract` gives the reasons. */
export type SigningRefusal =
  | Refusal<'contract.resident_deceased', { deathDay: Day }>
  | Refusal<'contract.already_active', { teamName: string; until: Day; sameTeam: boolean }>
  | Refusal<'contract.team_closed', { teamName: string; closedOn: Day }>
  | Refusal<'contract.team_incomplete', { teamName: string; missing: readonly RequiredRole[] }>
  | Refusal<'contract.team_full', { teamName: string; capacity: number; signed: number }>
  | Refusal<'contract.doctor_full', { doctorName: string; capacity: number }>
  | Refusal<'contract.practitioner_not_in_team', { teamName: string; practitionerId: string }>
  | Refusal<'contract.practitioner_not_doctor', { name: string; role: TeamRole }>
  | Refusal<'contract.package_unknown', { packageCode: string }>
  | Refusal<'contract.package_missing', object>
  | Refusal<'contract.term_not_allowed', { termYears: number; allowed: readonly number[] }>
  | Refusal<'contract.start_in_past', { startDay: Day; earliest: Day }>
  | Refusal<'contract.start_too_far', { startDay: Day; latest: Day }>
  | Refusal<'contract.consent_missing', object>
  | Refusal<'contract.guardian_required', { age: number; under: number }>;

export type ContractRefusal = SigningRefusal | LifeCycleRefusal;
