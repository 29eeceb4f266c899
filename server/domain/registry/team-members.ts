import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { Practitioner } from './team';
import { type TeamRole, mayBeResponsible, rolesFor } from './team-composition';
import type { TeamRefusal } from './team-refusals';

interface Member extends Pick<Practitioner, 'id' | 'name' | 'profession'> {
  readonly role: TeamRole;
}

export interface TeamOfMembers {
  readonly id: string;
  readonly name: string;
  readonly members: readonly Member[];
}

/** A change of who is in a team as what; roles that stay are not in it. */
export interface MemberChange {
  readonly practitionerId: string;
  /** Null: leaves. */
  readonly role: TeamRole | null;
}

/**
 * Take somebody into a team, or give a member another role. A new leader takes over: the one before stays as a doctor.
 *
 * @returns the changes in the order in which they are to be written; none when everything is so already.
 */
export function assignRole(team: TeamOfMembers, person: Practitioner, role: TeamRole): Outcome<MemberChange[], TeamRefusal> {
  const own = team.members.find(({ id }) => id === person.id);
  const refusals: TeamRefusal[] = [];
  if (person.leftOn) refusals.push({ code: 'team.practitioner_left', facts: { name: person.name, leftOn: person.leftOn } });
  if (!rolesFor(person.profession).includes(role)) {
    refusals.push({ code: 'team.role_not_for_profession', facts: { name: person.name, profession: person.profession, role } });
  }
  if (own?.role === 'leader' && role !== 'leader') refusals.push({ code: 'team.leader_needed', facts: { teamName: team.name } });
  return unlessRefused(refusals, () => {
    if (own?.role === role) return [];
    const before = role === 'leader' ? team.members.filter((member) => member.role === 'leader') : [];
    return [...before.map(({ id, profession }) => ({ practitionerId: id, role: rolesFor(profession)[0] ?? 'doctor' })), { practitionerId: person.id, role }];
  });
}

export interface Leaving {
  readonly practitionerId: string;
  /** Who leads from now on, where the leader leaves. */
  readonly newLeaderId: string | null;
  /** Who answers for the leaver's residents from now on. */
  readonly successorId: string | null;
  /** Contracts of the team that name the leaver and have not ended. */
  readonly contracts: number;
}

/**
 * Let somebody go from a team: a leader leaves it to another doctor of the team, and whoever answers for residents hands them to a colleague
 * who may.
 */
export function leaveTeam(team: TeamOfMembers, leaving: Leaving): Outcome<MemberChange[], TeamRefusal> {
  const { practitionerId, newLeaderId, successorId, contracts } = leaving;
  const own = team.members.find(({ id }) => id === practitionerId);
  const others = team.members.filter(({ id }) => id !== practitionerId);
  const nextLeader = others.find(({ id }) => id === newLeaderId);
  const successor = others.find(({ id }) => id === successorId);
  const refusals: TeamRefusal[] = [];
  if (!own) refusals.push({ code: 'team.not_a_member', facts: { teamName: team.name, practitionerId } });
  if (own?.role === 'leader' && (!nextLeader || !rolesFor(nextLeader.profession).includes('leader'))) {
    refusals.push({ code: 'team.leader_needed', facts: { teamName: team.name } });
  }
  if (own && contracts > 0 && successorId === null) refusals.push({ code: 'team.successor_needed', facts: { name: own.name, contracts } });
  if (contracts > 0 && successorId !== null && !(successor && (mayBeResponsible(successor.role) || successor.id === newLeaderId))) {
    refusals.push({ code: 'team.successor_not_doctor', facts: { teamName: team.name } });
  }
  return unlessRefused(refusals, () => {
    const gone: MemberChange = { practitionerId, role: null };
    return own?.role === 'leader' && nextLeader ? [gone, { practitionerId: nextLeader.id, role: 'leader' }] : [gone];
  });
}
