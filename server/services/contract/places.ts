import type { Tx } from '@/db';
import { takeDoctorPlace, releaseDoctorPlaces } from '@/db/queries/doctor-load';
import { findPractitioner } from '@/db/queries/registry';
import { listHeldPlaces } from '@/db/queries/place';
import { releaseSeats, takeSeat } from '@/db/queries/team';
import type { ContractRefusal } from '@/server/domain/contract/refusals';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { Team } from '@/server/domain/registry/team';

export interface PlaceToTake {
  readonly team: Pick<Team, 'id' | 'name' | 'capacity'> & { readonly regionCode: string };
  /** The responsible doctor, who is counted over all their teams. */
  readonly practitionerId: string;
  readonly residentId: string;
  /** How many a doctor without a capacity of their own may sign, by the policy. */
  readonly doctorCapacity: number;
  /** A correction puts right what is there already and needs no free place. */
  readonly isCorrection?: boolean;
}

export interface HeldPlace {
  readonly teamId: string;
  readonly practitionerId: string;
  readonly residentId: string;
}

type FullRefusal = Extract<ContractRefusal, { code: 'contract.team_full' | 'contract.doctor_full' }>;

/**
 * Part of a unit of work, before the contract is written: takes the resident's place in the team and with the doctor, the last word on both
 * capacities. A place belongs to the resident, so whoever holds one by a contract that has not ended takes none.
 *
 * @returns what was taken, for `giveBack` where the work goes on after a later refusal; refused, nothing was taken.
 */
export async function takePlace(tx: Tx, wanted: PlaceToTake): Promise<Outcome<TakenPlace, FullRefusal>> {
  const { team, practitionerId, residentId, isCorrection = false } = wanted;
  const { regionCode } = team;
  const held = await listHeldPlaces(tx, regionCode, [residentId]);
  const needsSeat = !held.some((place) => place.teamId === team.id);
  const needsDoctor = !held.some((place) => place.practitionerId === practitionerId);
  if (needsSeat && !(await takeSeat(tx, regionCode, team.id, isCorrection))) {
    return refuse({ code: 'contract.team_full', facts: { teamName: team.name, capacity: team.capacity, signed: team.capacity } });
  }
  if (needsDoctor && !(await takeDoctorPlace(tx, regionCode, practitionerId, isCorrection ? null : wanted.doctorCapacity))) {
    if (needsSeat) await releaseSeats(tx, regionCode, team.id, 1);
    const doctor = await findPractitioner(tx, regionCode, practitionerId);
    return refuse({ code: 'contract.doctor_full', facts: { doctorName: doctor?.name ?? practitionerId, capacity: wanted.doctorCapacity } });
  }
  return accept({ regionCode, teamId: needsSeat ? team.id : null, practitionerId: needsDoctor ? practitionerId : null });
}

/** What `takePlace` took; null where the resident had the place before. */
export interface TakenPlace {
  readonly regionCode: string;
  readonly teamId: string | null;
  readonly practitionerId: string | null;
}

export async function giveBack(tx: Tx, { regionCode, teamId, practitionerId }: TakenPlace): Promise<void> {
  if (teamId !== null) await releaseSeats(tx, regionCode, teamId, 1);
  if (practitionerId !== null) await releaseDoctorPlaces(tx, regionCode, practitionerId, 1);
}

/**
 * Part of a unit of work, after contracts were marked as ended: gives the places back that their residents do not hold by another contract.
 *
 * @param ended the places of contracts that were in force until now; of one resident there may be several.
 */
export async function releasePlaces(tx: Tx, regionCode: string, ended: readonly HeldPlace[]): Promise<void> {
  if (ended.length === 0) return;
  const held = await listHeldPlaces(tx, regionCode, [...new Set(ended.map(({ residentId }) => residentId))]);
  const seats = freed(ended, held, ({ teamId }) => teamId);
  for (const [teamId, count] of seats) await releaseSeats(tx, regionCode, teamId, count);
  const doctors = freed(ended, held, ({ practitionerId }) => practitionerId);
  for (const [practitionerId, count] of doctors) await releaseDoctorPlaces(tx, regionCode, practitionerId, count);
}

/** How many residents of each team or doctor ended there and hold nothing there any more; in order of ids, so that two of these never wait for each other. */
function freed(ended: readonly HeldPlace[], held: readonly HeldPlace[], keyOf: (place: HeldPlace) => string): [string, number][] {
  const pair = (place: HeldPlace) => JSON.stringify([keyOf(place), place.residentId]);
  const kept = new Set(held.map(pair));
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  for (const place of ended) {
    if (kept.has(pair(place)) || seen.has(pair(place))) continue;
    seen.add(pair(place));
    counts.set(keyOf(place), (counts.get(keyOf(place)) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
