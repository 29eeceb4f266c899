import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import { assessmentScore, contract, contractPackage, ledgerEntry, policyVersion } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import type { ServiceFeeTerms } from '@/server/domain/policy/service-fee-terms';
import { listBurn } from '@/server/services/budget/list-burn';
import type { ServiceContext } from '@/server/services/context';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { approveServiceFees, rejectServiceFees, withdrawServiceFees } from '@/server/services/service-fee/decide-service-fees';
import { exportServiceFees } from '@/server/services/service-fee/export-service-fees';
import { getServiceFees, listServiceFeeLines } from '@/server/services/service-fee/get-service-fees';
import { listServiceFees } from '@/server/services/service-fee/list-service-fees';
import { proposeServiceFees } from '@/server/services/service-fee/propose-service-fees';
import { packOf } from '../domain/policy/packs';
import { type District, mintDistrict } from '../factories/district';
import { codesOf, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const as = (context: ServiceContext, accountId: string): ServiceContext =>
  context.actor.kind === 'staff' ? { ...context, actor: { ...context.actor, accountId } } : context;
const idOf = (context: ServiceContext) => (context.actor.kind === 'staff' ? context.actor.accountId : '');

async function sign(district: District, id: string, residentId: string, startDay: string, endDay: string, { termYears = 1, packageCode = 'basic' }: { termYears?: number; packageCode?: string } = {}): Promise<void> {
  const { regionCode, team, township } = district;
  const row = {
    ...{ regionCode, id, number: id, residentId, teamId: team.id, institutionCode: township.code, practitionerId: team.leaderId, termYears },
    ...{ startDay, endDay, status: 'in_force', previousContractId: null, channel: 'desk' as const },
    ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: null, endedAt: null },
  };
  await store.transaction(async (tx) => {
    await tx.append(contract, [row]);
    await tx.append(contractPackage, [{ regionCode, contractId: id, place: 0, packageCode }]);
  });
}

/** Puts other fee terms into the district's policy; the digest tells that it is another one. */
async function withTerms(district: District, serviceFee: ServiceFeeTerms): Promise<void> {
  const body = { ...district.policy, serviceFee };
  await store.transaction((tx) => tx.update(policyVersion).set({ body, digest: `fees-${district.regionCode}` }).where(eq(policyVersion.regionCode, district.regionCode)).then(() => undefined));
}

const feesOf = async (district: District) =>
  (await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode)))
    .filter(({ kind }) => kind === 'service_fee')
    .map(({ account, month, originMonth, amountFen }) => [account, month, originMonth, amountFen])
    .sort();

describe('the service fee', () => {
  test('of contracts that began is proposed, approved by a second person and booked apart from the pools', async () => {
    const district = await mintDistrict(store);
    const { adult, elder, child, township } = district;
    const retired = await district.addResident({ name: '赵退休', retired: true, birthDay: '1955-01-01' });
    await sign(district, 'C1', adult.id, '2024-12-05', '2025-12-04');
    await sign(district, 'C2', elder.id, '2024-12-31', '2027-12-30', { termYears: 3, packageCode: 'hypertension' });
    await sign(district, 'C3', retired.id, '2024-12-01', '2025-11-30');
    await sign(district, 'C4', child.id, '2025-01-01', '2025-12-31');
    const clerk = district.contextFor('bureau_clerk');
    const finance = district.contextFor('finance');
    expect(codesOf(await proposeServiceFees(clerk, '2025-03'))).toEqual(['service_fee.month_not_over']);
    // Two basic years of 70 yuan, of which the retired person's own 20 are the fund's; one of 120.
    expect(granted(await proposeServiceFees(clerk, '2024-12'))).toMatchObject({ lines: 3, fundFen: 3000 + 5000 + 5000, publicHealthFen: 2000 + 4000 + 2000, personFen: 2000 + 3000 });
    expect(codesOf(await proposeServiceFees(clerk, '2024-12'))).toEqual(['service_fee.already_proposed']);
    expect(codesOf(await approveServiceFees(as(finance, idOf(clerk)), '2024-12'))).toEqual(['service_fee.same_person']);
    await expect(approveServiceFees(clerk, '2024-12')).rejects.toThrow(/permission denied/);
    const contenders = await Promise.all(Array.from({ length: 10 }, () => approveServiceFees(finance, '2024-12')));
    expect(contenders.filter(({ ok }) => ok)).toMatchObject([{ value: { postedTo: '2024-12', institutions: 1 } }]);
    expect(await feesOf(district)).toEqual([
      [`service_fee_due/${township.code}`, '2024-12', '2024-12', 26_000],
      ['service_fee_payer/fund', '2024-12', '2024-12', -13_000],
      ['service_fee_payer/person', '2024-12', '2024-12', -5000],
      ['service_fee_payer/publicHealth', '2024-12', '2024-12', -8000],
    ]);
    expect((await listBurn(clerk, '2024')).every(({ spentFen }) => spentFen === 0)).toBe(true);
    expect(await verifyLedger(district.contextFor('auditor'))).toMatchObject({ unbalanced: [], differences: [] });
    expect(granted(await proposeServiceFees(clerk, '2025-01'))).toMatchObject({ lines: 1, fundFen: 3000 });
    const { runs, open } = await listServiceFees(clerk, '2025');
    expect(runs).toMatchObject([{ month: '2025-01', status: 'proposed', lines: 1 }]);
    expect(open).toEqual(['2025-02']);
    expect(granted(await listServiceFeeLines(clerk, { month: '2024-12', institutionCode: township.code, page: 1, pageSize: 2 }))).toMatchObject({ total: 3, rows: [{ contractNumber: 'C1', fundFen: 3000 }, { contractNumber: 'C2' }] });
    const sheets = granted(await exportServiceFees(clerk, '2024-12', words)).workbook.sheets;
    const lines = [];
    for await (const row of sheets[1]?.rows ?? []) lines.push(row);
    expect(lines[0]).toEqual([township.code, township.name, district.team.name, 'C1', '基础服务包', '2024-12-05', '签约年度收费', 3000, 2000, 2000, 0, null, district.policy.id]);
    const foreign = district.contextFor('alliance_manager', { foreign: true });
    expect(granted(await getServiceFees(foreign, '2024-12'))).toMatchObject({ institutions: [], fundFen: 0, decidedByName: '财务' });
    expect(codesOf(await listServiceFeeLines(foreign, { month: '2024-12', institutionCode: township.code, page: 1, pageSize: 2 }))).toEqual(['not_found']);
  });

  test('is taken back or sent back with a reason, and proposed again', async () => {
    const district = await mintDistrict(store);
    await sign(district, 'C1', district.adult.id, '2025-01-05', '2026-01-04');
    const clerk = district.contextFor('bureau_clerk');
    const finance = district.contextFor('finance');
    granted(await proposeServiceFees(clerk, '2025-01'));
    expect(codesOf(await withdrawServiceFees(as(clerk, 'another'), { month: '2025-01', reason: '漏了一户' }))).toEqual(['service_fee.not_proposer']);
    granted(await withdrawServiceFees(clerk, { month: '2025-01', reason: '漏了一户' }));
    expect(codesOf(await approveServiceFees(finance, '2025-01'))).toEqual(['service_fee.ended']);
    expect(granted(await proposeServiceFees(clerk, '2025-01'))).toMatchObject({ attempt: 2, lines: 1 });
    granted(await rejectServiceFees(finance, { month: '2025-01', reason: '请附名单' }));
    expect(granted(await getServiceFees(clerk, '2025-01'))).toMatchObject({ status: 'rejected', decisionReason: '请附名单' });
    expect(granted(await proposeServiceFees(clerk, '2025-01'))).toMatchObject({ attempt: 3 });
    granted(await approveServiceFees(finance, '2025-01'));
    expect(codesOf(await proposeServiceFees(clerk, '2025-02'))).toEqual(['service_fee.nothing_due']);
  });

  test('of a year is charged once, whatever is proposed at once', async () => {
    const district = await mintDistrict(store);
    await sign(district, 'C1', district.adult.id, '2025-01-05', '2026-01-04');
    const clerk = district.contextFor('bureau_clerk');
    const attempts = await Promise.all(['2025-01', '2025-02', '2025-01', '2025-02'].map((month) => proposeServiceFees(clerk, month)));
    expect(attempts.filter(({ ok }) => ok)).toMatchObject([{ value: { lines: 1 } }]);
  });

  test('is given back where the policy says so, in the open month, and a closed month stays', async () => {
    const district = await mintDistrict(store);
    await withTerms(district, { ...district.policy.serviceFee, earlyEnd: { ...district.policy.serviceFee.earlyEnd, value: 'returned_by_days' } });
    await sign(district, 'C1', district.adult.id, '2025-01-01', '2025-12-31');
    const clerk = district.contextFor('bureau_clerk');
    const finance = district.contextFor('finance');
    granted(await proposeServiceFees(clerk, '2025-01'));
    granted(await closeMonth(clerk, '2025-01'));
    granted(await approveServiceFees(finance, '2025-01'));
    await store.transaction((tx) => tx.update(contract).set({ endDay: '2025-01-31', status: 'terminated' }).where(eq(contract.regionCode, district.regionCode)).then(() => undefined));
    // 334 of 365 days of 30, 20 and 20 yuan.
    expect(granted(await proposeServiceFees(clerk, '2025-02'))).toMatchObject({ lines: 1, fundFen: -2745, publicHealthFen: -1830, personFen: -1830 });
    granted(await approveServiceFees(finance, '2025-02'));
    expect((await feesOf(district)).filter(([account]) => String(account).startsWith('service_fee_due')).map(([, month, origin, fen]) => [month, origin, fen])).toEqual([
      ['2025-02', '2025-01', 7000],
      ['2025-02', '2025-02', -6405],
    ]);
    expect(await verifyLedger(district.contextFor('auditor'))).toMatchObject({ unbalanced: [], differences: [] });
  });

  test('waits in part for the assessment, where the policy says so', async () => {
    const district = await mintDistrict(store);
    const { regionCode, allianceId } = district;
    await withTerms(district, packOf('331100').serviceFee);
    await sign(district, 'C1', district.elder.id, '2024-12-05', '2025-12-04');
    const clerk = district.contextFor('bureau_clerk');
    expect(granted(await proposeServiceFees(clerk, '2024-12'))).toMatchObject({ fundFen: 2100, publicHealthFen: 2000 });
    granted(await approveServiceFees(district.contextFor('finance'), '2024-12'));
    const score = { regionCode, year: '2024', subjectKind: 'alliance', subjectCode: allianceId, score: '81', note: null, enteredBy: 'a', enteredAt: 1 } as const;
    await store.transaction((tx) => tx.append(assessmentScore, [{ ...score, status: 'proposed', approvedBy: null, approvedAt: null }]));
    expect(codesOf(await proposeServiceFees(clerk, '2025-01'))).toEqual(['service_fee.nothing_due']);
    await store.transaction((tx) => tx.update(assessmentScore).set({ status: 'approved', approvedBy: 'b', approvedAt: 2 }).where(eq(assessmentScore.regionCode, regionCode)).then(() => undefined));
    expect(granted(await proposeServiceFees(clerk, '2025-01'))).toMatchObject({ lines: 1, fundFen: 810, publicHealthFen: 0, personFen: 0 });
  });

  test('of contracts that became known late is charged within the policy’s months', async () => {
    const district = await mintDistrict(store);
    await sign(district, 'C1', district.adult.id, '2024-02-01', '2025-01-31');
    await sign(district, 'C2', district.elder.id, '2024-01-31', '2025-01-30');
    expect(granted(await proposeServiceFees(district.contextFor('bureau_clerk', { now: instantOf('2025-03-10 09:00:00') }), '2025-02'))).toMatchObject({ lines: 1 });
  });
});
