import { findPractitioner } from '@/db/queries/registry';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { TeamRole } from '@/server/domain/registry/team-composition';
import { assignRole } from '@/server/domain/registry/team-members';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findOpenTeam } from './find-open-team';
import { writeMembers } from './write-members';

export interface AddMemberInput {
  readonly teamId: string;
  readonly practitionerId: string;
  readonly role: TeamRole;
}

/**
 * Takes somebody of the region into a team from today on, or gives a member another role; a new leader takes over from the old one. A
 * specialist of the lead hospital may join: residents are counted by doctor over all teams.
 */
export function addMember(context: ServiceContext, input: AddMemberInput): Promise<Outcome<{ teamId: string }, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  return unitOfWork<{ teamId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findOpenTeam(tx, reach, input.teamId);
    if (!found.ok) return found;
    const person = await findPractitioner(tx, reach.regionCode, input.practitionerId);
    if (!person) return refuse({ code: 'not_found', facts: { what: 'practitioner' } });
    const decision = assignRole(found.value, person, input.role);
    if (!decision.ok) return decision;
    await writeMembers(tx, context, found.value, decision.value);
    await audit({ action: 'team.member_added', subject: { kind: 'team', id: input.teamId }, facts: { practitionerId: person.id, name: person.name, role: input.role } });
    return accept({ teamId: input.teamId });
  });
}
