import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { importVisits } from '@/server/services/import/import-visits';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { getVisit } from '@/server/services/visit/get-visit';
import { type WaitingRefundView, listWaitingRefunds } from '@/server/services/visit/list-waiting-refunds';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { booksOf } from '../factories/books';
import { type District, mintDistrict } from '../factories/district';
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

const visitAt = (settlementId: string, more: Partial<ReportedVisit> = {}) => visitRow({ who: district.adult, at: district.township, on: '2025-01-10', settlementId, inScopeFen: 50_000, ...more });
const refundOf = (originalSettlementId: string, settlementId: string, more: Partial<ReportedVisit> = {}) =>
  visitAt(settlementId, { on: '2025-02-10', isRefund: true, originalSettlementId, inScopeFen: -50_000, ...more });

const receive = (...rows: ReturnType<typeof visitAt>[]) => importVisits(district.contextFor('bureau_clerk'), fileOf(rows));
const listed = async (filter: Parameters<typeof listWaitingRefunds>[1] = { page: 1, pageSize: 50 }) => (await listWaitingRefunds(district.contextFor('bureau_clerk'), filter)).rows;
const reasons = (rows: readonly WaitingRefundView[]) => Object.fromEntries(rows.map((row) => [row.settlementId, row.reason]));
async function statusOf(settlementId: string) {
  const view = await getVisit(district.contextFor('bureau_clerk'), { institutionCode: district.township.code, settlementId });
  if (!view.ok) throw new Error(`${settlementId} is not held`);
  const { status, refundedBy, waitsFor } = view.value;
  return { status, refundedBy, waitsFor };
}

describe('a refund that takes nothing back', () => {
  test('is listed with its reason until what it lacks has come', async () => {
    await receive(refundOf('A', 'A-R'));
    expect(await listed()).toMatchObject([{ settlementId: 'A-R', refundOf: 'A', reason: 'original_unknown', originalFen: null, refundedBy: null, residentName: district.adult.name, institutionName: district.township.name }]);
    expect(await statusOf('A-R')).toEqual({ status: 'refund', refundedBy: null, waitsFor: 'original_unknown' });
    await receive(visitAt('A'));
    expect(await listed()).toEqual([]);
    expect(await statusOf('A')).toEqual({ status: 'refunded', refundedBy: 'A-R', waitsFor: null });
    expect(await statusOf('A-R')).toEqual({ status: 'refund', refundedBy: null, waitsFor: null });
  });

  test('has each its reason, and the visit stands as the rule says', async () => {
    await receive(
      visitAt('A'),
      refundOf('A', 'A-R'),
      refundOf('A-R', 'A-R-R'),
      refundOf('A', 'A-R2', { on: '2025-02-11' }),
      visitAt('B'),
      refundOf('B', 'B-R', { who: district.elder, insutype: '390' }),
      visitAt('C'),
      refundOf('C', 'C-R', { inScopeFen: -49_999 }),
      refundOf('never', 'N-R'),
    );
    const rows = await listed();
    expect(reasons(rows)).toEqual({ 'A-R-R': 'original_is_refund', 'A-R2': 'original_refunded', 'B-R': 'original_of_another', 'C-R': 'amount_differs', 'N-R': 'original_unknown' });
    expect(rows.find((row) => row.settlementId === 'A-R2')).toMatchObject({ refundedBy: 'A-R', originalFen: 50_000 });
    expect(rows.find((row) => row.settlementId === 'B-R')).toMatchObject({ refundedBy: null, originalFen: null });
    expect(rows.find((row) => row.settlementId === 'C-R')).toMatchObject({ totalFen: -49_999, originalFen: 50_000 });
    expect((await statusOf('A')).refundedBy).toBe('A-R');
    expect((await statusOf('B')).status).toBe('paid');
    expect((await statusOf('C')).status).toBe('paid');
    expect(await verifyLedger(district.contextFor('bureau_clerk'))).toMatchObject({ unbalanced: [], differences: [], stale: [] });
  });

  test('is found by institution and reason, and within reach only', async () => {
    await receive(refundOf('X', 'X-R'), refundOf('Y', 'Y-R', { at: district.foreignTownship }), visitAt('C'), refundOf('C', 'C-R', { inScopeFen: -1 }));
    expect(reasons(await listed({ problem: 'amount_differs', page: 1, pageSize: 9 }))).toEqual({ 'C-R': 'amount_differs' });
    expect(reasons(await listed({ institutionCode: district.foreignTownship.code, page: 1, pageSize: 9 }))).toEqual({ 'Y-R': 'original_unknown' });
    const own = await listWaitingRefunds(district.contextFor('doctor'), { page: 1, pageSize: 9 });
    expect(Object.keys(reasons(own.rows)).sort()).toEqual(['C-R', 'X-R']);
    expect(await listWaitingRefunds(district.contextFor('bureau_clerk'), { page: 2, pageSize: 2 })).toMatchObject({ total: 3, rows: [{}] });
  });

  test('is counted for the clerk', async () => {
    await receive(refundOf('X', 'X-R'), refundOf('Y', 'Y-R'));
    const { tiles } = await countTiles(district.contextFor('bureau_clerk'), { mine: false });
    expect(tiles.find((tile) => tile.name === 'refunds_waiting')).toMatchObject({ count: 2 });
  });
});

test('which refund wins does not hang on which came first', async () => {
  const rows = () => [refundOf('A', 'A-R2', { on: '2025-02-11' }), visitAt('A'), refundOf('A', 'A-R', { on: '2025-02-10' })];
  await receive(...rows());
  const inOneGo = await booksOf(store, district.regionCode);
  district = await mintDistrict(store);
  for (const row of rows()) await receive(row);
  await receive(...rows());
  expect(await booksOf(store, district.regionCode)).toEqual(inOneGo);
  expect(await statusOf('A')).toMatchObject({ refundedBy: 'A-R' });
  expect(reasons(await listed())).toEqual({ 'A-R2': 'original_refunded' });
});
