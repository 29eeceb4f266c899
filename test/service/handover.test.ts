import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findContractInForce } from '@/db/queries/contract';
import { listContractIntervals } from '@/db/queries/contract-interval';
import { listWrongDoctorLoads } from '@/db/queries/doctor-load';
import { listMembershipsOf } from '@/db/queries/roster';
import { listWrongTeamCounts } from '@/db/queries/place';
import { insertInstitutions, insertPractitioners } from '@/db/queries/registry';
import { listOwnInstitutions } from '@/db/queries/session';
import { findTeam, insertTeams } from '@/db/queries/team';
import { contract, notice } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { Team } from '@/server/domain/registry/team';
import { correctContract } from '@/server/services/contract/correct-contract';
import { signContract } from '@/server/services/contract/sign-contract';
import { verifyContracts } from '@/server/services/contract/verify-contracts';
import { addMember } from '@/server/services/team/add-member';
import { getTeam } from '@/server/services/team/get-team';
import { handOver } from '@/server/services/team/hand-over';
import { previewHandover } from '@/server/services/team/preview-handover';
import { removeMember } from '@/server/services/team/remove-member';
import { type District, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const later = instantOf('2025-06-02 10:00:00');

/** A district with a second township hospital of the same alliance, and a team there. */
async function withNeighbour(): Promise<{ district: District; neighbour: string; taker: Team }> {
  const district = await mintDistrict(store);
  const { regionCode, township } = district;
  const neighbour = `H${regionCode}00009`;
  const taker: Team = { id: `${regionCode}-N1`, regionCode, institutionCode: neighbour, name: '青河团队', leaderId: `${neighbour}-P1`, practitionerIds: [`${neighbour}-P1`], capacity: 2, phone: null };
  await store.transaction(async (tx) => {
    await insertInstitutions(tx, [{ ...township, code: neighbour, name: '青河镇卫生院' }]);
    await insertPractitioners(tx, [{ id: taker.leaderId, regionCode, institutionCode: neighbour, name: '何青', profession: 'doctor', title: '主治医师' }]);
    await insertTeams(tx, [taker]);
  });
  return { district, neighbour, taker };
}

describe('merging a team into another', () => {
  let district: District;
  let taker: Team;
  let neighbour: string;
  beforeEach(async () => {
    ({ district, taker, neighbour } = await withNeighbour());
    for (const one of [district.adult, district.elder, await district.addResident()]) await signed(district.contextFor('doctor'), signingOf(district, one));
  });
  const manager = () => district.contextFor('administrator', { now: later });
  const plan = () => ({ kind: 'team_merged' as const, fromInstitutionCode: district.township.code, toInstitutionCode: neighbour, choices: [{ fromTeamId: district.team.id, toTeamId: taker.id, practitionerId: null }] });

  test('says first how many go where and how full the taker will be', async () => {
    const preview = accepted(await previewHandover(manager(), plan()));
    expect(preview).toMatchObject({ contracts: 3, lists: [{ contracts: 3, residents: 3, doctorName: '何青', keepDoctor: 0 }] });
    expect(preview.teams).toMatchObject([{ name: '青河团队', signed: 3, capacity: 2, state: 'full' }]);
    expect(preview.doctors).toMatchObject([{ name: '何青', signed: 3, capacity: 2000, state: 'ok' }]);
  });

  test('keeps every contract, number and term; the days before stay where they were', async () => {
    const before = await store.reads.select().from(contract).where(eq(contract.teamId, district.team.id));
    accepted(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 3 }));
    const after = await store.reads.select().from(contract).where(eq(contract.teamId, taker.id));
    const terms = (rows: typeof before) => rows.map(({ id, number, startDay, endDay, status }) => [id, number, startDay, endDay, status]).sort();
    expect(terms(after)).toEqual(terms(before));
    expect(after.every(({ institutionCode, practitionerId }) => institutionCode === neighbour && practitionerId === taker.leaderId)).toBe(true);
    const intervals = (await listContractIntervals(store.reads, district.regionCode, [district.adult.id])).get(district.adult.id);
    expect(intervals?.map(({ institutionCode, from, to }) => [institutionCode, from, to])).toEqual([
      [district.township.code, '2025-03-10', '2025-06-01'],
      [neighbour, '2025-06-02', '2026-03-09'],
    ]);
    const members = await listMembershipsOf(store.reads, district.regionCode, { from: '2025-05-01', to: '2025-06-30' }, [district.adult.id]);
    expect(members.filter(({ residentId }) => residentId === district.adult.id).map(({ teamId, from }) => [teamId, from])).toEqual([
      [district.team.id, '2025-03-10'],
      [taker.id, '2025-06-02'],
    ]);
    expect((await findContractInForce(store.reads, district.regionCode, district.adult.id, '2025-05-31'))?.teamId).toBe(district.team.id);
    expect((await findContractInForce(store.reads, district.regionCode, district.adult.id, '2025-06-02'))?.teamId).toBe(taker.id);
  });

  test('leaves right counters, a closed team, an overfull one that signs nobody new, and told residents', async () => {
    accepted(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 3 }));
    expect(await listWrongTeamCounts(store.reads, district.regionCode)).toEqual([]);
    expect(await listWrongDoctorLoads(store.reads, district.regionCode)).toEqual([]);
    expect(await verifyContracts(district.contextFor('auditor'))).toEqual({ teams: [], doctors: [], contracts: [] });
    expect(await findTeam(store.reads, district.regionCode, taker.id)).toMatchObject({ signedCount: 3, capacity: 2 });
    const closed = accepted(await getTeam(manager(), { teamId: district.team.id }));
    expect(closed).toMatchObject({ closedOn: '2025-06-02', members: [], handovers: [{ contracts: 3, toTeamName: '青河团队' }] });
    expect(closed.former).toHaveLength(3);
    const newcomer = await district.addResident();
    const system = district.contextFor('system', { now: later });
    expect(codesOf(await signContract(system, signingOf({ team: taker }, newcomer)))).toEqual(['contract.team_full']);
    expect(codesOf(await signContract(system, signingOf(district, newcomer)))).toContain('contract.team_closed');
    const told = await store.reads.select().from(notice).where(and(eq(notice.regionCode, district.regionCode), eq(notice.template, 'team_changed')));
    expect(told.map(({ toId }) => toId)).toHaveLength(3);
  });

  test('is refused when somebody signed since the preview, and for a team that is gone', async () => {
    expect(codesOf(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 2 }))).toEqual(['conflict.changed_meanwhile']);
    accepted(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 3 }));
    expect(codesOf(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 3 }))).toContain('team.closed');
  });

  test('twice on one day leaves one stretch of that day', async () => {
    accepted(await handOver(manager(), { ...plan(), reason: '乡镇合并', contracts: 3 }));
    const third = await district.addTeam(100);
    accepted(await handOver(manager(), { kind: 'team_merged', fromInstitutionCode: neighbour, toInstitutionCode: district.township.code, choices: [{ fromTeamId: taker.id, toTeamId: third.id, practitionerId: null }], reason: '更正', contracts: 3 }));
    const intervals = (await listContractIntervals(store.reads, district.regionCode, [district.adult.id])).get(district.adult.id);
    expect(intervals?.map(({ institutionCode, from }) => [institutionCode, from])).toEqual([
      [district.township.code, '2025-03-10'],
      [district.township.code, '2025-06-02'],
    ]);
    expect(await listWrongTeamCounts(store.reads, district.regionCode)).toEqual([]);
  });
});

describe('merging an institution', () => {
  test('needs a place for every team, closes it, and its people reach what it did', async () => {
    const { district, neighbour } = await withNeighbour();
    await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    const context = district.contextFor('administrator', { now: later });
    const plan = { kind: 'institution_merged' as const, fromInstitutionCode: district.township.code, toInstitutionCode: neighbour };
    expect(codesOf(await previewHandover(context, { ...plan, choices: [] }))).toEqual(['team.handover_incomplete']);
    const choices = [{ fromTeamId: district.team.id, toTeamId: district.team.id, practitionerId: null }];
    accepted(await handOver(context, { ...plan, choices, reason: '机构合并', contracts: 1 }));
    expect(await findTeam(store.reads, district.regionCode, district.team.id)).toMatchObject({ institutionCode: neighbour, closedOn: null, signedCount: 1 });
    const held = await findContractInForce(store.reads, district.regionCode, district.adult.id, '2025-06-02');
    expect(held).toMatchObject({ institutionCode: neighbour, practitionerId: district.team.leaderId });
    expect(await listOwnInstitutions(store.reads, district.regionCode, neighbour)).toEqual([neighbour, district.township.code, district.clinic.code]);
    expect(codesOf(await handOver(context, { ...plan, choices, reason: '机构合并', contracts: 1 }))).toEqual(['institution.closed']);
  });
});

describe('a member who leaves', () => {
  test('hands residents to a colleague, and a leader the lead', async () => {
    const district = await mintDistrict(store);
    await signed(district.contextFor('doctor'), signingOf(district, district.adult));
    const manager = district.contextFor('alliance_manager', { now: later });
    const { team, lead } = district;
    const leaving = { teamId: team.id, practitionerId: team.leaderId };
    expect(codesOf(await removeMember(manager, { ...leaving, newLeaderId: null, successorId: null }))).toEqual(['team.leader_needed', 'team.successor_needed']);
    accepted(await addMember(manager, { teamId: team.id, practitionerId: `${lead.code}-P1`, role: 'doctor' }));
    expect(accepted(await removeMember(manager, { ...leaving, newLeaderId: `${lead.code}-P1`, successorId: `${lead.code}-P1` }))).toEqual({ moved: 1 });
    expect(await findTeam(store.reads, district.regionCode, team.id)).toMatchObject({ leaderId: `${lead.code}-P1`, signedCount: 1 });
    expect((await findContractInForce(store.reads, district.regionCode, district.adult.id, '2025-06-01'))?.practitionerId).toBe(team.leaderId);
    expect((await findContractInForce(store.reads, district.regionCode, district.adult.id, '2025-06-02'))?.practitionerId).toBe(`${lead.code}-P1`);
    expect(await listWrongDoctorLoads(store.reads, district.regionCode)).toEqual([]);
  });
});

describe('a handed-over contract that is corrected', () => {
  let district: District;
  let taker: Team;
  let neighbour: string;
  let contractId: string;
  const second = () => `${neighbour}-P2`;
  const clerk = () => district.contextFor('bureau_clerk', { now: later });
  const correct = (correction: Parameters<typeof correctContract>[1]['correction']) =>
    correctContract(clerk(), { requestKey: `handed-${contractId}-${Object.keys(correction).join('-')}`, contractId, correction, note: '录入有误' });
  const belonged = async () => (await listContractIntervals(store.reads, district.regionCode, [district.adult.id])).get(district.adult.id)?.map(({ institutionCode, from, to }) => [institutionCode, from, to]);
  const isSound = async () => expect(await verifyContracts(district.contextFor('auditor'))).toEqual({ teams: [], doctors: [], contracts: [] });

  beforeEach(async () => {
    ({ district, taker, neighbour } = await withNeighbour());
    ({ contractId } = await signed(district.contextFor('doctor'), signingOf(district, district.adult)));
    const manager = district.contextFor('administrator', { now: later });
    const choices = [{ fromTeamId: district.team.id, toTeamId: taker.id, practitionerId: null }];
    accepted(await handOver(manager, { kind: 'team_merged', fromInstitutionCode: district.township.code, toInstitutionCode: neighbour, choices, reason: '乡镇合并', contracts: 1 }));
    await store.transaction((tx) => insertPractitioners(tx, [{ id: second(), regionCode: district.regionCode, institutionCode: neighbour, name: '何白', profession: 'doctor', title: '医师' }]));
    accepted(await addMember(manager, { teamId: taker.id, practitionerId: second(), role: 'doctor' }));
  });

  test('keeps the days before with whoever had them', async () => {
    accepted(await correct({ termYears: 2 }));
    expect(await belonged()).toEqual([
      [district.township.code, '2025-03-10', '2025-06-01'],
      [neighbour, '2025-06-02', '2027-03-09'],
    ]);
    await isSound();
  });

  test('from an earlier day on, they are the first team’s', async () => {
    accepted(await correct({ startDay: '2025-02-01' }));
    expect((await belonged())?.map(([code, from]) => [code, from])).toEqual([
      [district.township.code, '2025-02-01'],
      [neighbour, '2025-06-02'],
    ]);
    await isSound();
  });

  test('begun after the handover, it was never the first team’s', async () => {
    accepted(await correct({ startDay: '2025-06-02' }));
    expect((await belonged())?.map(([code, from]) => [code, from])).toEqual([[neighbour, '2025-06-02']]);
    await isSound();
  });

  test('with a team that it should have been with, it was theirs all along', async () => {
    const third = await district.addTeam(100);
    accepted(await correct({ teamId: third.id }));
    expect(await belonged()).toEqual([[district.township.code, '2025-03-10', '2026-03-09']]);
    await isSound();
  });

  test('by its doctor, names another one since the handover and the same one before', async () => {
    accepted(await correct({ practitionerId: second() }));
    const doctorOn = async (day: string) => (await findContractInForce(store.reads, district.regionCode, district.adult.id, day))?.practitionerId;
    expect([await doctorOn('2025-06-01'), await doctorOn('2025-06-02')]).toEqual([district.team.leaderId, second()]);
    await isSound();
  });

  test('by term and doctor at once, the same', async () => {
    accepted(await correct({ termYears: 3, practitionerId: second() }));
    const doctorOn = async (day: string) => (await findContractInForce(store.reads, district.regionCode, district.adult.id, day))?.practitionerId;
    expect([await doctorOn('2025-06-01'), await doctorOn('2025-06-02')]).toEqual([district.team.leaderId, second()]);
    await isSound();
  });
});
