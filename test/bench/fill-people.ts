import type { Store } from '@/db';
import { insertResidents } from '@/db/queries/import';
import { insertInstitutions } from '@/db/queries/registry';
import { insertTeams } from '@/db/queries/team';
import { contract } from '@/db/schema';
import { addDays, addYears } from '@/server/domain/kernel/calendar-day';
import type { KeyGroup } from '@/server/domain/registry/codes';
import type { Institution } from '@/server/domain/registry/institution';
import type { Team } from '@/server/domain/registry/team';
import type { District } from '../factories/district';

const townships = 60;
const teamsEach = 5;
const perTransaction = 20_000;
const registeredAt = Date.parse('2024-01-02T02:00:00Z');

export interface ManyPlaces {
  readonly townships: readonly Institution[];
  readonly teams: readonly Team[];
}

/** Township hospitals with their teams, all of the district's own people. */
export async function fillPlaces(store: Store, district: District): Promise<ManyPlaces> {
  const { regionCode, allianceId, township, team } = district;
  const places = Array.from({ length: townships }, (_, at): Institution => ({ ...township, code: `H${regionCode}${String(1000 + at)}0`, name: `第${at + 1}卫生院`, allianceId }));
  const teams = places.flatMap(({ code: institutionCode }) =>
    Array.from({ length: teamsEach }, (_, at): Team => ({ ...team, id: `${institutionCode}-T${at}`, institutionCode, name: `第${at + 1}团队`, capacity: 1_000_000 })),
  );
  await store.transaction(async (tx) => {
    await insertInstitutions(tx, places);
    await insertTeams(tx, teams);
  });
  return { townships: places, teams };
}

/** Ids as the product makes them are as long and as ordered as these. */
export const residentIdOf = (at: number): string => `01940000-0000-7000-8000-${String(at).padStart(12, '0')}`;
export const contractIdOf = (at: number): string => `01940001-0000-7000-8000-${String(at).padStart(12, '0')}`;

/** Of every age up to ninety, half of them employees once grown up, a fifth in a key group that is registered. */
export async function fillPeople(store: Store, { regionCode }: District, { townships: homes }: ManyPlaces, from: number, to: number): Promise<void> {
  for (let first = from; first < to; first += perTransaction) {
    const rows = Array.from({ length: Math.min(perTransaction, to - first) }, (_, index) => personRow(regionCode, homes, first + index));
    await store.transaction((tx) => insertResidents(tx, rows));
  }
}

function personRow(regionCode: string, homes: readonly Institution[], at: number) {
  const birthDay = addDays('1935-01-01', (at * 7919) % 32_700);
  const keyGroups: KeyGroup[] = at % 5 === 3 ? ['hypertension'] : [];
  const insutype = birthDay < '2000-01-01' && at % 2 === 0 ? ('310' as const) : ('390' as const);
  return {
    ...{ regionCode, id: residentIdOf(at), certType: '01', identityIndex: `${regionCode}-${residentIdOf(at)}`, identitySealed: 'sealed'.repeat(12), tailIndex: `${at % 100_000}` },
    ...{ name: `居民${at % 9973}`, sex: at % 3 === 0 ? ('male' as const) : ('female' as const), birthDay, deathDay: null, movedOutOn: null, phoneSealed: 'sealed'.repeat(10), address: null },
    ...{ insutype, retired: insutype === '310' && birthDay < '1965-01-01', keyGroups, homeInstitutionCode: homes[at % homes.length]?.code ?? null, registeredAt },
    ...{ version: 0, mergedIntoId: null, searchVersion: 0 },
  };
}

/** One contract a person, begun on any day from `since` on over three hundred days, a third of them for a year and the others for three. */
export async function fillContracts(store: Store, { regionCode }: District, { teams }: ManyPlaces, from: number, to: number, since = '2024-03-15'): Promise<void> {
  for (let first = from; first < to; first += perTransaction) {
    const rows = Array.from({ length: Math.min(perTransaction, to - first) }, (_, index) => contractRow(regionCode, teams, first + index, since));
    await store.transaction((tx) => tx.append(contract, rows));
  }
}

function contractRow(regionCode: string, teams: readonly Team[], at: number, since: string) {
  const team = teams[(at * 31) % teams.length];
  if (!team) throw new Error('contracts need teams');
  const id = contractIdOf(at);
  const termYears = at % 3 === 0 ? 1 : 3;
  const startDay = addDays(since, (at * 13) % 300);
  return {
    ...{ regionCode, id, number: `Q${regionCode}${String(at).padStart(10, '0')}`, residentId: residentIdOf(at), teamId: team.id, institutionCode: team.institutionCode, practitionerId: team.leaderId },
    ...{ termYears, startDay, endDay: addDays(addYears(startDay, termYears), -1), status: 'in_force' as const, signedAt: registeredAt, signedBy: 'bench', requestKey: id },
    ...{ endedReason: null, endedAt: null, previousContractId: null, channel: 'desk' as const },
  };
}
