import fc from 'fast-check';
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { closePeriod } from '@/db/queries/period';
import { auditEvent, visit } from '@/db/schema';
import type { Mark } from '@/server/domain/reconciliation/mark';
import { words } from '@/app/_copy/export';
import { exportReconciliation } from '@/server/services/reconciliation/export-reconciliation';
import { importVisits } from '@/server/services/import/import-visits';
import { PermissionDenied } from '@/server/services/permit';
import { getOverview } from '@/server/services/reconciliation/get-overview';
import { type ListDifferencesInput, listDifferences } from '@/server/services/reconciliation/list-differences';
import { listReconciliationMonths } from '@/server/services/reconciliation/list-months';
import { markDifferences } from '@/server/services/reconciliation/mark-differences';
import { type District, mintDistrict } from '../factories/district';
import { accepted } from '../factories/signing';
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

const january = { from: '2025-01', to: '2025-01' };
const clerk = () => district.contextFor('bureau_clerk');
const take = (...visits: ReportedVisit[]) => importVisits(clerk(), fileOf(visits.map(visitRow)));
const list = (changes: Partial<ListDifferencesInput> = {}) => listDifferences(clerk(), { months: january, order: 'amount', page: 1, pageSize: 50, ...changes });
/** 300.00 in scope at the township hospital: after 200.00 of deductible the fund pays 70.00. */
const ours = (reportedPoolFen: number | null, changes: Partial<ReportedVisit> = {}): ReportedVisit => ({
  ...{ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, reportedPoolFen, reportedDeductibleFen: 20_000 },
  ...changes,
});

describe('a month beside what hospitals reported', () => {
  test('ties: the classes add up to the records, ours to the ledger, reported to the records; every institution is there', async () => {
    await take(ours(7000, { settlementId: 'equal' }), ours(null, { settlementId: 'silent', who: district.elder }), ours(9000, { settlementId: 'rate', at: district.lead, on: '2025-01-20', inScopeFen: 100_000 }));
    const overview = await getOverview(clerk(), january);
    expect(overview).toMatchObject({ ties: true, unclassified: { visits: 0, reportedFen: 0, oursFen: 0 }, ledger: { gapFen: 0, postedLater: [], carriedIn: [] } });
    expect(overview.total).toMatchObject({ visits: 3, reportedFen: 16_000, classes: { equal: { visits: 1 }, not_reported: { visits: 1, reportedFen: 0 } } });
    const records = await store.reads.select().from(visit).where(eq(visit.regionCode, district.regionCode));
    expect(overview.total.reportedFen).toBe(records.reduce((sum, row) => sum + (row.reportedPoolFen ?? 0), 0));
    expect(overview.ledger.ledgerFen).toBe(overview.total.oursFen);
    const { lead, township, clinic, foreignLead, foreignTownship } = district;
    expect(overview.institutions.map(({ institutionCode, visits }) => [institutionCode, visits])).toEqual(
      [[lead.code, 1], [township.code, 2], [clinic.code, 0], [foreignLead.code, 0], [foreignTownship.code, 0]].sort(),
    );
  });

  test('a difference that was posted after the month was closed has its line, with the month it is about', async () => {
    await take(ours(7000, { settlementId: 'first', on: '2025-01-20' }));
    await store.transaction((tx) => closePeriod(tx, district.regionCode, '2025-01', 0, 'test'));
    // It takes the deductible that the one on the 20th had taken.
    await take(ours(7000, { settlementId: 'late', on: '2025-01-05' }));
    const { ties, ledger, total } = await getOverview(clerk(), january);
    expect(total.oursFen).toBe(28_000);
    expect({ ties, ledger }).toEqual({
      ties: true,
      ledger: { adjudicatedFen: 28_000, ledgerFen: 28_000, gapFen: 0, postedLater: [{ month: '2025-02', amountFen: 21_000 }], carriedIn: [], booksFen: 7000 },
    });
    const february = await getOverview(clerk(), { from: '2025-02', to: '2025-02' });
    expect(february).toMatchObject({ ties: true, total: { visits: 0 }, ledger: { carriedIn: [{ originMonth: '2025-01', amountFen: 21_000 }], booksFen: 21_000 } });
    const year = await getOverview(clerk(), { from: '2025-01', to: '2025-12' });
    expect(year).toMatchObject({ ties: true, ledger: { postedLater: [], carriedIn: [], booksFen: 28_000 } });
    const months = await listReconciliationMonths(clerk(), '2025');
    expect(months.map(({ month, visits, ties: tie, closed }) => [month, visits, tie, closed]).slice(0, 2)).toEqual([['2025-01', 2, true, true], ['2025-02', 0, true, false]]);
    expect(months).toHaveLength(12);
  });

  test('what was taken back counts as nothing on both sides', async () => {
    await take(ours(7000, { settlementId: 'paid' }), ours(-7000, { settlementId: 'back', on: '2025-01-15', isRefund: true, originalSettlementId: 'paid' }));
    expect(await getOverview(clerk(), january)).toMatchObject({ ties: true, total: { visits: 2, reportedFen: 0, oursFen: 0, classes: { taken_back: { visits: 2 } } } });
  });

  test('whoever sees a part of the region sees that part, and it ties as well', async () => {
    await take(ours(7000), ours(1, { at: district.foreignTownship, settlementId: 'foreign', who: district.elder }));
    const own = await getOverview(district.contextFor('doctor'), january);
    expect(own).toMatchObject({ ties: true, total: { visits: 1, reportedFen: 7000 } });
    expect(own.institutions.map((each) => each.institutionCode)).toEqual([district.township.code, district.clinic.code]);
    expect((await listDifferences(district.contextFor('doctor'), { months: january, order: 'time', page: 1, pageSize: 9 })).total).toBe(0);
    expect(() => getOverview(district.contextFor('nurse'), january)).toThrow(PermissionDenied);
  });

  test('ties whatever comes, in whatever batches, with refunds, and with months closed meanwhile', async () => {
    const record = fc.record({ day: fc.integer({ min: 1, max: 59 }), who: fc.nat(2), at: fc.nat(4), inScopeFen: fc.integer({ min: 0, max: 90_000 }), reported: fc.option(fc.integer({ min: 0, max: 60_000 })), refundOf: fc.option(fc.nat(20)) });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 3, maxLength: 18 }), fc.nat(18), async (records, cut) => {
        const home = await mintDistrict(store);
        const [people, places] = [[home.adult, home.elder, home.child], [home.lead, home.township, home.clinic, home.foreignLead, home.foreignTownship]];
        const rows = records.map(({ day, who, at, inScopeFen, reported, refundOf }, index) => {
          const original = refundOf === null ? undefined : records[refundOf];
          const party = original ?? { who, at };
          const on = new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 10);
          const back = original === undefined ? {} : { isRefund: true, originalSettlementId: `V${refundOf}` };
          return visitRow({ who: people[party.who] ?? home.adult, at: places[party.at] ?? home.lead, on, inScopeFen, reportedPoolFen: reported, settlementId: `V${index}`, ...back });
        });
        const context = home.contextFor('bureau_clerk');
        await importVisits(context, fileOf(rows.slice(cut)));
        await store.transaction((tx) => closePeriod(tx, home.regionCode, '2025-01', 0, 'test'));
        await importVisits(context, fileOf(rows.slice(0, cut)));
        for (const span of [january, { from: '2025-02', to: '2025-02' }, { from: '2025-01', to: '2025-12' }]) {
          const { ties, institutions, total } = await getOverview(context, span);
          expect(ties).toBe(true);
          expect(institutions.reduce((sum, each) => sum + each.oursFen, 0)).toBe(total.oursFen);
          expect(institutions.reduce((sum, each) => sum + each.visits, 0)).toBe(total.visits);
        }
      }),
      { seed: 20_250_310, numRuns: 12 },
    );
  });
});

describe('working through the differences', () => {
  const two = () => take(ours(6000, { settlementId: 'small' }), ours(1000, { settlementId: 'large', on: '2025-01-20' }), ours(7000, { settlementId: 'silent', on: '2025-01-25', reportedPoolFen: null }));
  const seen = async () => (await list()).rows.map(({ institutionCode, settlementId, revision, version }) => ({ institutionCode, settlementId, revision, version }));
  const mark = async (name: Mark, note = '', rows = seen()) => accepted(await markDifferences(clerk(), { rows: await rows, mark: name, note }));

  test('lists the largest first, by class and status, and pages', async () => {
    await two();
    const { rows, total, classes, statuses } = await list();
    expect(rows.map((row) => row.settlementId)).toEqual(['large', 'small']);
    expect({ total, open: statuses.open, silent: classes.not_reported }).toEqual({ total: 2, open: 2, silent: 1 });
    expect((await list({ pageSize: 1, page: 2 })).rows.map((row) => row.settlementId)).toEqual(['small']);
    expect((await list({ atLeastFen: 5000 })).rows.map((row) => row.settlementId)).toEqual(['large']);
    expect((await list({ class: 'not_reported' })).rows.map((row) => row.settlementId)).toEqual(['silent']);
    expect((await list({ status: 'verified' })).total).toBe(0);
    expect((await list({ institutionCode: district.lead.code })).total).toBe(0);
    expect((await list({ months: { from: '2025-02', to: '2025-02' } })).total).toBe(0);
    expect((await list({ order: 'time' })).rows.map((row) => row.settlementId)).toEqual(['large', 'small']);
  });

  test('marks many at once, keeps who and when, and leaves the adjudication as it is', async () => {
    await two();
    const before = await getOverview(clerk(), january);
    expect(await mark('correction_asked', '请按七成重新结算')).toMatchObject({ marked: 2 });
    const { rows, statuses } = await list();
    expect(rows[0]).toMatchObject({ status: 'correction_asked', mark: 'correction_asked', note: '请按七成重新结算', markedByName: '经办员', version: 1 });
    expect(statuses).toMatchObject({ open: 0, correction_asked: 2 });
    expect(await getOverview(clerk(), january)).toEqual(before);
    expect(await mark('corrected')).toMatchObject({ marked: 2 });
    const trail = await store.reads.select().from(auditEvent).where(and(eq(auditEvent.regionCode, district.regionCode), eq(auditEvent.action, 'reconciliation.marked')));
    expect(trail.map(({ facts }) => facts)).toMatchObject([{ mark: 'correction_asked', marked: 2 }, { mark: 'corrected', marked: 2 }]);
  });

  test('reports row by row what could not be marked, and marks the others', async () => {
    await two();
    const rows = await seen();
    const silent = { institutionCode: district.township.code, settlementId: 'silent', revision: 1, version: 0 };
    const report = await mark('verified', '', Promise.resolve([...rows, silent, { ...silent, settlementId: 'nobody' }]));
    expect(report.rows.map(({ settlementId, refusals }) => [settlementId, refusals.map(({ code }) => code)])).toEqual([
      ['large', []],
      ['small', []],
      ['silent', ['reconciliation.nothing_to_mark']],
      ['nobody', ['not_found']],
    ]);
    // The second of two clerks, with the same list on the screen.
    const late = await mark('accepted', '医院系统版本旧', Promise.resolve(rows));
    expect(late).toMatchObject({ marked: 0, rows: [{ refusals: [{ code: 'conflict.changed_meanwhile' }] }, { refusals: [{ code: 'conflict.changed_meanwhile' }] }] });
  });

  test('a mark lapses when the fold adjudicates anew, and the difference is to be looked at again', async () => {
    await two();
    const rows = await seen();
    await mark('verified');
    await take(ours(null, { settlementId: 'earlier', on: '2025-01-02' }));
    const { statuses, rows: now } = await list();
    expect(statuses).toMatchObject({ verified: 0, reopened: 2 });
    expect(now.every((row) => row.mark === 'verified' && row.status === 'reopened')).toBe(true);
    const stale = await mark('verified', '', Promise.resolve(rows.map((row) => ({ ...row, version: 1 }))));
    expect(stale.rows[0]?.refusals).toMatchObject([{ code: 'reconciliation.adjudicated_again' }]);
    expect(await mark('verified')).toMatchObject({ marked: 2 });
    expect((await list()).statuses).toMatchObject({ verified: 2, reopened: 0 });
    expect(await mark('open')).toMatchObject({ marked: 2 });
    expect((await list()).statuses).toMatchObject({ open: 2 });
  });

  test('leaves as a workbook that says the same as the screen, and its taking is noted', async () => {
    await two();
    await mark('correction_asked', '请按七成重新结算');
    const { fileName, workbook } = accepted(await exportReconciliation(clerk(), { months: january }, words));
    expect(fileName).toBe('对账-2025-01');
    const sheets = await Promise.all(workbook.sheets.map(async ({ name, rows }) => ({ name, rows: await Array.fromAsync(rows) })));
    expect(sheets.map(({ name, rows }) => [name, rows.length])).toEqual([['机构汇总', 6], ['差异分类', 10], ['与总账核对', 4], ['差异明细', 2]]);
    expect(sheets[0]?.rows.at(-1)?.slice(1, 6)).toEqual(['合计', 3, 7000, 49_000, -21_000]);
    expect(sheets[3]?.rows[0]).toEqual(expect.arrayContaining(['large', '已要求更正', '请按七成重新结算', '经办员']));
    const trail = await store.reads.select().from(auditEvent).where(and(eq(auditEvent.regionCode, district.regionCode), eq(auditEvent.action, 'reconciliation.exported')));
    expect(trail).toHaveLength(1);
  });

  test('is for the bureau: others read or do not come in', async () => {
    await two();
    const rows = await seen();
    const act = (role: 'auditor' | 'doctor' | 'finance') => markDifferences(district.contextFor(role), { rows, mark: 'verified', note: '' });
    for (const role of ['auditor', 'doctor', 'finance'] as const) await expect(act(role)).rejects.toBeInstanceOf(PermissionDenied);
  });
});
