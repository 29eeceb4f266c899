import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { institution, ledgerEntry, policyVersion } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { sumFen } from '@/server/domain/kernel/money';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PrepaymentTerms } from '@/server/domain/policy/budget-terms';
import { approveAdjustment } from '@/server/services/budget/decide-adjustment';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { setBudget } from '@/server/services/budget/set-budget';
import type { ServiceContext } from '@/server/services/context';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { rejectPrepayment, withdrawPrepayment } from '@/server/services/prepayment/end-prepayment';
import { getPrepayment } from '@/server/services/prepayment/get-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
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

/** A district that pays packages of its alliances' budgets to their lead hospitals. */
async function packaged(change: Partial<Record<keyof PrepaymentTerms, string>> = {}): Promise<District> {
  const district = await mintDistrict(store);
  const { prepayment } = district.policy;
  const terms = { basis: { ...prepayment.basis, value: 'package' }, payee: { ...prepayment.payee, value: change.payee ?? 'alliance_lead' }, monthlyLimit: { ...prepayment.monthlyLimit, value: change.monthlyLimit ?? '1' } };
  const body = { ...district.policy, prepayment: terms as PrepaymentTerms };
  await store.transaction((tx) => tx.update(policyVersion).set({ body, digest: `packages-${district.regionCode}` }).where(eq(policyVersion.regionCode, district.regionCode)).then(() => undefined));
  return district;
}

const clerkOf = (district: District, now = '2025-12-20 09:00:00') => district.contextFor('bureau_clerk', { now: instantOf(now) });
const financeOf = (district: District) => district.contextFor('finance', { now: instantOf('2025-12-20 09:00:00') });
const allianceBudget = async (district: District, amountFen: number) =>
  granted(await setBudget(clerkOf(district), { year: '2025', pool: '390-ordinary', scope: { kind: 'alliance', allianceId: district.allianceId }, request: { method: 'fixed', amountFen }, reason: null }));

describe('packages of the year’s budget', () => {
  test('go to the lead hospital month by month, and make the year though its budget was adjusted', async () => {
    const district = await packaged();
    const budget = await allianceBudget(district, 1_000_000);
    const [clerk, finance] = [clerkOf(district), financeOf(district)];
    for (const month of monthsOfYear('2025')) {
      if (month === '2025-08') {
        const { id } = granted(await proposeAdjustment(clerk, { budgetId: budget.id, amountFen: 70_001, reason: '新增谈判药品' }));
        granted(await approveAdjustment(finance, id));
      }
      granted(await proposePrepayment(clerk, month));
      granted(await approvePrepayment(finance, month));
    }
    const posted = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode));
    const paid = posted.filter(({ account }) => account === `prepayment/390-ordinary/${district.lead.code}`);
    expect(paid).toHaveLength(12);
    expect(sumFen(paid.map(({ amountFen }) => amountFen))).toBe(1_070_001);
    expect(granted(await getPrepayment(clerk, '2025-08'))).toMatchObject({ basis: 'package', totalFen: 97_334, lines: [{ yearFen: 1_070_001, otherMonthsFen: 583_335 }] });
    expect(await verifyLedger(district.contextFor('auditor'))).toMatchObject({ unbalanced: [], differences: [] });
  });

  test('make the year, no more, though another hospital leads the alliance from the middle of it on', async () => {
    const district = await packaged();
    await allianceBudget(district, 1_200_000);
    const [clerk, finance] = [clerkOf(district), financeOf(district)];
    const lead = async (code: string, allianceRole: 'lead' | 'member') =>
      store.transaction((tx) => tx.update(institution).set({ allianceRole }).where(eq(institution.code, code)).then(() => undefined));
    for (const month of monthsOfYear('2025')) {
      if (month === '2025-07') {
        await lead(district.lead.code, 'member');
        await lead(district.township.code, 'lead');
      }
      granted(await proposePrepayment(clerk, month));
      granted(await approvePrepayment(finance, month));
    }
    const posted = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode));
    const paidTo = (code: string) => sumFen(posted.filter(({ account }) => account === `prepayment/390-ordinary/${code}`).map(({ amountFen }) => amountFen));
    expect([paidTo(district.lead.code), paidTo(district.township.code)]).toEqual([600_000, 600_000]);
  });

  test('need a budget, a lead hospital and a month that has begun', async () => {
    const district = await packaged();
    expect(codesOf(await proposePrepayment(clerkOf(district, '2025-03-10 09:00:00'), '2025-04'))).toEqual(['prepayment.month_ahead', 'prepayment.no_package']);
    await allianceBudget(district, 120_000);
    expect(granted(await proposePrepayment(clerkOf(district, '2025-03-10 09:00:00'), '2025-03'))).toMatchObject({ totalFen: 12_000, lines: 1 });
  });

  test('wait for the limit of a month, and go to institutions where the policy says so', async () => {
    const district = await packaged({ payee: 'institution', monthlyLimit: '0.10' });
    const clerk = clerkOf(district);
    const scope = { kind: 'institution', institutionCode: district.township.code } as const;
    granted(await setBudget(clerk, { year: '2025', pool: '390-ordinary', scope, request: { method: 'fixed', amountFen: 100_000 }, reason: null }));
    expect(granted(await proposePrepayment(clerk, '2025-11'))).toMatchObject({ totalFen: 10_000 });
    expect(granted(await getPrepayment(clerk, '2025-11')).lines).toMatchObject([{ institutionCode: district.township.code, amountFen: 10_000 }]);
  });

  test('of a budget that changed meanwhile are not approved, but sent back and proposed again', async () => {
    const district = await packaged();
    const budget = await allianceBudget(district, 120_000);
    const [clerk, finance] = [clerkOf(district), financeOf(district)];
    granted(await proposePrepayment(clerk, '2025-01'));
    granted(await setBudget(clerk, { year: '2025', pool: budget.pool, scope: budget.scope, request: { method: 'fixed', amountFen: 240_000 }, reason: '重新测算' }));
    expect(codesOf(await approvePrepayment(finance, '2025-01'))).toEqual(['prepayment.budget_changed']);
    expect(codesOf(await rejectPrepayment(as(finance, idOf(clerk)), { month: '2025-01', reason: '总额已变' }))).toEqual(['prepayment.same_person']);
    granted(await rejectPrepayment(finance, { month: '2025-01', reason: '总额已变' }));
    expect(codesOf(await approvePrepayment(finance, '2025-01'))).toEqual(['prepayment.ended']);
    expect(granted(await proposePrepayment(clerk, '2025-01'))).toMatchObject({ totalFen: 20_000 });
    expect(codesOf(await withdrawPrepayment(as(clerk, 'another'), { month: '2025-01', reason: '再核对' }))).toEqual(['prepayment.not_proposer']);
    granted(await withdrawPrepayment(clerk, { month: '2025-01', reason: '再核对' }));
    granted(await proposePrepayment(clerk, '2025-01'));
    const both = await Promise.all([approvePrepayment(finance, '2025-01'), rejectPrepayment(finance, { month: '2025-01', reason: '同时' }), withdrawPrepayment(clerk, { month: '2025-01', reason: '同时' })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const view = granted(await getPrepayment(clerk, '2025-01'));
    expect(view).toMatchObject({ attempt: 3 });
    expect(view.earlier.map(({ attempt, status, decisionReason }) => [attempt, status, decisionReason])).toEqual([[2, 'withdrawn', '再核对'], [1, 'rejected', '总额已变']]);
  });

  test('of one month are proposed once, of ten at once', async () => {
    const district = await packaged();
    await allianceBudget(district, 120_000);
    const attempts = await Promise.all(Array.from({ length: 10 }, () => proposePrepayment(clerkOf(district), '2025-01')));
    expect(attempts.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
