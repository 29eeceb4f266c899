import { findInstitution, insertPractitioners } from '@/db/queries/registry';
import { insertTeams, listTeams } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Practitioner, Team } from '@/server/domain/registry/team';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { unitOfWork } from '../unit-of-work';

export interface OpenTeamInput {
  readonly institutionCode: string;
  readonly name: string;
  /** The leading doctor. */
  readonly doctorName: string;
  readonly title: string;
  readonly phone: string | null;
}

/** Opens a team at a primary institution with its leading doctor; how many it may sign is the policy's. The same name again gives the team that is there. */
export function openTeam(context: ServiceContext, input: OpenTeamInput): Promise<Outcome<Team, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<Team, AnyRefusal>(context, async ({ tx, audit }) => {
    const place = await findInstitution(tx, regionCode, input.institutionCode);
    if (!place || !reaches(reach, regionCode, place.code)) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const known = (await listTeams(tx, reach)).find((team) => team.closedOn === null && team.institutionCode === place.code && team.name === input.name);
    const doctor: Practitioner = { id: context.newId(), regionCode, institutionCode: place.code, name: input.doctorName, title: input.title, profession: 'doctor' };
    const capacity = policy.value.contract.teamCapacity.value;
    const opened: Team = known ?? { id: context.newId(), regionCode, institutionCode: place.code, name: input.name, leaderId: doctor.id, phone: input.phone, capacity, practitionerIds: [doctor.id] };
    if (!known) {
      await insertPractitioners(tx, [doctor]);
      await insertTeams(tx, [{ ...opened, since: today(context) }]);
    }
    await audit({ action: known ? 'team.found' : 'team.opened', subject: { kind: 'team', id: opened.id }, facts: { institutionCode: place.code, name: input.name, capacity } });
    return accept(opened);
  });
}
