import { countListByDoctor } from '@/db/queries/contract-assignment';
import { listDoctorLoads } from '@/db/queries/doctor-load';
import { listHeldPlaces } from '@/db/queries/place';
import { listResidentsOfList } from '@/db/queries/contract-assignment';
import { findPractitioner } from '@/db/queries/registry';
import { findTeam } from '@/db/queries/team';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Load, loadOf } from '@/server/domain/registry/capacity';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type HandoverInput, gatherHandover } from './gather-handover';

export interface PreviewedList {
  readonly fromTeamId: string;
  readonly fromTeamName: string;
  readonly toTeamId: string;
  readonly toTeamName: string;
  readonly toInstitutionName: string;
  readonly goesAlong: boolean;
  readonly contracts: number;
  readonly residents: number;
  readonly doctorName: string;
  /** Contracts whose doctor goes along and stays. */
  readonly keepDoctor: number;
}

export interface HandoverPreview {
  readonly lists: readonly PreviewedList[];
  readonly contracts: number;
  /** Teams and doctors as they will be. */
  readonly teams: readonly ({ readonly id: string; readonly name: string } & Load)[];
  readonly doctors: readonly ({ readonly id: string; readonly name: string } & Load)[];
}

/** What a handover would do, before anything is done: how many contracts go where, and how full the takers are afterwards. */
export async function previewHandover(context: ServiceContext, input: HandoverInput): Promise<Outcome<HandoverPreview, AnyRefusal>> {
  const reach = permit(context, 'team:manage');
  return context.store.snapshot(async (q): Promise<Outcome<HandoverPreview, AnyRefusal>> => {
    const { regionCode } = reach;
    const day = today(context);
    const policy = await getPolicyInForce(q, regionCode, day);
    if (!policy.ok) return policy;
    const { doctorCapacity, warnAt } = policy.value.contract;
    const gathered = await gatherHandover(q, reach, input);
    if (!gathered.ok) return gathered;
    const lists: PreviewedList[] = [];
    const intoTeam = new Map<string, Set<string>>();
    const toDoctor = new Map<string, Set<string>>();
    for (const { from, to, goesAlong, practitionerId, keeping } of gathered.value.lists) {
      const list = { regionCode, teamId: from.id };
      const byDoctor = await countListByDoctor(q, list, day);
      const kept = byDoctor.filter((row) => keeping.includes(row.practitionerId));
      const residents = await listResidentsOfList(q, list, day);
      addAll(intoTeam, to.id, goesAlong ? [] : residents);
      for (const row of byDoctor) {
        if (!keeping.includes(row.practitionerId)) addAll(toDoctor, practitionerId, await listResidentsOfList(q, { ...list, practitionerId: row.practitionerId }, day));
      }
      const sum = (rows: readonly { contracts: number }[]) => rows.reduce((total, { contracts }) => total + contracts, 0);
      const doctor = await findPractitioner(q, regionCode, practitionerId);
      lists.push({
        ...{ fromTeamId: from.id, fromTeamName: from.name, toTeamId: to.id, toTeamName: to.name, toInstitutionName: gathered.value.facts.to.name, goesAlong },
        ...{ contracts: sum(byDoctor), residents: residents.length, doctorName: doctor?.name ?? practitionerId, keepDoctor: sum(kept) },
      });
    }
    const teams = [];
    for (const [id, residents] of intoTeam) {
      const team = await findTeam(q, regionCode, id);
      const held = await listHeldPlaces(q, regionCode, [...residents]);
      const already = new Set(held.filter(({ teamId }) => teamId === id).map(({ residentId }) => residentId));
      if (team) teams.push({ id, name: team.name, ...loadOf(team.signedCount + residents.size - already.size, team.capacity, warnAt.value) });
    }
    const loads = await listDoctorLoads(q, regionCode, [...toDoctor.keys()]);
    const doctors = [];
    for (const [id, residents] of toDoctor) {
      const doctor = await findPractitioner(q, regionCode, id);
      const held = await listHeldPlaces(q, regionCode, [...residents]);
      const already = new Set(held.filter((place) => place.practitionerId === id).map(({ residentId }) => residentId));
      const load = loads.get(id);
      doctors.push({ id, name: doctor?.name ?? id, ...loadOf((load?.signedCount ?? 0) + residents.size - already.size, load?.capacity ?? doctorCapacity.value, warnAt.value) });
    }
    return accept({ lists, contracts: lists.reduce((total, { contracts }) => total + contracts, 0), teams, doctors });
  });
}

function addAll(sets: Map<string, Set<string>>, key: string, values: readonly string[]): void {
  const set = sets.get(key) ?? new Set();
  for (const value of values) set.add(value);
  sets.set(key, set);
}
