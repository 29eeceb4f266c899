import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { closePeriod } from '@/db/queries/period';
import { adjudication, contract, ledgerEntry, visit } from '@/db/schema';
import { PermissionDenied } from '@/server/services/permit';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { getVisit } from '@/server/services/visit/get-visit';
import { listVisits } from '@/server/services/visit/list-visits';
import { refoldResident } from '@/server/services/visit/refold-resident';
import { type District, mintDistrict } from '../factories/district';
import type { TestResident } from '../factories/residents';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { type ReportedVisit, fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const take = (...visits: ReportedVisit[]) => importVisits(district.contextFor('bureau_clerk'), fileOf(visits.map(visitRow)));
const get = async (at: { code: string }, settlementId: string) => accepted(await getVisit(district.contextFor('bureau_clerk'), { institutionCode: at.code, settlementId }));
const balanced = async () => {
  expect(await verifyLedger(district.contextFor('finance'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
};

/** A contract straight into the table, whatever its days. */
async function sign(who: TestResident, startDay: string, endDay: string, id = `C-${who.id}`): Promise<string> {
  const { regionCode, team } = district;
  await store.transaction((tx) =>
    tx.append(contract, [
      {
        ...{ regionCode, id, number: id, residentId: who.id, teamId: team.id, institutionCode: team.institutionCode, practitionerId: team.leaderId },
        ...{ termYears: 1, startDay, endDay, status: 'in_force', previousContractId: null, channel: 'desk' as const },
        ...{ signedAt: 0, signedBy: 'test', requestKey: id, endedReason: null, endedAt: null },
      },
    ]),
  );
  return id;
}

describe("the field's worked example: Shenyang 2024, employee, signed from the first day", () => {
  const first = () => ({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'first' });
  const second = () => ({ who: district.adult, at: district.lead, on: '2025-01-20', inScopeFen: 100_000, settlementId: 'second' });
  const third = () => ({ who: district.adult, at: district.clinic, on: '2025-02-03', inScopeFen: 12_345, settlementId: 'third' });
  const figures = async (at: { code: string }, id: string) => {
    const { adjudication: found } = await get(at, id);
    return [found?.deductiblePaidFen, found?.rate, found?.payFen, found?.enhancementFen];
  };

  test('comes out to the 分, with its working, its contract and its posting', async () => {
    const contractId = await sign(district.adult, '2025-01-01', '2025-12-31');
    expect(await take(first(), second(), third())).toMatchObject({ accepted: 3, rejected: 0, status: 'done' });
    expect(await figures(district.township, 'first')).toEqual([20_000, '0.80', 8000, 1000]);
    expect(await figures(district.lead, 'second')).toEqual([20_000, '0.55', 44_000, 0]);
    expect(await figures(district.clinic, 'third')).toEqual([0, '0.80', 9876, 1234]);
    const view = await get(district.clinic, 'third');
    expect(view.contract).toMatchObject({ id: contractId, startDay: '2025-01-01', teamName: district.team.name });
    expect(view.working.map((step) => step.step)).toContain('benefit.points');
    expect(view.entries.map(({ account, amountFen, month, kind }) => [account, amountFen, month, kind])).toEqual([
      ['fund/310-ordinary', -9876, '2025-02', 'visit'],
      [`claim/310-ordinary/${district.clinic.code}/ordinary`, 9876, '2025-02', 'visit'],
    ]);
    expect(view.year.map((row) => [row.settlementId, row.beforeDeductibleFen, row.beforeFundFen])).toEqual([
      ['first', 0, 0],
      ['second', 20_000, 8000],
      ['third', 40_000, 52_000],
    ]);
    await balanced();
  });

  test('a first visit that arrives last changes the later ones, and the books grow by the differences', async () => {
    await sign(district.adult, '2025-01-01', '2025-12-31');
    await take(second(), third());
    expect(await figures(district.lead, 'second')).toEqual([40_000, '0.55', 33_000, 0]);
    expect(await figures(district.clinic, 'third')).toEqual([0, '0.80', 9876, 1234]);
    await take(first());
    expect(await figures(district.township, 'first')).toEqual([20_000, '0.80', 8000, 1000]);
    expect(await figures(district.lead, 'second')).toEqual([20_000, '0.55', 44_000, 0]);
    const view = await get(district.lead, 'second');
    expect(view.revision).toBe(2);
    expect(view.entries.filter((entry) => entry.account.startsWith('claim/')).map(({ amountFen, kind }) => [amountFen, kind])).toEqual([
      [33_000, 'visit'],
      [11_000, 'difference'],
    ]);
    await balanced();
  });

  test('a difference in a closed month is posted to the open one, with the month it is about', async () => {
    await take(second());
    await store.transaction((tx) => closePeriod(tx, district.regionCode, '2025-01', 0, 'test'));
    await take(first());
    const late = await get(district.township, 'first');
    expect(late.entries.map(({ month, originMonth }) => [month, originMonth])).toEqual([
      ['2025-02', '2025-01'],
      ['2025-02', '2025-01'],
    ]);
    const moved = await get(district.lead, 'second');
    expect(moved.entries.map(({ month, originMonth, kind }) => [month, originMonth, kind])).toEqual([
      ['2025-01', '2025-01', 'visit'],
      ['2025-01', '2025-01', 'visit'],
      ['2025-02', '2025-01', 'difference'],
      ['2025-02', '2025-01', 'difference'],
    ]);
    await balanced();
  });

  test('is paid without the enhancement when nobody is signed that day', async () => {
    await sign(district.adult, '2025-02-01', '2025-12-31');
    await take(first(), third());
    expect(await figures(district.township, 'first')).toEqual([20_000, '0.70', 7000, 0]);
    expect(await figures(district.clinic, 'third')).toEqual([0, '0.80', 9876, 1234]);
    expect((await get(district.township, 'first')).contract).toBeNull();
  });

  test('a contract that reaches back is adjudicated again', async () => {
    await take(first(), third());
    await sign(district.adult, '2025-01-01', '2025-12-31');
    const { id } = district.adult;
    expect(await store.transaction((tx) => refoldResident(tx, district.regionCode, { id }, 0))).toBe(2);
    expect(await figures(district.township, 'first')).toEqual([20_000, '0.80', 8000, 1000]);
    expect(await store.transaction((tx) => refoldResident(tx, district.regionCode, { id }, 0))).toBe(0);
    await balanced();
  });
});

describe('a refund', () => {
  const paid = () => ({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 50_000, settlementId: 'paid' });
  const next = () => ({ who: district.adult, at: district.township, on: '2025-01-15', inScopeFen: 50_000, settlementId: 'next' });
  const back = () => ({ ...paid(), on: '2025-01-20', settlementId: 'back', isRefund: true, originalSettlementId: 'paid' });

  test('takes a visit back: neither pays, and later visits are folded as if it had not been', async () => {
    await take(paid(), next());
    expect((await get(district.township, 'next')).adjudication?.payFen).toBe(35_000);
    await take(back());
    expect(await get(district.township, 'paid')).toMatchObject({ status: 'refunded', refundedBy: 'back', adjudication: null });
    expect(await get(district.township, 'back')).toMatchObject({ status: 'refund', waitsFor: null });
    expect((await get(district.township, 'next')).adjudication?.payFen).toBe(21_000);
    const entries = (await get(district.township, 'paid')).entries;
    expect(entries.reduce((sum, entry) => sum + (entry.account.startsWith('claim/') ? entry.amountFen : 0), 0)).toBe(0);
    await balanced();
  });

  test('that comes before the visit it takes back waits for it', async () => {
    await take(back());
    expect(await get(district.township, 'back')).toMatchObject({ status: 'refund', waitsFor: 'original_unknown' });
    await take(paid(), next());
    expect(await get(district.township, 'paid')).toMatchObject({ status: 'refunded' });
    expect((await get(district.township, 'next')).adjudication?.payFen).toBe(21_000);
    await balanced();
  });

  test('of last year reaches back into it', async () => {
    const old = { ...paid(), on: '2024-12-30' };
    await take(old);
    await take({ ...back(), on: '2025-01-05' });
    expect(await get(district.township, 'paid')).toMatchObject({ status: 'refunded' });
    await balanced();
  });
});

describe("the hospital's own figure", () => {
  test.each([
    ['what we find', 8000, 'equal'],
    ['without the enhancement', 7000, 'enhancement_not_given'],
    ['something else', 1234, 'other'],
    ['nothing', null, null],
  ])('is %s', async (_, reportedPoolFen, kind) => {
    await sign(district.adult, '2025-01-01', '2025-12-31');
    await take({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'one', reportedPoolFen });
    expect((await get(district.township, 'one')).difference).toBe(kind);
  });
});

describe('who sees a visit', () => {
  beforeEach(async () => {
    await take(
      { who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'near' },
      { who: district.adult, at: district.foreignLead, on: '2025-02-11', inScopeFen: 90_000, settlementId: 'far' },
    );
  });
  const page = { page: 1, pageSize: 20 };

  test('is whose institution it was at, and the bureau', async () => {
    const idsFor = async (context: ReturnType<District['contextFor']>) => (await listVisits(context, page)).rows.map((row) => row.settlementId);
    expect(await idsFor(district.contextFor('doctor'))).toEqual(['near']);
    expect(await idsFor(district.contextFor('auditor'))).toEqual(['far', 'near']);
    const foreign = await getVisit(district.contextFor('doctor'), { institutionCode: district.foreignLead.code, settlementId: 'far' });
    expect(codesOf(foreign)).toEqual(['not_found']);
  });

  test('a role without the scope sees none', async () => {
    await expect(listVisits(district.contextFor('administrator'), page)).rejects.toBeInstanceOf(PermissionDenied);
  });

  test('narrows by institution, month, resident and enhancement', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const ids = async (filter: Parameters<typeof listVisits>[1]) => (await listVisits(clerk, filter)).rows.map((row) => row.settlementId);
    expect(await ids({ ...page, month: '2025-01' })).toEqual(['near']);
    expect(await ids({ ...page, institutionCode: district.foreignLead.code })).toEqual(['far']);
    expect(await ids({ ...page, residentId: district.elder.id })).toEqual([]);
    expect(await ids({ ...page, onlyEnhanced: true })).toEqual([]);
    expect((await listVisits(clerk, { page: 2, pageSize: 1 })).rows.map((row) => row.settlementId)).toEqual(['near']);
  });
});

describe('what was tampered with', () => {
  const one = () => ({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, settlementId: 'one' });

  test('an adjudication that does not follow from its ground is not shown', async () => {
    await take(one());
    await store.transaction((tx) => tx.update(adjudication).set({ payFen: 9999 }).where(eq(adjudication.regionCode, district.regionCode)));
    await expect(get(district.township, 'one')).rejects.toThrow(/payFen 9999 is stored, 7000 recomputed/);
    const check = await verifyLedger(district.contextFor('auditor'));
    expect(check.differences).toEqual([
      { account: `claim/310-ordinary/${district.township.code}/ordinary`, booksFen: 7000, recomputedFen: 9999 },
      { account: 'fund/310-ordinary', booksFen: -7000, recomputedFen: -9999 },
    ]);
    expect(check.stale).toEqual([{ institutionCode: district.township.code, settlementId: 'one', payFen: 9999, recomputedFen: 7000 }]);
  });

  test('an adjudication and its postings that agree with each other, and not with the visit, are found', async () => {
    await take(one());
    await store.transaction((tx) => tx.update(visit).set({ inScopeFen: 40_000, totalFen: 40_000 }).where(eq(visit.regionCode, district.regionCode)));
    expect(await verifyLedger(district.contextFor('auditor'))).toMatchObject({
      ...{ unbalanced: [], differences: [] },
      stale: [{ institutionCode: district.township.code, settlementId: 'one', payFen: 7000, recomputedFen: 14_000 }],
    });
  });

  test('a posting that lost a side is found', async () => {
    await take(one());
    await store.transaction((tx) => tx.delete(ledgerEntry).where(and(eq(ledgerEntry.regionCode, district.regionCode), eq(ledgerEntry.line, 0))));
    const check = await verifyLedger(district.contextFor('auditor'));
    expect(check.unbalanced).toEqual([{ postingId: `${district.township.code}/one#1`, differenceFen: 7000 }]);
  });
});
