import { and, eq, gt, like, lte } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { findAccountsEnd } from '@/db/queries/closed-month';
import { listSpending, listSpendingByInstitution } from '@/db/queries/month';
import { listYearClaims } from '@/db/queries/settlement-books';
import { countPersons, recountPersons } from '@/db/queries/paid-person';
import { closedMonthTotal, ledgerEntry, paidPerson, period } from '@/db/schema';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { undoMerge } from '@/server/services/duplicate/undo-merge';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { recountYearClaims } from '@/server/services/settlement/recount-claims';
import { type District, mintDistrict } from '../factories/district';
import { mergeNow } from '../factories/duplicates';
import { bookVisits } from '../factories/ledger';
import { granted } from '../factories/referrals';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

/** Visits of January to March at three places; January and February are closed, and January is paid ahead for. */
async function closedTwice(): Promise<District> {
  const district = await mintDistrict(store);
  const { regionCode, lead, township, foreignTownship, adult, elder } = district;
  const places = [lead, township, foreignTownship];
  const visits = Array.from({ length: 90 }, (_, at) => {
    const [place, who] = [places[at % 3], at % 2 === 0 ? adult : elder];
    if (!place) throw new Error('no place');
    const day = `2025-0${1 + (Math.floor(at / 3) % 3)}-${String(1 + (at % 28)).padStart(2, '0')}`;
    const medType = at % 11 === 0 ? ('21' as const) : at % 7 === 0 ? ('14' as const) : ('11' as const);
    return { institutionCode: place.code, residentId: who.id, settlementId: `V${at}`, day, payFen: 100 + at * 37, medType, specialFee: at % 5 === 0, insutype: who === adult ? ('310' as const) : ('390' as const) };
  });
  await bookVisits(store, regionCode, visits);
  const clerk = district.contextFor('bureau_clerk');
  for (const month of ['2025-01', '2025-02']) granted(await closeMonth(clerk, month));
  granted(await proposePrepayment(clerk, '2025-01'));
  granted(await approvePrepayment(district.contextFor('finance'), '2025-01'));
  return district;
}

const everywhere = ({ regionCode }: District) => ({ regionCode, institutionCodes: 'all' as const });
const forget = ({ regionCode }: District) => store.transaction((tx) => tx.update(period).set({ totalledAt: null }).where(eq(period.regionCode, regionCode)));

describe('what visits moved in a month, added up when it was closed', () => {
  test('says what its entries say, with the open months beside it', async () => {
    const district = await closedTwice();
    const { regionCode, township } = district;
    const asked = async () => [
      await listYearClaims(store.reads, regionCode, '2025-01', '2025-12'),
      await listYearClaims(store.reads, regionCode, '2025-01', '2025-02'),
      await listSpending(store.reads, everywhere(district), '2025-01', '2025-03'),
      await listSpending(store.reads, { regionCode, institutionCodes: [township.code] }, '2025-01', '2025-12'),
      await listSpendingByInstitution(store.reads, everywhere(district), '2025-01'),
      await listSpendingByInstitution(store.reads, everywhere(district), '2025-03'),
    ];
    const byTotals = await asked();
    expect(byTotals[0]).toEqual(await recountYearClaims(store.reads, regionCode, '2025-01', '2025-12'));
    expect(byTotals[0]?.length).toBeGreaterThan(10);
    expect((await store.reads.select().from(closedMonthTotal).where(eq(closedMonthTotal.regionCode, regionCode))).length).toBeGreaterThan(20);
    // As an installation has them whose months were closed before totals were kept.
    await forget(district);
    expect(await asked()).toEqual(byTotals);
  });

  test.each([1, 7, 1000])('is found %i entries at a time: each account once, in order, and none of another month or region', async (entries) => {
    const district = await closedTwice();
    const { regionCode } = district;
    await closedTwice();
    const { account } = ledgerEntry;
    const ofMonth = and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.month, '2025-01'));
    const posted = await store.reads.selectDistinct({ account }).from(ledgerEntry).where(ofMonth).orderBy(account);
    const found: string[] = [];
    let after = '';
    for (let upTo = await findAccountsEnd(store.reads, regionCode, '2025-01', after, entries); upTo !== null; upTo = await findAccountsEnd(store.reads, regionCode, '2025-01', after, entries)) {
      const rows = await store.reads.selectDistinct({ account }).from(ledgerEntry).where(and(ofMonth, gt(account, after), lte(account, upTo))).orderBy(account);
      found.push(...rows.map((row) => row.account));
      after = upTo;
    }
    expect(found).toEqual(posted.map((row) => row.account));
    expect(found.length).toBeGreaterThan(5);
  });

  test('is read, and not every entry again', async () => {
    const district = await closedTwice();
    const { regionCode, township } = district;
    const account = `claim/310-ordinary/${township.code}/ordinary`;
    const claimOf = (claims: Awaited<ReturnType<typeof listYearClaims>>) => claims.find((each) => each.pool === '310-ordinary' && each.institutionCode === township.code)?.ordinaryFen ?? 0;
    const before = claimOf(await listYearClaims(store.reads, regionCode, '2025-01', '2025-02'));
    await store.transaction((tx) => tx.update(closedMonthTotal).set({ amountFen: 1 }).where(and(eq(closedMonthTotal.regionCode, regionCode), eq(closedMonthTotal.account, account), eq(closedMonthTotal.month, '2025-01'))));
    const after = claimOf(await listYearClaims(store.reads, regionCode, '2025-01', '2025-02'));
    expect(after).not.toBe(before);
    expect(claimOf(await recountYearClaims(store.reads, regionCode, '2025-01', '2025-02'))).toBe(before);
    expect((await verifyLedger(district.contextFor('auditor'))).totals).toEqual([{ month: '2025-01', account, institutionCode: township.code, booksFen: 1 + before - after, keptFen: 1 }]);
  });

  test('is told to differ when an entry of a closed month is written over, or a total is lost', async () => {
    const district = await closedTwice();
    const { regionCode, lead } = district;
    expect((await verifyLedger(district.contextFor('auditor'))).totals).toEqual([]);
    const fund = and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.month, '2025-02'), like(ledgerEntry.account, 'fund/%'), eq(ledgerEntry.institutionCode, lead.code));
    await store.transaction((tx) => tx.update(ledgerEntry).set({ amountFen: 0 }).where(fund));
    const lost = and(eq(closedMonthTotal.regionCode, regionCode), eq(closedMonthTotal.month, '2025-01'), eq(closedMonthTotal.institutionCode, lead.code));
    await store.transaction((tx) => tx.delete(closedMonthTotal).where(lost));
    const { totals } = await verifyLedger(district.contextFor('auditor'));
    expect(totals.filter(({ month }) => month === '2025-02').every(({ booksFen, keptFen }) => booksFen === 0 && keptFen < 0)).toBe(true);
    expect(totals.filter(({ month }) => month === '2025-01').every(({ booksFen, keptFen }) => booksFen !== 0 && keptFen === 0)).toBe(true);
    expect(new Set(totals.map(({ month }) => month))).toEqual(new Set(['2025-01', '2025-02']));
  });
});

describe('whom each pool paid for in a closed year', () => {
  const countedOf = async ({ regionCode }: District) => [...(await countPersons(store.reads, regionCode, '2024-01', '2024-12'))].sort();
  const recountedOf = async ({ regionCode }: District) => [...(await recountPersons(store.reads, regionCode, '2024-01', '2024-12'))].sort();

  test('is counted as the entries say, also after two records have become one and two again', async () => {
    const district = await mintDistrict(store);
    const { regionCode, lead, township, adult, elder, child } = district;
    const second = await district.addResident({ name: adult.name, birthDay: adult.birthDay });
    const people = [adult, elder, child, second];
    const visits = Array.from({ length: 60 }, (_, at) => {
      const [place, who] = [[lead, township][at % 2], people[Math.floor(at / 2) % 4]];
      if (!place || !who) throw new Error('no place');
      const day = `2024-${String(1 + (at % 12)).padStart(2, '0')}-05`;
      // The child's visits are taken back, one by one.
      const payFen = who === child ? (at % 2 === 0 ? 300 : -300) : 100 + at;
      return { institutionCode: place.code, residentId: who.id, settlementId: `N${at}`, day, payFen, medType: at % 9 === 0 ? ('14' as const) : ('11' as const) };
    });
    await bookVisits(store, regionCode, visits);
    const clerk = district.contextFor('bureau_clerk');
    for (const month of monthsOfYear('2024')) granted(await closeMonth(clerk, month));
    const before = await countedOf(district);
    expect(before).toEqual(await recountedOf(district));
    expect(before).toContainEqual(['310-ordinary', 3]);

    const { mergeId } = granted(await mergeNow(clerk, adult.id, second.id));
    expect(await countedOf(district)).toEqual(await recountedOf(district));
    expect(await countedOf(district)).toContainEqual(['310-ordinary', 2]);
    granted(await undoMerge(clerk, { mergeId, reason: '不是同一个人' }));
    expect(await countedOf(district)).toEqual(before);
    expect((await verifyLedger(district.contextFor('auditor'))).persons).toEqual([]);

    await store.transaction((tx) => tx.delete(paidPerson).where(and(eq(paidPerson.regionCode, regionCode), eq(paidPerson.residentId, elder.id), eq(paidPerson.pool, '310-ordinary'))));
    expect((await verifyLedger(district.contextFor('auditor'))).persons).toEqual([{ year: '2024', pool: '310-ordinary', booksPersons: 3, keptPersons: 2 }]);
  });
});
