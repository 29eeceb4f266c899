import { listDoctorLoads, saveDoctorCapacity } from '@/db/queries/doctor-load';
import { findPractitioner } from '@/db/queries/registry';
import { listTeamsOfPractitioner, savePractitioner } from '@/db/queries/team-change';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { rolesFor } from '@/server/domain/registry/team-composition';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type PractitionerSheet, objectionsToSheet } from './register-practitioner';

/** Changes what is kept of somebody who works at an institution within reach. What they do in a team must still be of their profession. */
export function changePractitioner(context: ServiceContext, input: PractitionerSheet & { readonly practitionerId: string }): Promise<Outcome<PractitionerSheet, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<PractitionerSheet, AnyRefusal>(context, async ({ tx, audit }) => {
    const person = await findPractitioner(tx, regionCode, input.practitionerId);
    if (!person || !reaches(reach, regionCode, person.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'practitioner' } });
    const refusals = objectionsToSheet(input);
    for (const { role } of await listTeamsOfPractitioner(tx, regionCode, person.id)) {
      if (!rolesFor(input.profession).includes(role)) refusals.push({ code: 'team.role_not_for_profession', facts: { name: person.name, profession: input.profession, role } });
    }
    const [first, ...others] = refusals;
    if (first) return refuse<AnyRefusal>(first, ...others);
    const after: PractitionerSheet = { name: input.name.trim(), profession: input.profession, title: input.title.trim(), capacity: input.capacity };
    const load = (await listDoctorLoads(tx, regionCode, [person.id])).get(person.id);
    await savePractitioner(tx, { ...person, name: after.name, profession: after.profession, title: after.title });
    if ((load?.capacity ?? null) !== after.capacity) await saveDoctorCapacity(tx, regionCode, person.id, after.capacity);
    const before = { name: person.name, profession: person.profession, title: person.title, capacity: load?.capacity ?? null };
    await audit({ action: 'practitioner.changed', subject: { kind: 'practitioner', id: person.id }, facts: { before, after } });
    return accept(after);
  });
}
