import { and, eq, like } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { ledgerEntry } from '@/db/schema';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { closeSettlement } from '@/server/services/settlement/close-settlement';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { type District, mintDistrict } from '../factories/district';
import { bookYear, closeYear, computeAgain, confirmed, deliver, giveBudget, onDay } from '../factories/settlements';
import { accepted } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

const poolId = '310-ordinary';
const payDay = '2025-04-01';
const nextYear = '2026-03-02';

/** The township hospital is paid its 600 yuan; the foreign one, of whose 400 yuan 500 were deducted, carries 100 that it owes. */
async function closedYear(): Promise<District> {
  const district = await mintDistrict(store);
  const { township, foreignTownship } = district;
  await bookYear(store, district, [
    [township.code, 60_000],
    [foreignTownship.code, 40_000],
  ]);
  await giveBudget(district, poolId, 100_000);
  await closeYear(district);
  const audited = { pool: poolId, institutionCode: foreignTownship.code, amountFen: 50_000, reason: '审核查实的不合理收费', reference: '审核决定〔2025〕3号' } as const;
  const settlementId = await confirmed(district, await deliver(district, await computeAgain(district, { deductions: [audited] })));
  const disposals = [
    { poolId, code: township.code, disposal: { kind: 'paid', day: payDay, voucher: '付-0401-7' } },
    { poolId, code: foreignTownship.code, disposal: { kind: 'carried' } },
  ] as const;
  accepted(await recordDisposals(onDay(district.contextFor('finance'), payDay), { settlementId, disposals }));
  accepted(await closeSettlement(onDay(district.contextFor('bureau_reviewer'), payDay), settlementId));
  return district;
}

/** The foreign township hospital earns 300 yuan in 2025 and brings its debt along. */
async function yearAfter(district: District): Promise<void> {
  const clerk = onDay(district.contextFor('bureau_clerk'), nextYear);
  await bookYear(store, district, [[district.foreignTownship.code, 30_000, { day: '2025-02-03' }]]);
  await giveBudget(district, poolId, 30_000, '2025');
  for (const month of monthsOfYear('2025')) accepted(await closeMonth(clerk, month));
  const { id } = accepted(await computeSettlement(clerk, { year: '2025', method: 'points' }));
  accepted(await deliverSettlement(clerk, id));
  accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), '2026-03-20'), id));
  accepted(await confirmSettlement(onDay(district.contextFor('finance'), '2026-03-20'), id));
}

const differences = async (district: District) => (await verifyLedger(district.contextFor('auditor'))).differences;

/** Writes another amount over one entry, as somebody with a database tool would. */
async function tamper({ regionCode }: District, kind: 'settlement' | 'closing', account: string, amountFen: number, posting = '%'): Promise<void> {
  const of = and(eq(ledgerEntry.regionCode, regionCode), eq(ledgerEntry.kind, kind), eq(ledgerEntry.account, account), like(ledgerEntry.postingId, posting));
  const changed = await store.transaction((tx) => tx.update(ledgerEntry).set({ amountFen }).where(of).returning({ line: ledgerEntry.line }));
  expect(changed).toHaveLength(1);
}

describe('the books of a settled and closed year', () => {
  test('come out as the statement and the disposals say, account by account', async () => {
    const district = await closedYear();
    const { differences: found, accounts } = await verifyLedger(district.contextFor('auditor'));
    expect(found).toEqual([]);
    // Two claims and the fund by visits, the same and two settlement accounts by the settlement, two more by the closing and what it cleared.
    expect(accounts).toBe(3 + 5 + 4);
  });

  test.each([
    ['settlement', 'settlement', 'township', 60_000, 60_001],
    ['settlement', 'claim', 'foreignTownship', -40_000, -39_999],
    ['closing', 'payment', 'township', 60_000, 50_000],
    ['closing', 'carry', 'foreignTownship', -10_000, 0],
  ] as const)('a %s posting written over on its %s account is told', async (kind, account, place, rightFen, wrongFen) => {
    const district = await closedYear();
    const name = `${account}/${poolId}/${district[place].code}${account === 'claim' ? '/ordinary' : ''}`;
    await tamper(district, kind, name, wrongFen);
    expect(await differences(district)).toEqual([{ account: name, booksFen: wrongFen, recomputedFen: rightFen }]);
  });

  test('what the fund bears is told when it is written over', async () => {
    const district = await closedYear();
    await tamper(district, 'settlement', `fund/${poolId}`, 1);
    expect(await differences(district)).toEqual([{ account: `fund/${poolId}`, booksFen: 1, recomputedFen: 50_000 }]);
  });
});

describe('what is carried into the next year', () => {
  test('is recomputed from the disposal it came from', async () => {
    const district = await closedYear();
    await yearAfter(district);
    expect(await differences(district)).toEqual([]);
  });

  test('is told on both its accounts when it is taken in with another amount', async () => {
    const district = await closedYear();
    await yearAfter(district);
    const { code } = district.foreignTownship;
    await tamper(district, 'settlement', `carry/${poolId}/${code}`, 4_000);
    await tamper(district, 'settlement', `settlement/${poolId}/${code}`, -4_000, '%/carry/%');
    expect(await differences(district)).toEqual([
      { account: `carry/${poolId}/${code}`, booksFen: 4_000, recomputedFen: 10_000 },
      { account: `settlement/${poolId}/${code}`, booksFen: -10_000 + 30_000 - 4_000, recomputedFen: -10_000 + 30_000 - 10_000 },
    ]);
  });
});
