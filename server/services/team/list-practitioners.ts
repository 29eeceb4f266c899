import { listDoctorLoads } from '@/db/queries/doctor-load';
import { listPractitionersWithin } from '@/db/queries/registry';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Profession } from '@/server/domain/registry/team';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface ListedPractitioner {
  readonly id: string;
  readonly name: string;
  readonly profession: Profession;
  readonly title: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly leftOn: Day | null;
  /** Residents over all teams, and how many they may have where it is not the policy's number. */
  readonly signed: number;
  readonly capacity: number | null;
}

/** Who works at the institutions within reach, by institution and name. */
export async function listPractitioners(context: ServiceContext): Promise<ListedPractitioner[]> {
  const reach = permit(context, 'team:read');
  const q = context.store.reads;
  const people = await listPractitionersWithin(q, reach);
  const loads = await listDoctorLoads(q, reach.regionCode, people.map(({ id }) => id));
  return people.map(({ id, name, profession, title, institutionCode, institutionName, leftOn }) => {
    const load = loads.get(id);
    return { id, name, profession, title, institutionCode, institutionName, leftOn, signed: load?.signedCount ?? 0, capacity: load?.capacity ?? null };
  });
}
