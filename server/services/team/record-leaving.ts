import { findPractitioner } from '@/db/queries/registry';
import { listTeamsOfPractitioner, savePractitionerLeft } from '@/db/queries/team-change';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

/** Records that somebody works here no more, from tomorrow on. Whoever is still in a team leaves it first, which hands over their residents. */
export function recordLeaving(context: ServiceContext, input: { readonly practitionerId: string }): Promise<Outcome<{ leftOn: string }, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<{ leftOn: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const person = await findPractitioner(tx, regionCode, input.practitionerId);
    if (!person || !reaches(reach, regionCode, person.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'practitioner' } });
    const teams = await listTeamsOfPractitioner(tx, regionCode, person.id);
    if (teams.length > 0) return refuse({ code: 'team.still_member', facts: { name: person.name, teams: teams.map(({ name }) => name) } });
    const leftOn = today(context);
    if (!(await savePractitionerLeft(tx, regionCode, person.id, leftOn))) return refuse({ code: 'team.practitioner_left', facts: { name: person.name, leftOn: person.leftOn ?? leftOn } });
    await audit({ action: 'practitioner.left', subject: { kind: 'practitioner', id: person.id }, facts: { name: person.name, leftOn } });
    return accept({ leftOn });
  });
}
