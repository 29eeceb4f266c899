import { countListByDoctor, moveContracts } from '@/db/queries/contract-assignment';
import { recountDoctors } from '@/db/queries/doctor-load';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { leaveTeam } from '@/server/domain/registry/team-members';
import { type ServiceContext, today } from '../context';
import { expireOverdue } from '../contract/expire-contracts';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { findOpenTeam } from './find-open-team';
import { writeMembers } from './write-members';

export interface RemoveMemberInput {
  readonly teamId: string;
  readonly practitionerId: string;
  /** Needed where the leader leaves. */
  readonly newLeaderId: string | null;
  /** Who answers for the leaver's residents; needed where there are any. */
  readonly successorId: string | null;
}

/** Lets a member go from today on. The residents they answer for get another doctor of the team; contract, number and term stay. */
export function removeMember(context: ServiceContext, input: RemoveMemberInput): Promise<Outcome<{ moved: number }, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  const { teamId, practitionerId, successorId } = input;
  return unitOfWork<{ moved: number }, AnyRefusal>(context, async ({ tx, audit }) => {
    const found = await findOpenTeam(tx, reach, teamId);
    if (!found.ok) return found;
    const team = found.value;
    const day = today(context);
    await expireOverdue(tx, regionCode, day, { teamId, residentId: '' });
    const list = { regionCode, teamId, practitionerId };
    const [own] = await countListByDoctor(tx, list, day);
    const decision = leaveTeam(team, { ...input, contracts: own?.contracts ?? 0 });
    if (!decision.ok) return decision;
    if (own && successorId !== null) {
      await moveContracts(tx, list, { teamId, institutionCode: team.institutionCode, practitionerId: successorId, keeping: [], day, handoverId: null });
      await recountDoctors(tx, regionCode, [practitionerId, successorId]);
    }
    await writeMembers(tx, context, team, decision.value);
    const facts = { practitionerId, newLeaderId: input.newLeaderId, successorId, contracts: own?.contracts ?? 0 };
    await audit({ action: 'team.member_removed', subject: { kind: 'team', id: teamId }, facts });
    return accept({ moved: own?.contracts ?? 0 });
  });
}
