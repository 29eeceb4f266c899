import { saveDoctorCapacity } from '@/db/queries/doctor-load';
import { findInstitution, insertPractitioners } from '@/db/queries/registry';
import { reaches } from '@/db/reach';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Practitioner, Profession } from '@/server/domain/registry/team';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface PractitionerSheet {
  readonly name: string;
  readonly profession: Profession;
  readonly title: string;
  /** How many residents they may have over all teams; null: the policy's number. */
  readonly capacity: number | null;
}

/** Registers somebody who works at an institution within reach. */
export function registerPractitioner(context: ServiceContext, input: PractitionerSheet & { readonly institutionCode: string }): Promise<Outcome<Practitioner, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  const { regionCode } = reach;
  return unitOfWork<Practitioner, AnyRefusal>(context, async ({ tx, audit }) => {
    const place = reaches(reach, regionCode, input.institutionCode) ? await findInstitution(tx, regionCode, input.institutionCode) : null;
    if (!place) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    const [first, ...others] = objectionsToSheet(input);
    if (first) return refuse<AnyRefusal>(first, ...others);
    if (place.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: place.name, closedOn: place.closedOn } });
    const person: Practitioner = { id: context.newId(), regionCode, institutionCode: place.code, name: input.name.trim(), profession: input.profession, title: input.title.trim(), leftOn: null };
    await insertPractitioners(tx, [person]);
    if (input.capacity !== null) await saveDoctorCapacity(tx, regionCode, person.id, input.capacity);
    const { name, profession, title } = person;
    await audit({ action: 'practitioner.registered', subject: { kind: 'practitioner', id: person.id }, facts: { name, profession, title, institutionCode: place.code, capacity: input.capacity } });
    return accept(person);
  });
}

const mostPlaces = 100_000;

export function objectionsToSheet({ name, capacity }: PractitionerSheet): AnyRefusal[] {
  const refusals: AnyRefusal[] = [];
  if (name.trim() === '') refusals.push({ code: 'registry.name_missing', facts: {} });
  if (capacity !== null && (!Number.isInteger(capacity) || capacity < 0 || capacity > mostPlaces)) {
    refusals.push({ code: 'team.capacity_out_of_range', facts: { capacity, least: 0, most: mostPlaces } });
  }
  return refusals;
}
