import { findInstitution } from '@/db/queries/registry';
import { insertSpecialty } from '@/db/queries/specialty';
import { reaches } from '@/db/reach';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { foundSpecialty as decideFounding, type SharedDepartment } from '@/server/domain/quota/specialty';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface FoundSpecialtyInput {
  readonly name: string;
  readonly hospitalCode: string;
  readonly departments: readonly SharedDepartment[];
  readonly fromDay: Day;
  /** The last day; null for one without end. */
  readonly toDay: Day | null;
}

/** Founds a specialty alliance around departments of a hospital within reach; its members come afterwards. */
export function foundSpecialty(context: ServiceContext, input: FoundSpecialtyInput): Promise<Outcome<{ readonly id: string }, AnyRefusal>> {
  const reach = permit(context, 'specialty:manage');
  const { regionCode } = reach;
  return unitOfWork<{ readonly id: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const hospital = reaches(reach, regionCode, input.hospitalCode) ? await findInstitution(tx, regionCode, input.hospitalCode) : null;
    if (!hospital) return refuse({ code: 'not_found', facts: { what: 'institution' } });
    if (hospital.closedOn) return refuse({ code: 'institution.closed', facts: { institutionName: hospital.name, closedOn: hospital.closedOn } });
    const id = context.newId();
    const decision = decideFounding({ ...input, id, regionCode }, today(context));
    if (!decision.ok) return decision;
    await insertSpecialty(tx, decision.value, { at: context.now(), byName: nameOfActor(context.actor) });
    const { name, hospitalCode, departments, fromDay, toDay } = decision.value;
    await audit({ action: 'specialty.founded', subject: { kind: 'specialty', id }, facts: { name, hospitalCode, departments: departments.map(({ departmentCode }) => departmentCode), fromDay, toDay } });
    return accept({ id });
  });
}
