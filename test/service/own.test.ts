import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { verifyAudit } from '@/db/queries/audit';
import { adjudication, contract, visit } from '@/db/schema';
import { openResidentSession, residentSessionMs } from '@/server/auth/open-resident-session';
import { actorOfToken } from '@/server/auth/sessions';
import { minuteMs } from '@/server/domain/kernel/instant';
import { listAudit } from '@/server/services/audit/list-audit';
import { describeOwnContract } from '@/server/services/own/describe-own-contract';
import { listOwnLookups } from '@/server/services/own/list-own-lookups';
import { listOwnReferrals } from '@/server/services/own/list-own-referrals';
import { summariseOwnBenefits } from '@/server/services/own/summarise-own-benefits';
import { PermissionDenied } from '@/server/services/permit';
import { issueResidentPass } from '@/server/services/resident-pass/issue-resident-pass';
import { type District, type TestResident, districtNow, mintDistrict } from '../factories/district';
import { nothingMoreTold, plainCircumstances } from '../factories/ledger';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  district = await mintDistrict(store);
});
afterAll(() => drop());

async function paperOf(resident: TestResident, now = districtNow): Promise<string> {
  const issued = await issueResidentPass(district.contextFor('doctor', { now }), { residentId: resident.id });
  if (!issued.ok) throw new Error(JSON.stringify(issued.refusals));
  return issued.value.token;
}
const tailOf = (resident: TestResident) => resident.certNo.slice(-4);
const wrongTailOf = (resident: TestResident) => (tailOf(resident) === '0000' ? '1111' : '0000');

const newest = { asked: null };

describe('a paper code', () => {
  test('and the last four characters open the resident’s own view for half an hour', async () => {
    const opened = await openResidentSession(store, { code: await paperOf(district.adult), tail: tailOf(district.adult) }, districtNow);
    if (!opened.ok) throw new Error(opened.code);
    const actor = await actorOfToken(store, opened.token, districtNow + minuteMs);
    expect(actor).toMatchObject({ kind: 'resident', residentId: district.adult.id, regionCode: district.regionCode });
    expect(await actorOfToken(store, opened.token, districtNow + residentSessionMs)).toBeNull();
  });

  test('takes full-width digits and a small x as what they mean', async () => {
    const someone = await district.addResident({ certNo: `${district.regionCode}19800101001X` });
    const opened = await openResidentSession(store, { code: await paperOf(someone), tail: ' ００１x ' }, districtNow);
    expect(opened.ok).toBe(true);
  });

  test('answers a wrong tail, a revoked code and a stranger’s code alike, up to the lock', async () => {
    const resident = await district.addResident();
    const revoked = await paperOf(resident);
    const code = await paperOf(resident);
    const stranger = `${district.regionCode}-${'A'.repeat(22)}`;
    const answers = async (tried: string) => {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 7; attempt += 1) {
        const answer = await openResidentSession(store, { code: tried, tail: wrongTailOf(resident) }, districtNow);
        codes.push(answer.ok ? 'opened' : answer.code);
      }
      return codes;
    };
    const expected = ['pass.refused', 'pass.refused', 'pass.refused', 'pass.refused', 'pass.locked', 'pass.locked', 'pass.locked'];
    expect(await answers(code)).toEqual(expected);
    expect(await answers(revoked)).toEqual(expected);
    expect(await answers(stranger)).toEqual(expected);
    expect(await answers('no code at all')).toEqual(expected);
  });

  test('that is locked refuses even the right tail, and opens half an hour later', async () => {
    const resident = await district.addResident();
    const code = await paperOf(resident);
    const attempt = (tail: string, now: number) => openResidentSession(store, { code, tail }, now);
    for (let failure = 0; failure < 5; failure += 1) await attempt(wrongTailOf(resident), districtNow);
    expect(await attempt(tailOf(resident), districtNow + 29 * minuteMs)).toEqual({ ok: false, code: 'pass.locked' });
    expect((await attempt(tailOf(resident), districtNow + 30 * minuteMs)).ok).toBe(true);
  });

  test('forgets wrong answers after a right one', async () => {
    const resident = await district.addResident();
    const code = await paperOf(resident);
    const attempt = (tail: string) => openResidentSession(store, { code, tail }, districtNow);
    for (let round = 0; round < 3; round += 1) {
      for (let failure = 0; failure < 4; failure += 1) expect(await attempt(wrongTailOf(resident))).toEqual({ ok: false, code: 'pass.refused' });
      expect((await attempt(tailOf(resident))).ok).toBe(true);
    }
  });

  test('of twenty wrong answers at once lets five through', async () => {
    const resident = await district.addResident();
    const code = await paperOf(resident);
    const answers = await Promise.all(Array.from({ length: 20 }, () => openResidentSession(store, { code, tail: wrongTailOf(resident) }, districtNow)));
    expect(answers.filter((answer) => !answer.ok && answer.code === 'pass.refused')).toHaveLength(4);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'pass.locked')).toHaveLength(16);
  });

  test('is issued only to residents within reach, by those who sign', async () => {
    const stranger = await issueResidentPass(district.contextFor('doctor', { foreign: true }), { residentId: district.adult.id });
    expect(stranger).toMatchObject({ ok: false, refusals: [{ code: 'not_found' }] });
    expect(() => issueResidentPass(district.contextFor('finance'), { residentId: district.adult.id })).toThrow(PermissionDenied);
  });

  test('leaves a chained audit of every attempt on it', async () => {
    const resident = await district.addResident();
    const code = await paperOf(resident);
    await openResidentSession(store, { code, tail: wrongTailOf(resident) }, districtNow);
    await openResidentSession(store, { code, tail: tailOf(resident) }, districtNow);
    const { rows } = await listAudit(district.contextFor('auditor'), { subjectKind: 'resident', subjectId: resident.id, before: null, limit: 50 });
    expect(rows.map((row) => row.action).sort()).toEqual(['resident_pass.issued', 'resident_session.opened', 'resident_session.refused']);
    expect((await verifyAudit(store.reads)).problems).toEqual([]);
  });
});

describe('a resident’s own view', () => {
  const mine = (resident: TestResident) => district.contextFor('resident', { residentId: resident.id });

  test('is nobody else’s', async () => {
    await expect(describeOwnContract(district.contextFor('doctor'))).rejects.toThrow(PermissionDenied);
    await expect(listOwnLookups(district.contextFor('auditor'))).rejects.toThrow(PermissionDenied);
    await expect(listOwnReferrals(district.contextFor('system'))).rejects.toThrow(PermissionDenied);
  });

  test('says whether and with whom the person is signed, and counts the last day', async () => {
    const resident = await district.addResident({ name: '陈思远' });
    expect(await describeOwnContract(mine(resident))).toEqual({ maskedName: '陈*', byGuardian: false, standing: { state: 'none' }, members: [], contracts: [] });
    await sign(resident, '2025-03-01', '2025-03-19');
    expect(await describeOwnContract(mine(resident))).toMatchObject({
      standing: { state: 'in_force', daysLeft: 10, contract: { teamName: district.team.name, doctorName: '王建国', institutionName: district.township.name } },
    });
    const later = await district.addResident();
    await sign(later, '2025-04-01', '2026-03-31');
    expect(await describeOwnContract(mine(later))).toMatchObject({ standing: { state: 'upcoming', daysUntil: 22 } });
    const before = await district.addResident();
    await sign(before, '2024-03-01', '2025-02-28');
    expect(await describeOwnContract(mine(before))).toMatchObject({ standing: { state: 'ended' } });
  });

  test('adds up what signing brought in the benefit year, and falls back on an earlier one', async () => {
    const resident = await district.addResident();
    expect(await summariseOwnBenefits(mine(resident), newest)).toBeNull();
    await see(resident, 'S1', '2024-05-06 10:00:00', { payFen: 900, enhancementFen: 100 });
    expect(await summariseOwnBenefits(mine(resident), newest)).toMatchObject({ benefitYear: '2024-01-01', isThisYear: false, enhancementFen: 100 });
    await see(resident, 'S2', '2025-01-06 10:00:00', { payFen: 5000, enhancementFen: 700 });
    await see(resident, 'S3', '2025-02-06 10:00:00', { payFen: 3000, enhancementFen: 300 });
    await see(resident, 'S4', '2025-02-07 10:00:00', { payFen: 0, enhancementFen: 0, status: 'refunded' });
    const benefits = await summariseOwnBenefits(mine(resident), newest);
    expect(benefits).toMatchObject({ benefitYear: '2025-01-01', isThisYear: true, visits: 2, payFen: 8000, enhancementFen: 1000 });
    expect(benefits?.newest.map((each) => each.settlementId)).toEqual(['S3', 'S2']);
    expect(benefits?.otherYears).toEqual(['2024-01-01']);
    const lastYear = await summariseOwnBenefits(mine(resident), { asked: '2024-01-01' });
    expect(lastYear).toMatchObject({ benefitYear: '2024-01-01', isThisYear: false, visits: 1, payFen: 900, enhancementFen: 100, otherYears: ['2025-01-01'] });
    expect(await summariseOwnBenefits(mine(resident), { asked: '2023-01-01' })).toEqual(benefits);
  });

  test('tells who touched the record by role and workplace, and not the person’s own visits to it', async () => {
    const resident = await district.addResident();
    const code = await paperOf(resident);
    await openResidentSession(store, { code, tail: tailOf(resident) }, districtNow);
    expect(await listOwnLookups(mine(resident))).toEqual([{ at: districtNow, action: 'resident_pass.issued', role: 'doctor', workplace: district.township.name }]);
  });
});

async function sign(resident: TestResident, startDay: string, endDay: string): Promise<void> {
  const { regionCode, team } = district;
  const id = `C-${resident.id}`;
  await store.transaction((tx) =>
    tx.append(contract, [
      {
        regionCode,
        id,
        number: id,
        residentId: resident.id,
        teamId: team.id,
        institutionCode: team.institutionCode,
        practitionerId: team.leaderId,
        termYears: 1,
        startDay,
        endDay,
        status: 'in_force',
        previousContractId: null,
        channel: 'desk',
        signedAt: districtNow,
        signedBy: 'test',
        requestKey: id,
        endedReason: null,
        endedAt: null,
      },
    ]),
  );
}

interface Paid {
  readonly payFen: number;
  readonly enhancementFen: number;
  readonly status?: 'paid' | 'refunded';
}

async function see(resident: TestResident, settlementId: string, settledAt: string, { payFen, enhancementFen, status = 'paid' }: Paid): Promise<void> {
  const key = { regionCode: district.regionCode, institutionCode: district.township.code, settlementId, residentId: resident.id };
  const reported = { reportedDeductibleFen: null, reportedPoolFen: null, reportedAccountFen: null, reportedCashFen: null, reportedFundFen: null };
  const amounts = { totalFen: 10_000, fullSelfPayFen: 0, overLimitSelfPayFen: 0, advanceSelfPayFen: 0, inScopeFen: 10_000 };
  const rest = { ...nothingMoreTold, diagnosisCode: null, diagnosisName: null, specialFee: false, referralNumber: null, refundOf: null, contentDigest: settlementId, batchId: null, receivedAt: districtNow };
  await store.transaction(async (tx) => {
    await tx.append(visit, [{ ...key, insutype: '310', medType: '11', settledAt, ...amounts, ...reported, ...rest }]);
    await tx.append(adjudication, [
      {
        ...key,
        ...plainCircumstances,
        benefitYear: `${settledAt.slice(0, 4)}-01-01`,
        accumulation: 'outpatient',
        policyId: district.policy.id,
        planId: 'any',
        pool: '310-ordinary',
        level: 'township',
        retired: false,
        contractId: null,
        chain: null,
        status,
        beforeDeductibleFen: 0,
        beforeFundFen: 0,
        deductiblePaidFen: 0,
        rate: '0.70',
        payFen,
        enhancementFen,
        selfPaidFen: 10_000 - payFen,
        difference: null,
        revision: 1,
      },
    ]);
  });
}
