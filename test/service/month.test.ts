import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { auditEvent, contract, ledgerEntry } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import { closeMonth } from '@/server/services/month/close-month';
import { getMonth } from '@/server/services/month/get-month';
import { listMonths } from '@/server/services/month/list-months';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { getPrepayment } from '@/server/services/prepayment/get-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import type { ServiceContext } from '@/server/services/context';
import { type District, mintDistrict } from '../factories/district';
import { bookVisits } from '../factories/ledger';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

/** The elder and the adult are signed all of 2025; a third contract ends before the count day. Visits in January and February. */
async function booksOf(district: District): Promise<void> {
  const { regionCode, team, township, lead, adult, elder, child } = district;
  const signed = (id: string, residentId: string, startDay: string, endDay: string) => ({
    ...{ regionCode, id, number: id, residentId, teamId: team.id, institutionCode: township.code, practitionerId: team.leaderId },
    ...{ termYears: 1, startDay, endDay, status: 'in_force', previousContractId: null, channel: 'desk' as const },
    ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: null, endedAt: null },
  });
  await store.transaction((tx) =>
    tx.append(contract, [
      signed('C1', adult.id, '2025-01-01', '2025-12-31'),
      signed('C2', elder.id, '2025-01-15', '2026-01-14'),
      signed('C3', child.id, '2024-01-15', '2025-01-14'),
    ]),
  );
  await bookVisits(store, regionCode, [
    { institutionCode: township.code, residentId: adult.id, settlementId: 'V1', day: '2025-01-10', payFen: 10_005 },
    { institutionCode: lead.code, residentId: adult.id, settlementId: 'V2', day: '2025-01-20', payFen: 44_000, level: 'level3' },
    { institutionCode: township.code, residentId: elder.id, settlementId: 'V3', day: '2025-01-21', payFen: 5000, insutype: '390' },
    { institutionCode: township.code, residentId: elder.id, settlementId: 'V4', day: '2025-02-11', payFen: 700, insutype: '390' },
  ]);
}

const mint = async () => {
  const district = await mintDistrict(store);
  await booksOf(district);
  return district;
};
const as = (context: ServiceContext, accountId: string): ServiceContext =>
  context.actor.kind === 'staff' ? { ...context, actor: { ...context.actor, accountId } } : context;

describe('closing a month', () => {
  test('counts members on the fifteenth, once each, and lists institutions that nobody is signed with', async () => {
    const district = await mint();
    const closed = await closeMonth(district.contextFor('bureau_clerk'), '2025-01');
    // Weights: an adult of 44 employee, an elder in a key group; the child's contract ended the day before.
    expect(closed).toMatchObject({ ok: true, value: { countedOn: '2025-01-15', heads: 2, institutions: 3, withoutMembers: 2 } });
    const view = await getMonth(district.contextFor('bureau_clerk'), '2025-01');
    if (!view.ok) throw new Error('not closed');
    expect(view.value.institutions.map(({ code, heads, feeForServiceFen }) => [code, heads, feeForServiceFen])).toEqual([
      [district.lead.code, 0, 44_000],
      [district.township.code, 2, 15_005],
      [district.clinic.code, 0, 0],
      [district.foreignTownship.code, 0, 0],
    ]);
    expect(view.value.teams).toMatchObject([{ code: district.team.id, heads: 2, incomeFen: view.value.incomeFen }]);
    expect(view.value.cells.map(({ insutype, inKeyGroup, heads }) => [insutype, inKeyGroup, heads])).toEqual([
      ['310', false, 1],
      ['390', true, 1],
    ]);
    expect(view.value.cells.reduce((sum, cell) => sum + cell.incomeFen, 0)).toBe(closed.ok ? closed.value.incomeFen : -1);
    const audited = await store.reads.select().from(auditEvent).where(eq(auditEvent.regionCode, district.regionCode));
    expect(audited.map(({ action }) => action)).toContain('month.closed');
  });

  test('goes month by month, each after its last day, each once', async () => {
    const clerk = (await mint()).contextFor('bureau_clerk');
    expect(await closeMonth(clerk, '2025-02')).toMatchObject({ ok: false, refusals: [{ code: 'month.earlier_open', facts: { open: ['2025-01'] } }] });
    expect(await closeMonth(clerk, '2025-03')).toMatchObject({
      ok: false,
      refusals: [{ code: 'month.not_over', facts: { lastDay: '2025-03-31' } }, { code: 'month.earlier_open', facts: { open: ['2025-01', '2025-02'] } }],
    });
    expect(await closeMonth(clerk, '2025-01')).toMatchObject({ ok: true });
    expect(await closeMonth(clerk, '2025-01')).toMatchObject({ ok: false, refusals: [{ code: 'month.already_closed' }] });
    expect(await closeMonth(clerk, '2025-02')).toMatchObject({ ok: true });
    const lastMoment = { ...clerk, now: () => instantOf('2025-03-31 23:59:59') };
    expect(await closeMonth(lastMoment, '2025-03')).toMatchObject({ ok: false });
    expect(await closeMonth({ ...clerk, now: () => instantOf('2025-04-01 00:00:00') }, '2025-03')).toMatchObject({ ok: true });
  });

  test('of ten at once, one closes it', async () => {
    const clerk = (await mint()).contextFor('bureau_clerk');
    const attempts = await Promise.all(Array.from({ length: 10 }, () => closeMonth(clerk, '2025-01')));
    expect(attempts.filter((attempt) => attempt.ok)).toHaveLength(1);
  });

  test('shows months as they stand, and why one cannot be closed', async () => {
    const district = await mint();
    const clerk = district.contextFor('bureau_clerk');
    await closeMonth(clerk, '2025-01');
    await proposePrepayment(clerk, '2025-01');
    const months = await listMonths(clerk, '2025');
    expect(months.map(({ month, status, heads, feeForServiceFen }) => [month, status, heads, feeForServiceFen])).toEqual([
      ['2025-03', 'open', null, 0],
      ['2025-02', 'open', null, 700],
      ['2025-01', 'closed', 2, 59_005],
    ]);
    expect(months[0]?.whyNotClose.map(({ code }) => code)).toEqual(['month.not_over', 'month.earlier_open']);
    expect(months[2]?.prepayment).toMatchObject({ status: 'proposed' });
    const manager = await listMonths(district.contextFor('alliance_manager', { foreign: true }), '2025');
    expect(manager.map(({ heads, feeForServiceFen }) => [heads, feeForServiceFen])).toEqual([[null, 0], [null, 0], [0, 0]]);
  });
});

describe('a prepayment', () => {
  test('is the share of each institution’s and pool’s fee for service, half-up, and needs a second person', async () => {
    const district = await mint();
    const { regionCode, lead, township } = district;
    const clerk = district.contextFor('bureau_clerk');
    expect(await proposePrepayment(clerk, '2025-01')).toMatchObject({ ok: false, refusals: [{ code: 'prepayment.month_open' }] });
    await closeMonth(clerk, '2025-01');
    // 44,000 × 0.9 + half-up(10,005 × 0.9 = 9,004.5) + 5,000 × 0.9
    expect(await proposePrepayment(clerk, '2025-01')).toMatchObject({ ok: true, value: { share: '0.90', lines: 3, totalFen: 39_600 + 9005 + 4500 } });
    expect(await proposePrepayment(clerk, '2025-01')).toMatchObject({ ok: false, refusals: [{ code: 'prepayment.already_proposed' }] });

    const clerkId = clerk.actor.kind === 'staff' ? clerk.actor.accountId : '';
    const finance = district.contextFor('finance');
    expect(await approvePrepayment(as(finance, clerkId), '2025-01')).toMatchObject({ ok: false, refusals: [{ code: 'prepayment.same_person' }] });
    await expect(approvePrepayment(clerk, '2025-01')).rejects.toThrow(/permission denied/);

    const contenders = await Promise.all(Array.from({ length: 10 }, () => approvePrepayment(finance, '2025-01')));
    expect(contenders.filter((each) => each.ok)).toMatchObject([{ value: { postedTo: '2025-02', totalFen: 53_105 } }]);
    const posted = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode));
    const prepaid = posted.filter(({ kind, account }) => kind === 'prepayment' && account.startsWith('prepayment/'));
    expect(prepaid.map(({ account, month, originMonth, amountFen }) => [account, month, originMonth, amountFen]).sort()).toEqual([
      [`prepayment/310-ordinary/${lead.code}`, '2025-02', '2025-01', 39_600],
      [`prepayment/310-ordinary/${township.code}`, '2025-02', '2025-01', 9005],
      [`prepayment/390-ordinary/${township.code}`, '2025-02', '2025-01', 4500],
    ]);
    expect(posted.reduce((sum, entry) => sum + entry.amountFen, 0)).toBe(0);
    const view = await getPrepayment(district.contextFor('alliance_manager', { foreign: true }), '2025-01');
    expect(view).toMatchObject({ ok: true, value: { status: 'posted', lines: [], totalFen: 0, decidedByName: '财务' } });
  });
});

describe('a budget', () => {
  test('stands beside what its pool has spent', async () => {
    const district = await mint();
    const clerk = district.contextFor('bureau_clerk');
    const set = { year: '2025', pool: '310-ordinary', scope: { kind: 'region' } } as const;
    await setBudget(clerk, { ...set, request: { method: 'fixed', amountFen: 100_000 }, reason: null });
    await setBudget(clerk, { ...set, request: { method: 'fixed', amountFen: 120_000 }, reason: '省里追加额度' });
    const burn = await listBurn(clerk, '2025');
    expect(burn.find(({ pool }) => pool === '310-ordinary')).toMatchObject({ budgetFen: 120_000, adjustmentFen: 0, spentFen: 54_005 });
    expect(burn.find(({ pool }) => pool === '390-ordinary')).toMatchObject({ budgetFen: null, spentFen: 5700, months: [{ month: '2025-01' }, { month: '2025-02' }] });
  });
});
