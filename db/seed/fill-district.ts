import { and, eq, lt, sql } from 'drizzle-orm';
import type { Store, Tx } from '@/db/client';
import { account, alliance, claimedTerm, contract, contractClaim, contractPackage, institution, practitioner, region, residentIdentity, residentPass, serviceCount, serviceRecord, team, teamMembership } from '@/db/schema';
import { blindIndex, seal, tokenHash } from '@/db/sealed';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { firstConsentVersion } from '@/server/domain/agreement/shipped-texts';
import type { IdentityInterval } from '@/server/domain/registry/identity-classes';
import { consentRow, insertConsents } from '@/db/queries/consent';
import { insertResidents } from '@/db/queries/import';
import { recountDoctors } from '@/db/queries/doctor-load';
import { insertRecognitions, recognitionRow } from '@/db/queries/recognition';
import { usualRole } from '@/server/domain/registry/team-composition';
import { contractsOf, type DemoContract } from './contracts';
import { fillHouseholds } from './fill-households';
import { identitiesOf } from './identities';
import { type DemoPerson, demoResident, personAt } from './people';
import { demoAlliances, demoInstitutions, demoRegion, demoSpecialists, demoTeams } from './places';
import { recognitionsOf } from './recognitions';
import { servicesOf } from './services';

export interface DemoAccount {
  readonly userName: string;
  readonly name: string;
  readonly role: Exclude<typeof account.$inferSelect.role, 'resident'>;
  readonly institutionCode: string | null;
  readonly allianceId: string | null;
  readonly practitionerId: string | null;
}

/** One login a role, each with the place it works at. */
export const demoAccounts: readonly DemoAccount[] = [
  person('doctor', '张明远', 'doctor', 'H21010000011', 'team-01-leader'),
  person('nurse', '刘秀芳', 'nurse', 'H21010000011', 'team-01-nurse'),
  person('hospital', '秦书敏', 'referral_office', 'H21010000001'),
  person('county', '郝春燕', 'referral_office', 'H21010000003'),
  person('clerk', '梁静', 'bureau_clerk'),
  person('reviewer', '高鹏', 'bureau_reviewer'),
  person('finance', '谢文静', 'finance'),
  { ...person('manager', '罗永刚', 'alliance_manager'), allianceId: 'beihu' },
  person('admin', '系统管理员', 'administrator'),
  person('auditor', '白岩', 'auditor'),
];

function person(userName: string, name: string, role: DemoAccount['role'], institutionCode: string | null = null, practitionerId: string | null = null): DemoAccount {
  return { userName, name, role, institutionCode, allianceId: null, practitionerId };
}

const { regionCode } = demoRegion;
const batchSize = 2000;

/** Region, alliances, institutions, practitioners and teams; the same in a district of any size. */
export async function fillPlaces(store: Store, passwordHash: string): Promise<void> {
  await store.transaction(async (tx) => {
    await tx.insert(region).values(demoRegion);
    await tx.append(alliance, demoAlliances.map((one) => ({ regionCode, ...one })));
    await tx.append(
      institution,
      demoInstitutions.map(({ code, name, level, allianceId, allianceRole, parentCode }) => ({ regionCode, code, name, level, allianceId, allianceRole, parentCode, closedOn: null })),
    );
    await fillTeams(tx);
    await tx.append(account, demoAccounts.map((one) => ({ id: `account-${one.userName}`, passwordHash, regionCode, disabled: false, mustChangePassword: false, ...one })));
  });
}

async function fillTeams(tx: Tx): Promise<void> {
  const members = demoTeams.flatMap(({ id, institutionCode, leader, nurse, publicHealth }) => [
    { regionCode, id: `${id}-leader`, institutionCode, name: leader, title: '全科主治医师', profession: 'doctor' as const, teamId: id },
    { regionCode, id: `${id}-nurse`, institutionCode, name: nurse, title: '主管护师', profession: 'nurse' as const, teamId: id },
    { regionCode, id: `${id}-public-health`, institutionCode, name: publicHealth, title: '公卫医师', profession: 'public_health' as const, teamId: id },
  ]);
  const specialists = demoSpecialists.map((each) => ({ regionCode, ...each, profession: 'doctor' as const }));
  await tx.append(practitioner, [...members, ...specialists].map((member) => ({ ...member, leftOn: null })));
  await tx.append(
    team,
    demoTeams.map(({ id, institutionCode, name, capacity }, at) => ({ regionCode, id, institutionCode, name, capacity, leaderId: `${id}-leader`, phone: `024-8860${String(1201 + at)}`, signedCount: 0 })),
  );
  await tx.append(teamMembership, members.map(({ id, teamId, profession }) => ({ regionCode, teamId, practitionerId: id, fromDay: '2022-04-01', role: usualRole(profession, id === `${teamId}-leader`), toDay: null })));
}

/**
 * Residents and their contracts, a batch at a time, in constant memory. Returns how many are signed today. The team that
 * is meant to be full gets the capacity it has used.
 */
export async function fillPeople(store: Store, seed: number, residents: number, today: Day, told: (done: number) => void): Promise<number> {
  let signed = 0;
  for (let from = 0; from < residents; from += batchSize) {
    const people = Array.from({ length: Math.min(batchSize, residents - from) }, (_, at) => personAt(seed, from + at, today));
    signed += await store.transaction((tx) => fillBatch(tx, seed, people, today));
    told(from + people.length);
  }
  await store.transaction(closeSmallTeams);
  await store.transaction((tx) => recountDoctors(tx, regionCode, demoTeams.map(({ id }) => `${id}-leader`)));
  return signed;
}

async function fillBatch(tx: Tx, seed: number, people: readonly DemoPerson[], today: Day): Promise<number> {
  await insertResidents(tx, people.map(residentRow));
  await tx.append(residentIdentity, people.flatMap((one) => identitiesOf(seed, one, today).map((held, at) => identityRow(one, held, at))));
  const recognitions = people.flatMap((one) => recognitionsOf(seed, one, today));
  await insertRecognitions(tx, recognitions.map((held) => recognitionRow(held, { requestKey: held.id, version: versions[held.status] })));
  const contracts = people.flatMap((one) => contractsOf(seed, one, today).map((signed, at) => ({ person: one, signed, id: contractId(one, at), previousId: at === 0 ? null : contractId(one, at - 1) })));
  await tx.append(contract, contracts.map(({ person: one, signed, id, previousId }) => contractRow(one, signed, id, previousId)));
  await tx.append(contractPackage, contracts.flatMap(({ person: one, id }) => packagesOf(one).map((packageCode, place) => ({ regionCode, contractId: id, place, packageCode }))));
  const services = contracts.map(({ person: one, signed, id }) => servicesOf(seed, one, signed, id, packagesOf(one), today));
  await tx.append(serviceRecord, services.flatMap(({ records }) => records));
  await tx.append(serviceCount, services.flatMap(({ counts }) => counts));
  await insertConsents(tx, contracts.map(({ person: one, signed, id }) => consentOf(one, signed, id)));
  await tx.append(
    claimedTerm,
    contracts.map(({ person: one, signed: { startDay, endDay }, id }) => ({ identityIndex: blindIndex('identity', one.citizenId), regionCode, contractId: id, startDay, endDay })),
  );
  const everSigned = new Set(contracts.map(({ person: one }) => one));
  await fillHouseholds(tx, seed, people, (one) => everSigned.has(one), today);
  const current = contracts.filter(({ signed }) => signed.status === 'in_force');
  await tx.append(
    contractClaim,
    current.map(({ person: one, signed, id }) => ({ identityIndex: blindIndex('identity', one.citizenId), regionCode, contractId: id, endDay: signed.endDay, revision: 0 })),
  );
  for (const { id } of demoTeams) {
    const count = current.filter(({ signed }) => signed.team.id === id).length;
    if (count > 0) await seatMany(tx, id, count);
  }
  return current.length;
}

function contractId(one: DemoPerson, at: number): string {
  return `contract-${String(one.serial).padStart(7, '0')}-${at}`;
}

/** How often each status has been saved. */
const versions = { applied: 1, approved: 2, declined: 2, withdrawn: 2, revoked: 3 } as const;

async function seatMany(tx: Tx, teamId: string, count: number): Promise<void> {
  await tx.update(team).set({ signedCount: sql`${team.signedCount} + ${count}` }).where(and(eq(team.regionCode, regionCode), eq(team.id, teamId)));
}

async function closeSmallTeams(tx: Tx): Promise<void> {
  await tx.update(team).set({ capacity: sql`${team.signedCount}` }).where(and(eq(team.regionCode, regionCode), lt(team.capacity, 500)));
}

function residentRow(one: DemoPerson) {
  return {
    regionCode,
    id: one.id,
    certType: '01',
    identityIndex: blindIndex('identity', one.citizenId),
    identitySealed: seal(one.citizenId),
    tailIndex: blindIndex('identity-tail', one.citizenId.slice(-4)),
    name: one.name,
    sex: one.sex,
    birthDay: one.birthDay,
    deathDay: one.deathDay,
    movedOutOn: null,
    phoneSealed: seal(one.phone),
    address: one.address,
    insutype: one.insutype,
    retired: one.retired,
    keyGroups: [...one.keyGroups],
    homeInstitutionCode: one.home.code,
    version: 0,
    mergedIntoId: null,
    searchVersion: 0,
    registeredAt: instantOf(`${one.birthDay < '2023-01-01' ? '2023-01-01' : one.birthDay} 09:00:00`),
  };
}

function identityRow(one: DemoPerson, { identityClass, from, to }: IdentityInterval, at: number) {
  return {
    ...{ regionCode, id: `identity-${String(one.serial).padStart(7, '0')}-${at}`, residentId: one.id, identityClass, fromDay: from, toDay: to },
    ...{ note: '民政部门推送', recordedAt: instantOf(`${from} 09:00:00`), recordedByName: '梁静', endedAt: to === null ? null : instantOf(`${to} 09:00:00`) },
    ...{ endedByName: to === null ? null : '梁静', withdrawnAt: null, withdrawnReason: null },
  };
}

/** The basic package, and the one that each of somebody's key groups is offered. */
function packagesOf({ keyGroups }: DemoPerson): string[] {
  return ['basic', ...packagesByGroup.filter(([group]) => keyGroups.includes(group)).map(([, packageCode]) => packageCode)];
}

const packagesByGroup = [
  ['elderly65', 'elderly'],
  ['hypertension', 'hypertension'],
  ['diabetes', 'diabetes'],
  ['pregnant', 'maternal'],
  ['child0to6', 'child'],
  ['disabled', 'disabled'],
] as const;

function contractRow(one: DemoPerson, signed: DemoContract, id: string, previousContractId: string | null) {
  const signedAt = instantOf(`${signed.startDay} 09:30:00`);
  return {
    regionCode,
    id,
    number: `Q${regionCode}${signed.startDay.replaceAll('-', '')}${id.slice(9, 16)}`,
    residentId: one.id,
    teamId: signed.team.id,
    institutionCode: signed.team.institutionCode,
    practitionerId: `${signed.team.id}-leader`,
    termYears: signed.termYears,
    startDay: signed.startDay,
    endDay: signed.endDay,
    status: signed.status,
    signedAt,
    signedBy: signed.team.leader,
    requestKey: id,
    endedReason: signed.endedReason,
    endedAt: signed.status === 'terminated' ? instantOf(`${signed.endDay} 16:00:00`) : null,
    previousContractId,
    channel: 'desk' as const,
  };
}

function consentOf(one: DemoPerson, { startDay }: DemoContract, contractId: string) {
  const guarded = Number(startDay.slice(0, 4)) - Number(one.birthDay.slice(0, 4)) < 14;
  const guardian = guarded ? { name: `${one.name.slice(0, 1)}建国`, relation: '父亲' } : null;
  const given = { textVersion: firstConsentVersion, givenAt: instantOf(`${startDay} 09:30:00`), method: guarded ? ('guardian' as const) : ('self' as const), guardian };
  return consentRow({ regionCode, id: `consent-${contractId}`, residentId: one.id, contractId, evidenceId: null }, given);
}

/** The demo resident's paper code. Real ones are random; this one is printed for whoever tries the demo. */
export const demoPassToken = `${regionCode}-demo-paper-code-000001`;

export async function fillDemoPass(store: Store, issuedAt: number): Promise<void> {
  const row = { regionCode, tokenHash: tokenHash(demoPassToken), residentId: demoResident.id, issuedAt, revokedAt: null, failures: 0, lockedUntil: null };
  await store.transaction((tx) => tx.append(residentPass, [row]));
}
