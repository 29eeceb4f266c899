import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { Profession } from './team';
import type { TeamRole } from './team-composition';

/** Why a team, its members or its service grid cannot be changed as asked. */
export type TeamRefusal =
  | Refusal<'team.closed', { teamName: string; closedOn: Day }>
  | Refusal<'team.name_taken', { name: string; institutionName: string }>
  | Refusal<'team.capacity_out_of_range', { capacity: number; least: number; most: number }>
  | Refusal<'team.practitioner_left', { name: string; leftOn: Day }>
  | Refusal<'team.role_not_for_profession', { name: string; profession: Profession; role: TeamRole }>
  | Refusal<'team.not_a_member', { teamName: string; practitionerId: string }>
  | Refusal<'team.leader_needed', { teamName: string }>
  | Refusal<'team.successor_needed', { name: string; contracts: number }>
  | Refusal<'team.successor_not_doctor', { teamName: string }>
  | Refusal<'team.still_member', { name: string; teams: readonly string[] }>
  | Refusal<'team.grid_with_other_team', { code: string; teamName: string }>
  | Refusal<'team.grid_elsewhere', { code: string; institutionName: string }>
  | Refusal<'team.nothing_to_hand_over', { institutionName: string }>
  | Refusal<'team.handover_to_itself', { teamName: string }>
  | Refusal<'team.handover_incomplete', { teams: readonly string[] }>
  | Refusal<'team.handover_twice', { teamName: string }>
  | Refusal<'team.no_primary_institution', { institutionName: string }>
  | Refusal<'institution.closed', { institutionName: string; closedOn: Day }>;
