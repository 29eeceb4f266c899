import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { findContractInForce } from '@/db/queries/contract';
import { listContractIntervals } from '@/db/queries/contract-interval';
import { findTeam } from '@/db/queries/team';
import { auditEvent, contract, contractClaim, resident, team } from '@/db/schema';
import { addDays, instantOf } from '@/server/domain/kernel/calendar-day';
import { expireContracts } from '@/server/services/contract/expire-contracts';
import { getContract } from '@/server/services/contract/get-contract';
import { getSigningTerms } from '@/server/services/contract/get-signing-terms';
import { listContracts } from '@/server/services/contract/list-contracts';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { PermissionDenied } from '@/server/services/permit';
import { listTeams } from '@/server/services/team/list-teams';
import { type District, citizenId, districtNow, mintDistrict } from '../factories/district';
import { accepted, codesOf, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

const doctor = () => district.contextFor('doctor');
const signedCount = async (teamId: string) => (await findTeam(store.reads, district.regionCode, teamId))?.signedCount;
const contractsOf = (residentId: string) => store.reads.select().from(contract).where(eq(contract.residentId, residentId));
const newcomer = (certNo: string) => ({
  certType: '01',
  certNo,
  name: '新居民',
  sex: null,
  birthDay: null,
  insutype: '390' as const,
  retired: false,
  keyGroups: [],
  phone: '13800001234',
  address: null,
  homeInstitutionCode: null,
});

describe('signing', () => {
  test('a resident is in force from today to the day before the anniversary, with one place of the team taken', async () => {
    const before = await signedCount(district.team.id);
    const receipt = await signed(doctor(), signingOf(district, district.adult, { termYears: 2 }));
    expect(receipt).toMatchObject({ startDay: '2025-03-10', endDay: '2027-03-09', residentName: '陈思远', teamName: district.team.name });
    expect(receipt.number).toMatch(new RegExp(`^Q${district.regionCode}20250310\\d{6}$`));
    expect(await signedCount(district.team.id)).toBe((before ?? 0) + 1);
    const held = await findContractInForce(store.reads, district.regionCode, district.adult.id, '2027-03-09');
    expect(held?.id).toBe(receipt.contractId);
    expect(await findContractInForce(store.reads, district.regionCode, district.adult.id, '2027-03-10')).toBeNull();
    const intervals = await listContractIntervals(store.reads, district.regionCode, [district.adult.id, district.child.id]);
    expect(intervals.get(district.adult.id)).toEqual([
      { contractId: receipt.contractId, institutionCode: district.township.code, allianceIds: [district.allianceId], from: '2025-03-10', to: '2027-03-09' },
    ]);
    expect(intervals.has(district.child.id)).toBe(false);
  });

  test('a second contract is refused, saying with which team the first one is and until when', async () => {
    const other = await signContract(
      district.contextFor('doctor', { foreign: true }),
      signingOf(district, district.adult, { teamId: district.foreignTeam.id }),
    );
    expect(other).toEqual({
      ok: false,
      refusals: [{ code: 'contract.already_active', facts: { teamName: district.team.name, until: '2027-03-09', sameTeam: false } }],
    });
    expect(await signedCount(district.foreignTeam.id)).toBe(0);
  });

  test('someone signed in another region is refused by the claim, which two regions share', async () => {
    const elsewhere = await mintDistrict(store);
    const sameCertNo = await elsewhere.addResident({ certNo: district.adult.certNo, birthDay: '1980-05-06' });
    const outcome = await signContract(elsewhere.contextFor('doctor'), signingOf(elsewhere, sameCertNo));
    expect(outcome).toMatchObject({ refusals: [{ code: 'contract.already_active', facts: { teamName: district.team.name } }] });
    expect(await findTeam(store.reads, elsewhere.regionCode, elsewhere.team.id)).toMatchObject({ signedCount: 0 });
  });

  test('a retry with the same request key gets the same contract', async () => {
    const someone = await district.addResident();
    const input = signingOf(district, someone);
    const first = await signed(doctor(), input);
    const again = await Promise.all([signed(doctor(), input), signed(doctor(), input)]);
    expect(again).toEqual([first, first]);
    expect(await contractsOf(someone.id)).toHaveLength(1);
    const misused = await signContract(doctor(), { ...input, resident: { id: district.elder.id } });
    expect(codesOf(misused)).toEqual(['conflict.changed_meanwhile']);
  });

  test('the same request sent twice at once makes one contract', async () => {
    const someone = await district.addResident();
    const input = signingOf(district, someone);
    const receipts = await Promise.all([1, 2, 3, 4].map(() => signed(doctor(), input)));
    expect(new Set(receipts.map((receipt) => receipt.contractId)).size).toBe(1);
  });

  test('under fourteen a guardian consents', async () => {
    const alone = await signContract(doctor(), signingOf(district, district.child));
    expect(alone).toEqual({ ok: false, refusals: [{ code: 'contract.guardian_required', facts: { age: 8, under: 14 } }] });
    const blank = { textVersion: '2025-01', guardian: { name: '  ', relation: '父亲' } };
    expect(codesOf(await signContract(doctor(), signingOf(district, district.child, { consent: blank })))).toEqual(['contract.guardian_required']);
    const guardian = { name: '陈思远', relation: '父亲' };
    const receipt = await signed(doctor(), signingOf(district, district.child, { consent: { textVersion: '2025-01', guardian } }));
    expect(accepted(await getContract(doctor(), { contractId: receipt.contractId })).consent?.guardian).toEqual(guardian);
  });

  test('every reason is told at once, and nothing is written', async () => {
    const deceased = await district.addResident({ deathDay: '2025-03-01' });
    const outcome = await signContract(
      doctor(),
      signingOf(district, deceased, { packageCodes: ['gold'], termYears: 9, startDay: '2025-03-09', consent: null, practitionerId: 'nobody' }),
    );
    expect(codesOf(outcome)).toEqual([
      'contract.resident_deceased',
      'contract.practitioner_not_in_team',
      'contract.package_unknown',
      'contract.term_not_allowed',
      'contract.start_in_past',
      'contract.consent_missing',
    ]);
    expect(await contractsOf(deceased.id)).toEqual([]);
  });

  test('a team outside the signer’s institutions is not found', async () => {
    const outcome = await signContract(doctor(), signingOf(district, district.elder, { teamId: district.foreignTeam.id }));
    expect(outcome).toEqual({ ok: false, refusals: [{ code: 'not_found', facts: { what: 'team' } }] });
  });

  test('a day without a policy is refused, not guessed', async () => {
    const early = district.contextFor('doctor', { now: instantOf('2023-12-31 10:00:00') });
    expect(codesOf(await signContract(early, signingOf(district, district.elder)))).toEqual(['policy.none_in_force']);
  });

  test('who may not sign is denied', () => {
    expect(() => signContract(district.contextFor('finance'), signingOf(district, district.elder))).toThrow(PermissionDenied);
  });
});

describe('signing a newcomer at the desk', () => {
  test('registers and signs in one step', async () => {
    const certNo = citizenId({ area: '210102', birthDay: '1990-04-05', serial: 12 });
    const receipt = await signed(doctor(), signingOf(district, district.adult, { resident: { registration: newcomer(certNo) } }));
    const [row] = await store.reads.select().from(resident).where(eq(resident.id, receipt.residentId));
    expect(row).toMatchObject({ name: '新居民', sex: 'female', birthDay: '1990-04-05', homeInstitutionCode: district.township.code });
    const again = await signContract(doctor(), signingOf(district, district.adult, { resident: { registration: newcomer(certNo) } }));
    expect(again).toMatchObject({ ok: false, refusals: [{ code: 'registry.already_registered', facts: { residentId: receipt.residentId } }] });
  });

  test('a wrong check digit and what is wrong with the contract are told together, and nobody is registered', async () => {
    const right = citizenId({ area: '210102', birthDay: '1990-04-06', serial: 12 });
    const wrong = right.slice(0, 17) + (right.endsWith('0') ? '1' : '0');
    const outcome = await signContract(
      doctor(),
      signingOf(district, district.adult, { resident: { registration: { ...newcomer(wrong), name: ' ' } }, consent: null, termYears: 4 }),
    );
    expect(codesOf(outcome)).toEqual(['identity.wrong_check_digit', 'registry.name_missing', 'contract.term_not_allowed', 'contract.consent_missing']);
    expect(await store.reads.select().from(resident).where(eq(resident.birthDay, '1990-04-06'))).toEqual([]);
  });

  test('a refused contract leaves no resident behind', async () => {
    const certNo = citizenId({ area: '210102', birthDay: '2018-04-05', serial: 12 });
    const outcome = await signContract(doctor(), signingOf(district, district.adult, { resident: { registration: newcomer(certNo) } }));
    expect(codesOf(outcome)).toEqual(['contract.guardian_required']);
    expect(await store.reads.select().from(resident).where(eq(resident.birthDay, '2018-04-05'))).toEqual([]);
  });
});

describe('twenty contenders', () => {
  test('for one resident: one wins, the others hear with which team', async () => {
    const wanted = await district.addResident();
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, contender) =>
        contender % 2 === 0
          ? signContract(doctor(), signingOf(district, wanted))
          : signContract(district.contextFor('doctor', { foreign: true }), signingOf(district, wanted, { teamId: district.foreignTeam.id })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    const losers = outcomes.filter((outcome) => !outcome.ok);
    expect(new Set(losers.flatMap(codesOf))).toEqual(new Set(['contract.already_active']));
    expect(await contractsOf(wanted.id)).toHaveLength(1);
  });

  test('for the last place in a team: one wins, the team is full and not overfull', async () => {
    const small = await district.addTeam(1);
    const people = await Promise.all(Array.from({ length: 20 }, () => district.addResident()));
    const outcomes = await Promise.all(people.map((one) => signContract(doctor(), signingOf({ team: small }, one))));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap(codesOf))).toEqual(new Set(['contract.team_full']));
    expect(await signedCount(small.id)).toBe(1);
    const claims = await store.reads.select().from(contractClaim).innerJoin(contract, eq(contract.id, contractClaim.contractId)).where(eq(contract.teamId, small.id));
    expect(claims).toHaveLength(1);
    const listed = (await listTeams(doctor())).find((one) => one.id === small.id);
    expect(listed).toMatchObject({ capacity: 1, signed: 1, left: 0, load: 'full' });
  });
});

describe('terminating', () => {
  test('frees the place at once and the person from the next day', async () => {
    const someone = await district.addResident();
    const { contractId } = await signed(doctor(), signingOf(district, someone));
    const before = (await signedCount(district.team.id)) ?? 0;
    const ended = await terminateContract(doctor(), { contractId, reason: 'voluntary', endDay: null, note: null });
    expect(accepted(ended)).toEqual({ contractId, endDay: '2025-03-10' });
    expect(await signedCount(district.team.id)).toBe(before - 1);
    const elsewhere = (now: number) =>
      signContract(district.contextFor('doctor', { foreign: true, now }), signingOf(district, someone, { teamId: district.foreignTeam.id }));
    expect(codesOf(await elsewhere(districtNow))).toEqual(['contract.already_active']);
    expect(codesOf(await elsewhere(instantOf('2025-03-11 08:00:00')))).toEqual([]);
    expect((await findContractInForce(store.reads, district.regionCode, someone.id, '2025-03-10'))?.id).toBe(contractId);
  });

  test('twice is refused the second time', async () => {
    const { contractId } = await signed(doctor(), signingOf(district, await district.addResident()));
    const end = () => terminateContract(doctor(), { contractId, reason: 'voluntary', endDay: null, note: null });
    const outcomes = await Promise.all([end(), end()]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(['contract.not_in_force']);
  });

  test('for another reason needs a note', async () => {
    const { contractId } = await signed(doctor(), signingOf(district, await district.addResident()));
    expect(codesOf(await terminateContract(doctor(), { contractId, reason: 'other', endDay: null, note: ' ' }))).toEqual(['contract.reason_missing']);
  });

  test('looks up the days of one contract alone, on either engine', async () => {
    const query = sql`select end_day from claimed_term where region_code = ${district.regionCode} and contract_id = 'any'`;
    const isPostgres = (process.env.DATABASE_URL ?? '').startsWith('postgres');
    const plan = await store.transaction(async (tx) => {
      if (!isPostgres) return JSON.stringify(await tx.rows(sql`explain query plan ${query}`));
      // A handful of rows would be read through whatever the index.
      await tx.rows(sql`set local enable_seqscan = off`);
      return JSON.stringify(await tx.rows(sql`explain ${query}`));
    });
    expect(plan).toContain('claimed_term_by_contract');
  });

  test('a foreign institution’s contract is not found, neither to read nor to end', async () => {
    const { contractId } = await signed(doctor(), signingOf(district, await district.addResident()));
    const foreign = district.contextFor('doctor', { foreign: true });
    const notFound = { ok: false, refusals: [{ code: 'not_found', facts: { what: 'contract' } }] };
    expect(await getContract(foreign, { contractId })).toEqual(notFound);
    expect(await terminateContract(foreign, { contractId, reason: 'voluntary', endDay: null, note: null })).toEqual(notFound);
    const listed = await listContracts(foreign, { tab: 'all', withinDays: 30, teamId: null, text: '', page: 1, pageSize: 100 });
    expect(listed.rows.map((row) => row.id)).not.toContain(contractId);
    expect(codesOf(await getContract(district.contextFor('bureau_clerk'), { contractId }))).toEqual([]);
  });
});

describe('the end of a term', () => {
  test('expires, gives the place back, and the person can be signed elsewhere', async () => {
    const own = await mintDistrict(store);
    const { contractId, endDay } = await signed(own.contextFor('doctor'), signingOf(own, own.adult));
    expect(await expireContracts(own.contextFor('system', { now: instantOf(`${endDay} 23:59:59`) }))).toEqual({ expired: 0 });
    const after = instantOf(`${addDays(endDay, 1)} 00:00:00`);
    expect(await expireContracts(own.contextFor('system', { now: after }))).toEqual({ expired: 1 });
    expect(await findTeam(store.reads, own.regionCode, own.team.id)).toMatchObject({ signedCount: 0 });
    const detail = accepted(await getContract(own.contextFor('doctor', { now: after }), { contractId }));
    expect(detail).toMatchObject({ status: 'expired', timeline: [{ kind: 'signed', actorName: '王医生' }, { kind: 'expired', at: after }] });
    const foreign = own.contextFor('doctor', { foreign: true, now: after });
    expect(codesOf(await signContract(foreign, signingOf(own, own.adult, { teamId: own.foreignTeam.id })))).toEqual([]);
  });

  test('a renewal with the same team keeps the place, even in a full team', async () => {
    const own = await mintDistrict(store);
    const small = await own.addTeam(1);
    const { endDay } = await signed(own.contextFor('doctor'), signingOf({ team: small }, own.adult));
    const near = instantOf(`${addDays(endDay, -10)} 09:00:00`);
    await signed(own.contextFor('doctor', { now: near }), signingOf({ team: small }, own.adult, { startDay: addDays(endDay, 1) }));
    const seats = async () => (await findTeam(store.reads, own.regionCode, small.id))?.signedCount;
    expect(await seats()).toBe(1);
    await expireContracts(own.contextFor('system', { now: instantOf(`${addDays(endDay, 1)} 09:00:00`) }));
    expect(await seats()).toBe(1);
  });

  test('an overdue contract that no job has marked stands in nobody’s way', async () => {
    const own = await mintDistrict(store);
    const small = await own.addTeam(1);
    const { endDay } = await signed(own.contextFor('doctor'), signingOf({ team: small }, own.adult));
    const after = own.contextFor('doctor', { now: instantOf(`${addDays(endDay, 1)} 09:00:00`) });
    await signed(after, signingOf({ team: small }, own.elder));
    expect(await findTeam(store.reads, own.regionCode, small.id)).toMatchObject({ signedCount: 1 });
  });
});

describe('the worklist', () => {
  test('counts its tabs, finds by name, number tail and contract number, and pages', async () => {
    const own = await mintDistrict(store);
    const late = own.contextFor('doctor', { now: instantOf('2026-02-20 09:00:00') });
    const expiring = await signed(own.contextFor('doctor'), signingOf(own, own.adult));
    const ended = await signed(own.contextFor('doctor'), signingOf(own, own.elder));
    accepted(await terminateContract(own.contextFor('doctor'), { contractId: ended.contractId, reason: 'moved_away', endDay: null, note: null }));
    const fresh = await own.addResident({ name: '100%_真名' });
    await signed(late, signingOf(own, fresh));
    const list = (changes: object) => listContracts(late, { tab: 'all', withinDays: 30, teamId: null, text: '', page: 1, pageSize: 20, ...changes });
    const all = await list({});
    expect(all).toMatchObject({ total: 3, counts: { in_force: 2, expiring: 1, terminated: 1, expired: 0 } });
    const soon = await list({ tab: 'expiring' });
    expect(soon.rows).toMatchObject([{ id: expiring.contractId, daysLeft: 17, maskedNumber: expect.stringMatching(/^\d{6}\*{8}/) }]);
    expect((await list({ text: '100%_' })).total).toBe(1);
    expect((await list({ text: '%' })).total).toBe(0);
    expect((await list({ text: own.elder.certNo.slice(-4) })).rows.map((row) => row.residentId)).toContain(own.elder.id);
    expect((await list({ text: expiring.number.toLowerCase() })).rows.map((row) => row.id)).toEqual([expiring.contractId]);
    expect((await list({ pageSize: 2, page: 2 })).rows).toHaveLength(1);
    expect((await list({ teamId: own.foreignTeam.id })).total).toBe(0);
  });

  test('the form offers the terms of the policy in force', async () => {
    expect(accepted(await getSigningTerms(doctor()))).toMatchObject({ today: '2025-03-10', termYears: [1, 2, 3], defaultTermYears: 1, guardianUnderAge: 14 });
  });
});

describe('what is left behind', () => {
  test('every act has its audit row, and the chains verify', async () => {
    const rows = await store.reads.select().from(auditEvent).where(eq(auditEvent.action, 'contract.signed'));
    const contracts = await store.reads.select().from(contract);
    expect(new Set(rows.map((row) => row.subjectId))).toEqual(new Set(contracts.map((row) => row.id)));
    expect((await verifyAudit(store.reads)).problems).toEqual([]);
  });

  test('each team has as many places taken as residents hold one', async () => {
    for (const one of await store.reads.select().from(team)) {
      const held = await store.reads.select().from(contract).where(eq(contract.teamId, one.id));
      const seated = new Set(held.filter((row) => row.status === 'in_force').map((row) => row.residentId));
      expect([one.id, one.signedCount]).toEqual([one.id, seated.size]);
    }
  });
});
