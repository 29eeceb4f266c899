import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listWrongDoctorLoads, saveDoctorCapacity } from '@/db/queries/doctor-load';
import { listWrongTeamCounts } from '@/db/queries/place';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { expireContracts } from '@/server/services/contract/expire-contracts';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { addMember } from '@/server/services/team/add-member';
import { changePractitioner } from '@/server/services/team/change-practitioner';
import { changeTeam } from '@/server/services/team/change-team';
import { getCapacity } from '@/server/services/team/get-capacity';
import { listOverview } from '@/server/services/team/list-overview';
import { recordLeaving } from '@/server/services/team/record-leaving';
import { registerPractitioner } from '@/server/services/team/register-practitioner';
import { removeGridCell, saveGridCell } from '@/server/services/team/save-grid-cell';
import { suggestTeams } from '@/server/services/team/suggest-teams';
import { type District, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const doctorsOwnCapacity = (district: District, capacity: number) => store.transaction((tx) => saveDoctorCapacity(tx, district.regionCode, district.team.leaderId, capacity));

describe('a doctor’s capacity', () => {
  test('is counted over all teams, and the last place goes to one of twenty', async () => {
    const district = await mintDistrict(store);
    const second = await district.addTeam(500);
    await doctorsOwnCapacity(district, 3);
    const people = [];
    for (let n = 0; n < 20; n += 1) people.push(await district.addResident());
    const outcomes = await Promise.all(people.map((one, n) => signContract(district.contextFor('doctor'), signingOf({ team: n % 2 === 0 ? district.team : second }, one))));
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(3);
    expect(new Set(outcomes.flatMap(codesOf))).toEqual(new Set(['contract.doctor_full']));
    expect(await listWrongDoctorLoads(store.reads, district.regionCode)).toEqual([]);
    expect(await listWrongTeamCounts(store.reads, district.regionCode)).toEqual([]);
    const capacity = accepted(await getCapacity(district.contextFor('doctor'), { teamId: second.id }));
    expect(capacity.doctors[0]).toMatchObject({ practitionerId: district.team.leaderId, signed: 3, capacity: 3, left: 0, state: 'full' });
    expect(capacity).toMatchObject({ state: 'ok', missingRoles: [] });
  });

  test('is given back by ending and by expiring, once a resident', async () => {
    const district = await mintDistrict(store);
    await doctorsOwnCapacity(district, 10);
    const one = await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    await signed(district.contextFor('doctor'), signingOf(district, district.elder));
    // The renewal begins when the contract ends, and takes no second place meanwhile.
    const march = instantOf('2026-03-01 09:00:00');
    await signed(district.contextFor('doctor', { now: march }), signingOf(district, district.elder, { startDay: '2026-03-10' }));
    const signedBy = async () => accepted(await getCapacity(district.contextFor('doctor'), { teamId: district.team.id })).doctors[0]?.signed;
    expect(await signedBy()).toBe(2);
    accepted(await terminateContract(district.contextFor('doctor'), { contractId: one.contractId, reason: 'voluntary', endDay: null, note: null }));
    expect(await signedBy()).toBe(1);
    await expireContracts(district.contextFor('system', { now: instantOf('2026-03-10 01:00:00') }));
    expect(await signedBy()).toBe(1);
    await expireContracts(district.contextFor('system', { now: instantOf('2027-03-10 01:00:00') }));
    expect(await signedBy()).toBe(0);
    expect(await listWrongDoctorLoads(store.reads, district.regionCode)).toEqual([]);
  });

  test('warns from nine in ten on', async () => {
    const district = await mintDistrict(store);
    await doctorsOwnCapacity(district, 2);
    await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    await doctorsOwnCapacity(district, 1);
    const state = async (capacity: number) => {
      await doctorsOwnCapacity(district, capacity);
      return accepted(await getCapacity(district.contextFor('doctor'), { teamId: district.team.id })).doctors[0]?.state;
    };
    expect([await state(1), await state(2), await state(20)]).toEqual(['full', 'ok', 'ok']);
  });
});

describe('members', () => {
  test('are of a profession that may do it; a new leader takes over', async () => {
    const district = await mintDistrict(store);
    const manager = district.contextFor('alliance_manager');
    const { team, township } = district;
    const nurse = team.practitionerIds[1] ?? '';
    expect(codesOf(await addMember(manager, { teamId: team.id, practitionerId: nurse, role: 'leader' }))).toEqual(['team.role_not_for_profession']);
    const doctor = accepted(await registerPractitioner(manager, { institutionCode: township.code, name: '新来', profession: 'doctor', title: '医师', capacity: 1000 }));
    accepted(await addMember(manager, { teamId: team.id, practitionerId: doctor.id, role: 'leader' }));
    const own = (await listOverview(manager)).teams.find(({ id }) => id === team.id);
    expect(own?.members.map(({ id, role }) => [id === doctor.id, role])).toEqual([[true, 'leader'], [false, 'doctor'], [false, 'nurse'], [false, 'public_health']]);
    expect(codesOf(await recordLeaving(manager, { practitionerId: doctor.id }))).toEqual(['team.still_member']);
    expect(codesOf(await changePractitioner(manager, { practitionerId: doctor.id, name: '新来', profession: 'nurse', title: '护士', capacity: null }))).toEqual(['team.role_not_for_profession']);
  });

  test('of another alliance cannot be reached', async () => {
    const district = await mintDistrict(store);
    const stranger = district.contextFor('alliance_manager', { foreign: true });
    expect(codesOf(await addMember(stranger, { teamId: district.team.id, practitionerId: district.team.leaderId, role: 'doctor' }))).toEqual(['not_found']);
    expect(codesOf(await changeTeam(stranger, { teamId: district.team.id, name: '别人的', phone: null, capacity: 1 }))).toEqual(['not_found']);
  });

  test('a nurse signs in the name of the leading doctor', async () => {
    const district = await mintDistrict(store);
    accepted(await signContract(district.contextFor('nurse'), signingOf(district, district.adult)));
    expect(accepted(await getCapacity(district.contextFor('nurse'), { teamId: district.team.id })).doctors[0]).toMatchObject({ practitionerId: district.team.leaderId, signed: 1 });
    const named = signingOf(district, district.elder, { practitionerId: district.team.practitionerIds[1] ?? '' });
    expect(codesOf(await signContract(district.contextFor('nurse'), named))).toEqual(['contract.practitioner_not_doctor']);
  });
});

describe('the service grid', () => {
  test('belongs to one team at a time and suggests it by the address', async () => {
    const district = await mintDistrict(store);
    const manager = district.contextFor('alliance_manager');
    const { team, township } = district;
    const second = await district.addTeam(500);
    const cell = { code: '柳河-01', name: '前营网格', institutionCode: township.code, places: ['前营村', ' 前营村 ', '后营村'] };
    accepted(await saveGridCell(manager, { ...cell, teamId: team.id, takeOver: false }));
    expect(codesOf(await saveGridCell(manager, { ...cell, teamId: second.id, takeOver: false }))).toEqual(['team.grid_with_other_team']);
    accepted(await saveGridCell(manager, { ...cell, teamId: second.id, takeOver: true }));
    const neighbour = await district.addResident({ address: '柳河镇后营村 12 号' });
    const suggested = accepted(await suggestTeams(district.contextFor('doctor'), { residentId: neighbour.id }));
    expect(suggested.map(({ teamId, why, by }) => [teamId, why, by])).toEqual([[second.id, 'grid', '后营村'], [team.id, 'home', null]]);
    accepted(await removeGridCell(manager, { code: cell.code }));
    expect((await listOverview(manager)).grid).toEqual([]);
  });
});
