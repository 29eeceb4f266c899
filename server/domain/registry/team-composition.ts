import type { Profession } from './team';

/** What somebody does in a team (国卫基层发〔2022〕10号: general practitioners lead, others join in by what residents need). */
export const teamRoles = ['leader', 'doctor', 'nurse', 'public_health', 'village_doctor', 'specialist', 'pharmacist', 'tcm', 'health_manager'] as const;
export type TeamRole = (typeof teamRoles)[number];

/** Those without whom a team is incomplete (国卫基层发〔2018〕35号: 家庭医生、社区护士、公共卫生医师). */
export const requiredRoles = ['leader', 'nurse', 'public_health'] as const satisfies readonly TeamRole[];
export type RequiredRole = (typeof requiredRoles)[number];

/** Those whose name may stand on an agreement as the responsible doctor. */
export const responsibleRoles: readonly TeamRole[] = ['leader', 'doctor', 'village_doctor', 'specialist', 'tcm'];

export function mayBeResponsible(role: TeamRole): boolean {
  return responsibleRoles.includes(role);
}

/**
 * Which required roles nobody holds, in the order of `requiredRoles`; empty for a complete team.
 *
 * @param roles of the members on the day that is asked about.
 */
export function missingRoles(roles: Iterable<TeamRole>): RequiredRole[] {
  const held = new Set(roles);
  return requiredRoles.filter((role) => !held.has(role));
}

/** What each profession may be in a team; the first is what somebody becomes when nothing else is said. */
const rolesOfProfession: Readonly<Record<Profession, readonly [TeamRole, ...TeamRole[]]>> = {
  doctor: ['doctor', 'leader', 'specialist', 'tcm', 'village_doctor', 'public_health', 'health_manager'],
  nurse: ['nurse', 'health_manager'],
  public_health: ['public_health', 'health_manager'],
  village_doctor: ['village_doctor', 'leader', 'doctor', 'public_health', 'health_manager'],
  pharmacist: ['pharmacist', 'health_manager'],
  health_manager: ['health_manager'],
};

export function rolesFor(profession: Profession): readonly TeamRole[] {
  return rolesOfProfession[profession];
}

/** What a member is in the absence of other word: the leader leads, everybody else does what they learnt. */
export function usualRole(profession: Profession, isLeader: boolean): TeamRole {
  return isLeader ? 'leader' : rolesOfProfession[profession][0];
}
