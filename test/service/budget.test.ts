import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import { listBudgets } from '@/db/queries/budget';
import { countBudgetHeads } from '@/db/queries/budget-operands';
import { auditEvent, residentIdentity, settlement } from '@/db/schema';
import type { BudgetScope } from '@/server/domain/budget/budget';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { dealRegionBudget } from '@/server/services/budget/deal-region-budget';
import { approveAdjustment, refuseAdjustment } from '@/server/services/budget/decide-adjustment';
import { exportBudgets } from '@/server/services/budget/export-budgets';
import { getBudget } from '@/server/services/budget/get-budget';
import { listBurn } from '@/server/services/budget/list-burn';
import { listBudgetSheet } from '@/server/services/budget/list-budgets';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { setBudget } from '@/server/services/budget/set-budget';
import type { BaseRequest } from '@/server/services/budget/gather-base';
import type { ServiceContext } from '@/server/services/context';
import { closeMonth } from '@/server/services/month/close-month';
import { type District, mintDistrict } from '../factories/district';
import { addPopulation, bookVisits } from '../factories/ledger';
import { codesOf, granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const region: BudgetScope = { kind: 'region' };
const fixed = (amountFen: number): BaseRequest => ({ method: 'fixed', amountFen });
const as = (context: ServiceContext, accountId: string): ServiceContext =>
  context.actor.kind === 'staff' ? { ...context, actor: { ...context.actor, accountId } } : context;
const idOf = (context: ServiceContext) => (context.actor.kind === 'staff' ? context.actor.accountId : '');
const set = async (district: District, request: BaseRequest, more: Partial<Parameters<typeof setBudget>[1]> = {}) =>
  setBudget(district.contextFor('bureau_clerk'), { year: '2025', pool: '390-ordinary', scope: region, request, reason: null, ...more });

describe('a budget', () => {
  test('is set, changed with a reason, and keeps every version', async () => {
    const district = await mintDistrict(store);
    const first = granted(await set(district, fixed(100_000)));
    expect(codesOf(await set(district, fixed(120_000)))).toEqual(['budget.reason_missing']);
    expect(codesOf(await set(district, fixed(100_000), { reason: '重算' }))).toEqual(['budget.unchanged']);
    granted(await set(district, fixed(120_000), { reason: '省里追加额度' }));
    const view = granted(await getBudget(district.contextFor('bureau_clerk'), first.id));
    expect(view).toMatchObject({ version: 2, baseFen: 120_000, limitFen: 120_000, working: [{ step: 'budget.fixed' }] });
    expect(view.versions.map(({ version, baseFen, reason }) => [version, baseFen, reason])).toEqual([[2, 120_000, '省里追加额度'], [1, 100_000, null]]);
    expect(codesOf(await set(district, fixed(1), { scope: { kind: 'alliance', allianceId: 'nowhere' } }))).toEqual(['budget.scope_unknown']);
  });

  test('of ten set at once is one', async () => {
    const district = await mintDistrict(store);
    const attempts = await Promise.all(Array.from({ length: 10 }, (_, at) => set(district, fixed(1000 + at))));
    expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await listBudgets(store.reads, { regionCode: district.regionCode, institutionCodes: 'all' }, '2025')).toHaveLength(1);
  });

  test('by heads counts who lives there, without those whose costs stay outside', async () => {
    const district = await mintDistrict(store);
    const { regionCode, township, clinic } = district;
    const ids = await addPopulation(store, regionCode, 40, { prefix: 'P', home: township.code });
    await addPopulation(store, regionCode, 10, { prefix: 'C', home: clinic.code });
    const poor = { regionCode, identityClass: 'registered_poor', toDay: null, note: null, recordedAt: 0, recordedByName: '民政', endedAt: null, endedByName: null, withdrawnAt: null, withdrawnReason: null } as const;
    await store.transaction((tx) =>
      tx.append(residentIdentity, [
        { ...poor, id: 'I1', residentId: ids[0] ?? '', fromDay: '2024-05-01' },
        { ...poor, id: 'I2', residentId: ids[1] ?? '', fromDay: '2025-01-02' },
      ]),
    );
    // Shenyang leaves nobody out; the township's budget is also for its clinic, and two of the district's own live there.
    const own: BudgetScope = { kind: 'institution', institutionCode: township.code };
    const budget = granted(await set(district, { method: 'per_head', perHeadFen: 90_000 }, { scope: own }));
    expect(budget.basis).toEqual({ method: 'per_head', countedOn: '2025-01-01', heads: [{ insutype: '390', insured: 52, excluded: 0, perHeadFen: 90_000 }] });
    expect(budget.baseFen).toBe(52 * 90_000);
    const homes = [township.code, clinic.code];
    expect(await countBudgetHeads(store.reads, regionCode, '390', '2025-01-01', homes, ['registered_poor'])).toEqual({ insured: 52, excluded: 1 });
    const { working } = granted(await getBudget(district.contextFor('finance'), budget.id));
    expect(working.map(({ step, result }) => [step, result.value])).toEqual([['budget.heads', 52], ['budget.per_head', 52 * 90_000]]);
    expect(codesOf(await set(district, { method: 'per_head' }, { pool: '390-inpatient' }))).toEqual(['budget.per_head_missing']);
  });

  test('by past years takes them from closed books, or as they are given', async () => {
    const district = await mintDistrict(store);
    await spendIn2024(district);
    const mean = (given: { year: string; fundFen: number }[]): BaseRequest => ({ method: 'mean_of_years', weights: ['1', '1'], growth: '0.05', given });
    expect(codesOf(await set(district, mean([])))).toEqual(['budget.years_not_closed']);
    // (420,000 + 400,000) ÷ 2 × 1.05
    expect(granted(await set(district, mean([{ year: '2023', fundFen: 420_000 }]))).baseFen).toBe(430_500);
    const own: BudgetScope = { kind: 'institution', institutionCode: district.township.code };
    const budget = granted(await set(district, { method: 'mean_of_years', weights: ['1'], growth: '0' }, { scope: own }));
    expect(budget).toMatchObject({ baseFen: 160_000, basis: { years: [{ year: '2024', fundFen: 160_000, weight: '1' }] } });
  });

  test('is dealt by what was spent, and a rest is shown', async () => {
    const district = await mintDistrict(store);
    await spendIn2024(district);
    const clerk = district.contextFor('bureau_clerk');
    const deal = { year: '2025', pool: '390-ordinary', reason: '按上年支出分解' } as const;
    expect(codesOf(await dealRegionBudget(clerk, { ...deal, to: 'institution' }))).toEqual(['budget.nothing_to_deal']);
    granted(await set(district, fixed(1_000_001)));
    expect(granted(await dealRegionBudget(clerk, { ...deal, to: 'institution' }))).toEqual({ totalFen: 1_000_001, changed: 3, shares: 3 });
    expect(granted(await dealRegionBudget(clerk, { ...deal, to: 'institution' }))).toMatchObject({ changed: 0 });
    granted(await dealRegionBudget(clerk, { ...deal, to: 'alliance' }));
    const sheet = await listBudgetSheet(clerk, '2025');
    expect(sheet.budgets.map(({ name, limitFen }) => [name, limitFen])).toEqual([
      [expect.stringContaining('测试区'), 1_000_001],
      ['城东医联体', 900_001],
      ['城西医共体', 100_000],
      [district.lead.name, 500_001],
      [district.township.name, 400_000],
      [district.foreignTownship.name, 100_000],
    ]);
    expect(sheet.sums).toMatchObject([{ alliancesRestFen: 0, institutionsRestFen: 0 }]);
    const file = granted(await exportBudgets(clerk, '2025', words));
    expect(file.fileName).toBe('控费总额-2025');
    const [budgets, sums] = file.workbook.sheets;
    expect([...((budgets?.rows ?? []) as Iterable<unknown>)][3]).toEqual(['居民普通门诊', '机构', district.lead.code, district.lead.name, '由统筹区分解', 500_001, 0, 500_001, 0, 500_001, 1]);
    expect([...((sums?.rows ?? []) as Iterable<unknown>)]).toEqual([['居民普通门诊', 1_000_001, 1_000_001, 0, 1_000_001, 0]]);
    granted(await set(district, fixed(1_500_000), { reason: '省里追加额度' }));
    expect((await listBudgetSheet(clerk, '2025')).sums).toMatchObject([{ regionFen: 1_500_000, institutionsFen: 1_000_001, institutionsRestFen: 499_999 }]);
    expect(codesOf(await dealRegionBudget(clerk, { ...deal, to: 'institution', by: 'members' }))).toEqual(['budget.no_weight_to_deal_by']);
    // A share that its own adjustment would take below zero is not dealt, nor is any other.
    const hospital = sheet.budgets.find(({ name }) => name === district.foreignTownship.name);
    const { id } = granted(await proposeAdjustment(clerk, { budgetId: hospital?.id ?? '', amountFen: -90_000, reason: '停诊半年' }));
    granted(await approveAdjustment(district.contextFor('finance'), id));
    granted(await set(district, fixed(500_000), { reason: '压缩' }));
    expect(codesOf(await dealRegionBudget(clerk, { ...deal, to: 'institution' }))).toEqual(['budget.total_negative']);
    const manager = await listBudgetSheet(district.contextFor('alliance_manager'), '2025');
    expect(manager.budgets.map(({ name }) => name)).toEqual(['城东医联体', district.lead.name, district.township.name]);
    expect(manager.sums).toEqual([]);
  });
});

describe('the burn of a year', () => {
  test('says where the year is going once enough months are closed', async () => {
    const district = await mintDistrict(store);
    const { regionCode, township, elder } = district;
    const spent = (month: string, payFen: number) => ({ institutionCode: township.code, residentId: elder.id, settlementId: month, day: `${month}-10`, payFen, insutype: '390' }) as const;
    await bookVisits(store, regionCode, [spent('2025-01', 1000), spent('2025-02', 3000), spent('2025-03', 2000)]);
    const clerk = district.contextFor('bureau_clerk', { now: instantOf('2025-04-05 09:00:00') });
    const outlook = async () => (await listBurn(clerk, '2025')).find(({ pool }) => pool === '390-ordinary')?.projection;
    for (const month of ['2025-01', '2025-02']) granted(await closeMonth(clerk, month));
    expect(await outlook()).toBeNull();
    granted(await closeMonth(clerk, '2025-03'));
    expect(await outlook()).toEqual({ method: 'straight_line', projectedFen: 24_000, lowFen: 6000 + 9 * 1000, highFen: 6000 + 9 * 3000 });
    expect((await listBurn(clerk, '2025')).find(({ pool }) => pool === '310-ordinary')?.projection).toBeNull();
  });
});

describe('an adjustment', () => {
  test('is proposed with a reason, approved by a second person, and makes a version', async () => {
    const district = await mintDistrict(store);
    const clerk = district.contextFor('bureau_clerk');
    const reviewer = district.contextFor('bureau_reviewer');
    const budget = granted(await set(district, fixed(100_000)));
    const propose = (amountFen: number) => proposeAdjustment(clerk, { budgetId: budget.id, amountFen, reason: '新增谈判药品' });
    expect(codesOf(await propose(-100_001))).toEqual(['budget.adjustment_below_zero']);
    expect(codesOf(await propose(0))).toEqual(['budget.adjustment_zero']);
    const { id } = granted(await propose(8000));
    const other = granted(await propose(-3000)).id;
    expect(granted(await getBudget(reviewer, budget.id))).toMatchObject({ version: 1, adjustmentFen: 0, limitFen: 100_000 });
    expect(codesOf(await approveAdjustment(as(reviewer, idOf(clerk)), id))).toEqual(['budget.same_person']);
    await expect(approveAdjustment(clerk, id)).rejects.toThrow(/permission denied/);
    expect(granted(await approveAdjustment(reviewer, id))).toMatchObject({ version: 2, baseFen: 100_000, adjustmentFen: 8000 });
    expect(codesOf(await approveAdjustment(reviewer, id))).toEqual(['budget.adjustment_decided']);
    granted(await refuseAdjustment(district.contextFor('finance'), other, '依据不足'));
    expect(codesOf(await approveAdjustment(reviewer, other))).toEqual(['budget.adjustment_decided']);
    const view = granted(await getBudget(clerk, budget.id));
    expect(view.adjustments.map(({ status, amountFen, decisionReason }) => [status, amountFen, decisionReason]).sort()).toEqual([['approved', 8000, null], ['refused', -3000, '依据不足']]);
    expect(view.versions[0]).toMatchObject({ version: 2, byAdjustment: true, reason: '新增谈判药品' });
    const audited = await store.reads.select().from(auditEvent).where(eq(auditEvent.regionCode, district.regionCode));
    expect(audited.map(({ action }) => action).filter((action) => action.startsWith('budget.'))).toEqual(
      expect.arrayContaining(['budget.set', 'budget.adjustment_proposed', 'budget.adjusted', 'budget.adjustment_refused']),
    );
  });

  test('is decided once, of ten at once; two different ones both count', async () => {
    const district = await mintDistrict(store);
    const budget = granted(await set(district, fixed(100_000)));
    const clerk = district.contextFor('bureau_clerk');
    const ids: string[] = [];
    for (const amountFen of [5000, 700]) ids.push(granted(await proposeAdjustment(clerk, { budgetId: budget.id, amountFen, reason: '追加' })).id);
    const contenders = [0, 1].flatMap((at) => Array.from({ length: 5 }, (_, turn) => approveAdjustment(district.contextFor(turn % 2 ? 'finance' : 'bureau_reviewer'), ids[at] ?? '')));
    const decided = await Promise.all(contenders);
    // Who loses by the version tries again; nobody counts twice.
    for (const id of ids) await approveAdjustment(district.contextFor('finance'), id);
    expect(decided.filter(({ ok }) => ok).length).toBeLessThanOrEqual(2);
    expect(granted(await getBudget(clerk, budget.id))).toMatchObject({ version: 3, adjustmentFen: 5700 });
  });

  test('is the only way once a settlement of the year was delivered', async () => {
    const district = await mintDistrict(store);
    const { regionCode } = district;
    const budget = granted(await set(district, fixed(100_000)));
    await store.transaction((tx) => tx.append(settlement, [deliveredSettlement(regionCode)]));
    expect(codesOf(await set(district, fixed(1), { reason: '改' }))).toEqual(['budget.year_delivered']);
    expect(codesOf(await dealRegionBudget(district.contextFor('bureau_clerk'), { year: '2025', pool: '390-ordinary', to: 'alliance', reason: '分解' }))).toEqual(['budget.year_delivered']);
    granted(await set(district, fixed(1), { pool: '310-inpatient' }));
    const { id } = granted(await proposeAdjustment(district.contextFor('bureau_clerk'), { budgetId: budget.id, amountFen: 1, reason: '送达后发现漏项' }));
    expect(granted(await approveAdjustment(district.contextFor('finance'), id))).toMatchObject({ adjustmentFen: 1 });
  });
});

/** A closed year of visits at the township hospital, its clinic, the lead hospital and the foreign township hospital. */
async function spendIn2024(district: District): Promise<void> {
  const { regionCode, township, clinic, lead, foreignTownship, elder } = district;
  const spent = (institutionCode: string, day: string, payFen: number) =>
    ({ institutionCode, residentId: elder.id, settlementId: `${day}-${institutionCode}`, day, payFen, insutype: '390' }) as const;
  await bookVisits(store, regionCode, [
    spent(township.code, '2024-01-10', 130_000),
    spent(clinic.code, '2024-06-10', 30_000),
    spent(lead.code, '2024-07-10', 200_000),
    spent(foreignTownship.code, '2024-08-10', 40_000),
  ]);
  for (const month of monthsOfYear('2024')) granted(await closeMonth(district.contextFor('bureau_clerk'), month));
}

function deliveredSettlement(regionCode: string) {
  return {
    ...{ regionCode, id: 'S1', year: '2025', method: 'points', version: 1, status: 'delivered', pools: ['390-ordinary'], policyId: 'p' },
    ...{ statement: {}, basis: {}, inputsDigest: '', entitlementFen: 0, finalFen: 0, computedBy: 'account:a', computedAt: 1 },
    ...{ deliveredDay: '2026-02-01', deliveredBy: 'account:a', deliveredAt: 1, objectionsUntil: '2026-02-10', objections: 0 },
    ...{ reviewedBy: null, reviewedAt: null, confirmedBy: null, confirmedAt: null, closedBy: null, closedAt: null },
  };
}
