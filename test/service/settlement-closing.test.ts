import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { words } from '@/app/_copy/export';
import type { Store } from '@/db';
import { listCarryBalances } from '@/db/queries/disposal';
import { type LedgerRow, insertEntries, listUnbalancedPostings } from '@/db/queries/ledger';
import { ledgerEntry } from '@/db/schema';
import type { WorkbookRow } from '@/server/domain/kernel/workbook';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { Disposal } from '@/server/domain/settlement/closing';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { closeSettlement } from '@/server/services/settlement/close-settlement';
import { exportComparison } from '@/server/services/settlement/comparison-workbook';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getLine } from '@/server/services/settlement/get-line';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { raiseObjection } from '@/server/services/settlement/raise-objection';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { exportSettlementWorkbook } from '@/server/services/settlement/settlement-workbook';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { type District, mintDistrict } from '../factories/district';
import { afterObjections, asAnother, bookYear, closeYear, computeAgain, confirmed, deliver, giveBudget, onDay, settledYear } from '../factories/settlements';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

const poolId = '310-ordinary';
const payDay = '2025-04-01';
const audited = { reason: '审核查实的不合理收费', reference: '审核决定〔2025〕3号' };
const paid: Disposal = { kind: 'paid', day: payDay, voucher: '付-0401-7' };
const carried: Disposal = { kind: 'carried' };

/** The township hospital is owed 600 yuan, the foreign one owes 100: 500 were deducted of its 400. */
async function owingYear(): Promise<{ district: District; id: string }> {
  const district = await mintDistrict(store);
  await bookYear(store, district, [
    [district.township.code, 60_000],
    [district.foreignTownship.code, 40_000],
  ]);
  await giveBudget(district, poolId, 100_000);
  await closeYear(district);
  const id = await computeAgain(district, { deductions: [{ pool: poolId, institutionCode: district.foreignTownship.code, amountFen: 50_000, ...audited }] });
  return { district, id: await confirmed(district, await deliver(district, id)) };
}

const record = (district: District, settlementId: string, disposals: readonly (readonly [code: string, disposal: Disposal])[], day = payDay) =>
  recordDisposals(onDay(district.contextFor('finance'), day), { settlementId, disposals: disposals.map(([code, disposal]) => ({ poolId, code, disposal })) });
const close = (district: District, id: string) => closeSettlement(onDay(district.contextFor('bureau_reviewer'), payDay), id);

async function balances({ regionCode }: District): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  for (const { account, amountFen } of await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode))) {
    sums.set(account, (sums.get(account) ?? 0) + amountFen);
  }
  return sums;
}

describe('办结', () => {
  test('every line is paid, recovered or carried by one person and closed by another; nothing changes afterwards', async () => {
    const { district, id } = await owingYear();
    const { township, foreignTownship } = district;
    const tile = async (role: 'finance' | 'bureau_reviewer', name: string) => (await countTiles(district.contextFor(role), { mine: true })).tiles.find((each) => each.name === name)?.count;
    expect([await tile('finance', 'settlements_to_pay'), await tile('bureau_reviewer', 'settlements_to_close')]).toEqual([1, 0]);
    expect(codesOf(await close(district, id))).toEqual(['closing.lines_open']);
    expect(codesOf(await record(district, id, [[township.code, carried], [foreignTownship.code, paid]]))).toEqual(['closing.wrong_kind', 'closing.wrong_kind']);
    expect(codesOf(await record(district, id, [[township.code, paid]], '2025-03-31'))).toEqual(['closing.day_outside']);
    accepted(await record(district, id, [[township.code, { ...paid, voucher: '写错了' }]]));
    accepted(await record(district, id, [[township.code, paid], [foreignTownship.code, carried]]));
    expect(accepted(await getSettlement(district.contextFor('alliance_manager'), id)).lines).toMatchObject([{ code: township.code, disposal: { kind: 'paid', voucher: '付-0401-7' } }]);
    expect([await tile('finance', 'settlements_to_pay'), await tile('bureau_reviewer', 'settlements_to_close')]).toEqual([0, 1]);

    const itself = district.contextFor('finance').actor;
    if (itself.kind !== 'staff') throw new Error('staff only');
    expect(codesOf(await closeSettlement(asAnother(onDay(district.contextFor('bureau_reviewer'), payDay), itself.accountId), id))).toEqual(['settlement.same_person']);
    const contenders = await Promise.all(Array.from({ length: 8 }, () => close(district, id)));
    expect(contenders.filter((each) => each.ok)).toMatchObject([{ value: { postedTo: '2025-01' } }]);

    const books = await balances(district);
    expect([books.get(`settlement/${poolId}/${township.code}`), books.get(`payment/${poolId}/${township.code}`)]).toEqual([0, 60_000]);
    expect([books.get(`settlement/${poolId}/${foreignTownship.code}`), books.get(`carry/${poolId}/${foreignTownship.code}`)]).toEqual([0, -10_000]);
    expect(await listUnbalancedPostings(store.reads, district.regionCode)).toEqual([]);
    expect(await verifyLedger(district.contextFor('auditor'))).toMatchObject({ unbalanced: [], differences: [] });
    expect(accepted(await verifySettlement(district.contextFor('auditor'), id)).holds).toBe(true);

    const before = accepted(await getSettlement(district.contextFor('auditor'), id));
    expect(before).toMatchObject({ status: 'closed', events: [{ kind: 'computed' }, { kind: 'delivered' }, { kind: 'reviewed' }, { kind: 'confirmed' }, { kind: 'closed' }] });
    for (const again of [
      await close(district, id),
      await record(district, id, [[township.code, paid]]),
      await confirmSettlement(district.contextFor('finance'), id),
      await reviewSettlement(district.contextFor('bureau_reviewer'), id),
      await raiseObjection(district.contextFor('alliance_manager'), { settlementId: id, poolId, code: township.code, text: '迟了', amountFen: 1 }),
    ]) {
      expect(codesOf(again)).toContain('settlement.wrong_status');
    }
    expect(codesOf(await computeSettlement(district.contextFor('bureau_clerk'), { year: settledYear, method: 'points' }))).toEqual(['settlement.year_closed']);
    expect(accepted(await getSettlement(district.contextFor('auditor'), id))).toEqual(before);
  });

  test('a late visit of the closed year goes to the open month with its origin', async () => {
    const { district, id } = await owingYear();
    const row = visitRow({ who: district.adult, at: district.township, on: '2024-06-20', inScopeFen: 900_000, settlementId: 'late' });
    expect(await importVisits(district.contextFor('system'), fileOf([row]))).toMatchObject({ accepted: 1 });
    const late = (await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode))).filter((entry) => entry.settlementId === 'late');
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late.map(({ month, originMonth }) => `${month} ${originMonth}`))).toEqual(new Set(['2025-01 2024-06']));
    accepted(await record(district, id, [[district.township.code, paid], [district.foreignTownship.code, carried]]));
    accepted(await close(district, id));
    expect(accepted(await verifySettlement(district.contextFor('auditor'), id)).holds).toBe(true);
  });
});

describe('what was carried', () => {
  test('enters the next year’s line, is shown and posted, and is gone from the carry account', async () => {
    const { district, id } = await owingYear();
    const { township, foreignTownship } = district;
    accepted(await record(district, id, [[township.code, paid], [foreignTownship.code, carried]]));
    accepted(await close(district, id));
    await bookYear(store, district, [[foreignTownship.code, 30_000, { day: '2025-02-03' }]]);
    const nextYear = '2026-03-02';
    await giveBudget(district, poolId, 30_000, '2025');
    for (const month of monthsOfYear('2025')) accepted(await closeMonth(onDay(district.contextFor('bureau_clerk'), nextYear), month));
    const next = accepted(await computeSettlement(onDay(district.contextFor('bureau_clerk'), nextYear), { year: '2025', method: 'points' })).id;
    const view = accepted(await getSettlement(district.contextFor('auditor'), next));
    expect(view.lines).toMatchObject([{ code: foreignTownship.code, entitlementFen: 30_000, carriedFen: -10_000, finalFen: 20_000 }]);
    expect(view.totals).toMatchObject({ carriedFen: -10_000, finalFen: 20_000 });
    const line = accepted(await getLine(district.contextFor('auditor'), { settlementId: next, poolId, code: foreignTownship.code }));
    expect(line.working.at(-1)).toMatchObject({ step: 'settlement.carried' });
    accepted(await deliverSettlement(onDay(district.contextFor('bureau_clerk'), nextYear), next));
    accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), '2026-03-20'), next));
    expect(accepted(await verifySettlement(district.contextFor('auditor'), next)).holds).toBe(true);
    accepted(await confirmSettlement(onDay(district.contextFor('finance'), '2026-03-20'), next));
    const books = await balances(district);
    expect([books.get(`carry/${poolId}/${foreignTownship.code}`), books.get(`settlement/${poolId}/${foreignTownship.code}`)]).toEqual([0, 20_000]);
    for (const each of [id, next]) expect(accepted(await verifySettlement(district.contextFor('auditor'), each)).holds).toBe(true);
    expect(await listUnbalancedPostings(store.reads, district.regionCode)).toEqual([]);
  });
});

test('what a later year has taken in is not there for an earlier one that is settled after it', async () => {
  const { regionCode, township } = await mintDistrict(store);
  const account = `carry/${poolId}/${township.code}`;
  const entry = (year: string, kind: 'closing' | 'settlement', amountFen: number): LedgerRow => ({
    ...{ regionCode, postingId: `${kind}/${year}`, line: 0, month: '2028-01', originMonth: `${year}-12`, kind, account, pool: poolId, institutionCode: township.code },
    ...{ settlementId: null, amountFen, postedAt: 0 },
  });
  const put = (...rows: readonly LedgerRow[]) => store.transaction((tx) => insertEntries(tx, rows));
  const before = async (year: string) => (await listCarryBalances(store.reads, regionCode, `${year}-01`)).map(({ amountFen }) => amountFen);
  await put(entry('2024', 'closing', -100));
  expect([await before('2024'), await before('2025'), await before('2026')]).toEqual([[], [-100], [-100]]);
  await put(entry('2026', 'settlement', 100));
  expect([await before('2025'), await before('2027')]).toEqual([[], []]);
  await put(entry('2026', 'closing', -30));
  expect(await before('2027')).toEqual([-30]);
});

describe('a year by two methods', () => {
  async function bothReviewed(district: District): Promise<{ points: string; ceiling: string }> {
    await bookYear(store, district, [[district.township.code, 60_000, { insutype: '390' }]]);
    await giveBudget(district, '390-ordinary', 60_000);
    await closeYear(district);
    const points = await deliver(district, await computeAgain(district));
    const ceiling = await deliver(district, await computeAgain(district, { method: 'per_head_ceiling' }));
    for (const id of [points, ceiling]) accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), afterObjections), id));
    return { points, ceiling };
  }

  test('settles each pool once: of two settlements of the same pool confirmed at once, one is', async () => {
    const district = await mintDistrict(store);
    const { points, ceiling } = await bothReviewed(district);
    const finance = onDay(district.contextFor('finance'), afterObjections);
    const contenders = await Promise.all([points, ceiling, points, ceiling].map((id) => confirmSettlement(finance, id)));
    expect(contenders.filter((each) => each.ok)).toHaveLength(1);
    const losers = new Set(contenders.flatMap(codesOf));
    expect(losers.difference(new Set(['settlement.year_closed', 'settlement.wrong_status', 'conflict.changed_meanwhile']))).toEqual(new Set());
    expect(await listUnbalancedPostings(store.reads, district.regionCode)).toEqual([]);
  });

  test('leaves to the second what the first has not settled', async () => {
    const district = await mintDistrict(store);
    await bookYear(store, district, [
      [district.township.code, 60_000, { insutype: '390' }],
      [district.township.code, 50_000],
    ]);
    await giveBudget(district, '390-ordinary', 60_000);
    await giveBudget(district, poolId, 50_000);
    await closeYear(district);
    await confirmed(district, await deliver(district, await computeAgain(district, { method: 'per_head_ceiling' })));
    const id = await confirmed(district, await deliver(district, await computeAgain(district)));
    expect(accepted(await getSettlement(district.contextFor('auditor'), id)).settledPools).toEqual([poolId]);
    expect(codesOf(await computeSettlement(district.contextFor('bureau_clerk'), { year: settledYear, method: 'points' }))).toEqual(['settlement.year_closed']);
    expect(codesOf(await computeSettlement(district.contextFor('bureau_clerk'), { year: settledYear, method: 'per_head_ceiling' }))).toEqual(['settlement.year_closed']);
  });

  test('does not let the one replace the other: their versions are apart by pool', async () => {
    const district = await mintDistrict(store);
    const { points, ceiling } = await bothReviewed(district);
    for (const id of [points, ceiling]) {
      const { version, newestVersion } = accepted(await getSettlement(district.contextFor('auditor'), id));
      expect(newestVersion).toBe(version);
    }
  });
});

describe('the statement as a workbook', () => {
  const rowsOf = (rows: Iterable<WorkbookRow> | AsyncIterable<WorkbookRow>) => Array.fromAsync(rows);

  test('has a cover, pools, lines, deductions and the whole working; an institution’s has its own lines only', async () => {
    const { district, id } = await owingYear();
    accepted(await record(district, id, [[district.township.code, paid]]));
    const { fileName, workbook } = accepted(await exportSettlementWorkbook(district.contextFor('auditor'), { id }, words));
    expect(fileName).toBe('清算书-2024-总额预算下的点数法-v1');
    expect(workbook.sheets.map(({ name }) => name)).toEqual(['封面', '池', '机构', '扣款', '计算过程']);
    const [, , lines, deductions] = workbook.sheets;
    const read = await rowsOf(lines?.rows ?? []);
    expect(read.map((row) => [row[2], row[14], row[15], row[16], row[17]])).toEqual([
      [district.township.name, 60_000, '已支付', payDay, '付-0401-7'],
      [district.foreignTownship.name, -10_000, '', null, null],
    ]);
    for (const sheet of workbook.sheets) for (const row of await rowsOf(sheet.rows)) expect(row).toHaveLength(sheet.columns.length);
    expect((await rowsOf(deductions?.rows ?? []))[0]?.slice(3)).toEqual([50_000, audited.reason, audited.reference]);

    const own = accepted(await exportSettlementWorkbook(district.contextFor('alliance_manager'), { id }, words));
    expect(own.workbook.sheets.map(({ name }) => name)).toEqual(['封面', '池', '机构', '计算过程']);
    const everything = JSON.stringify(await Promise.all(own.workbook.sheets.map(({ rows }) => rowsOf(rows))));
    expect(everything).toContain(district.township.name);
    expect(everything).not.toContain(district.foreignTownship.name);
  });

  test('so is the difference of two versions', async () => {
    const { district, id } = await owingYear();
    const { workbook } = accepted(await exportComparison(district.contextFor('auditor'), { before: id, after: id }, words));
    expect(await Promise.all(workbook.sheets.map(({ rows }) => rowsOf(rows)))).toEqual([[], []]);
  });
});
