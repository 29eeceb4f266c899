import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { dialect } from '@/db/columns';
import { auditEvent, importIssue, ledgerEntry, visit } from '@/db/schema';
import { maskIdentityNumber } from '@/server/domain/kernel/identity-number';
import { getBatch } from '@/server/services/import/get-batch';
import { type VisitFacts, importVisits, startVisitImport } from '@/server/services/import/import-visits';
import { FileProblem, type ImportCounts, type IncomingRow } from '@/server/services/import/incoming';
import { listBatches } from '@/server/services/import/list-batches';
import { readRejectedRows } from '@/server/services/import/read-rejected-rows';
import { findResidentByNumber } from '@/server/services/resident/find-resident';
import { PermissionDenied } from '@/server/services/permit';
import { type District, mintDistrict } from '../factories/district';
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

const clerk = () => district.contextFor('bureau_clerk');
const sound = (changes: Partial<ReportedVisit> = {}): ReportedVisit => ({ who: district.adult, at: district.township, on: '2025-01-10', inScopeFen: 30_000, ...changes });
const take = (rows: readonly IncomingRow<VisitFacts>[]) => importVisits(clerk(), fileOf(rows));
const reasonsOf = async (batchId: string) => {
  const { issues } = accepted(await getBatch(clerk(), { batchId, page: 1, pageSize: 50 }));
  return issues.rows.map((issue) => [issue.outcome, issue.reasons.map(({ code, column }) => [column, code])]);
};
const heldIds = async () => (await store.reads.select({ id: visit.settlementId }).from(visit).where(eq(visit.regionCode, district.regionCode))).map((row) => row.id).sort();

describe('rows of a file', () => {
  test('are accepted once; the same again is held already, other content conflicts and changes nothing', async () => {
    const [one, two] = [visitRow(sound({ settlementId: 'one' })), visitRow(sound({ settlementId: 'two' }))];
    expect(await take([one, two])).toMatchObject({ rowsRead: 2, accepted: 2 });
    const changed = visitRow(sound({ settlementId: 'one', inScopeFen: 99_900 }));
    const summary = await take([one, changed, two]);
    expect(summary).toMatchObject({ rowsRead: 3, accepted: 0, alreadyHeld: 2, conflicting: 1, rejected: 0, status: 'done' });
    expect(await reasonsOf(summary.batchId)).toEqual([['conflicting', [['medins_setl_id', 'import.content_differs']]]]);
    const [kept] = await store.reads.select().from(visit).where(and(eq(visit.regionCode, district.regionCode), eq(visit.settlementId, 'one')));
    expect(kept?.inScopeFen).toBe(30_000);
  });

  test('may name one key twice in one file', async () => {
    const rows = [sound({ settlementId: 'one' }), sound({ settlementId: 'one' }), sound({ settlementId: 'one', inScopeFen: 5 })];
    expect(await take(rows.map(visitRow))).toMatchObject({ accepted: 1, alreadyHeld: 1, conflicting: 1 });
  });

  test('whose columns have slipped leave no identity number in the reasons that are kept', async () => {
    const { certNo } = district.adult;
    const { batchId } = await take([visitRow(sound({ who: { ...district.adult, name: certNo } }))]);
    expect(await reasonsOf(batchId)).toEqual([['rejected', [['psn_name', 'visit.name_differs']]]]);
    const [issue] = await store.reads.select().from(importIssue).where(eq(importIssue.batchId, batchId));
    expect(JSON.stringify(issue)).not.toContain(certNo);
    expect(issue?.reasons[0]?.facts).toEqual({ reportedName: maskIdentityNumber(certNo) });
  });

  test('that cannot be taken tell every reason with its column; the others are taken', async () => {
    const stranger = { ...district.adult, certNo: '110101199003077571', name: '陌生人' };
    const bad = [
      sound({ settlementId: 'nowhere', at: { code: 'H99999999999' }, who: stranger, on: '2030-01-01' }),
      sound({ settlementId: 'sum', inScopeFen: 30_000, totalFen: 30_001 }),
      sound({ settlementId: 'name', who: { ...district.adult, name: '别人' } }),
      sound({ settlementId: 'early', on: '2023-06-01' }),
    ];
    const summary = await take([...bad, sound({ settlementId: 'good' })].map(visitRow));
    expect(summary).toMatchObject({ rowsRead: 5, accepted: 1, rejected: 4 });
    expect(await reasonsOf(summary.batchId)).toEqual([
      ['rejected', [['fixmedins_code', 'visit.institution_unknown'], ['certno', 'visit.resident_unknown'], ['setl_time', 'visit.settled_in_future']]],
      ['rejected', [['medfee_sumamt', 'visit.parts_do_not_add_up']]],
      ['rejected', [['psn_name', 'visit.name_differs']]],
      ['rejected', [['setl_time', 'policy.none_in_force']]],
    ]);
    expect(await heldIds()).toEqual(['good']);
  });

  test('whose columns cannot be read are not judged by what stands in for them', async () => {
    const row = visitRow(sound({ at: { code: 'H99999999999' }, totalFen: 0 }));
    const unread = { ...row, problems: [{ code: 'import.amount_malformed', column: 'medfee_sumamt', facts: { column: 'medfee_sumamt', value: 'x' } } as const] };
    const summary = await take([unread]);
    expect(await reasonsOf(summary.batchId)).toEqual([['rejected', [['medfee_sumamt', 'import.amount_malformed'], ['fixmedins_code', 'visit.institution_unknown']]]]);
  });

  test('of another institution are refused where the file is for one', async () => {
    const rows = [sound({ settlementId: 'own' }), sound({ settlementId: 'other', at: district.lead })].map(visitRow);
    const summary = await importVisits(clerk(), { ...fileOf(rows), institutionCode: district.township.code });
    expect(summary).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await reasonsOf(summary.batchId)).toEqual([['rejected', [['fixmedins_code', 'import.other_institution']]]]);
  });

  test('after a death are taken for a while, then not', async () => {
    const who = await district.addResident({ name: '周福', deathDay: '2025-01-15' });
    const rows = [sound({ who, settlementId: 'grace', on: '2025-02-14' }), sound({ who, settlementId: 'late', on: '2025-02-15' })];
    const summary = await take(rows.map(visitRow));
    expect(summary).toMatchObject({ accepted: 1, rejected: 1 });
    expect(await reasonsOf(summary.batchId)).toEqual([['rejected', [['setl_time', 'visit.settled_after_death']]]]);
  });
});

describe('an import', () => {
  test('is the bureau clerk’s and the operator’s', async () => {
    for (const role of ['doctor', 'referral_office', 'bureau_reviewer', 'finance', 'auditor', 'administrator'] as const) {
      await expect(importVisits(district.contextFor(role), fileOf([]))).rejects.toBeInstanceOf(PermissionDenied);
    }
    expect(await importVisits(district.contextFor('system'), fileOf([visitRow(sound())]))).toMatchObject({ accepted: 1 });
  });

  test('of nothing ends with nothing', async () => {
    expect(await take([])).toMatchObject({ rowsRead: 0, status: 'done' });
  });

  test('of many rows tells its progress, and its counters add up', async () => {
    const rows = Array.from({ length: 4100 }, (_, at) => visitRow(sound({ settlementId: `n${at}`, inScopeFen: at % 7 === 0 ? -1 : 100, who: at % 2 ? district.adult : district.elder })));
    const seen: ImportCounts[] = [];
    const summary = await importVisits(clerk(), fileOf(rows), (counts) => seen.push(counts));
    // How many are taken at once depends on how long it takes; never more than are read ahead.
    const steps = seen.map(({ rowsRead }, at) => rowsRead - (seen[at - 1]?.rowsRead ?? 0));
    expect(steps.every((step) => step > 0 && step <= 2000)).toBe(true);
    expect(seen.at(-1)?.rowsRead).toBe(4100);
    expect(summary).toMatchObject({ rowsRead: 4100, accepted: 3514, rejected: 586 });
    const { batch } = accepted(await getBatch(clerk(), { batchId: summary.batchId, page: 1, pageSize: 1 }));
    expect(batch).toMatchObject({ rowsRead: 4100, accepted: 3514, rejected: 586, status: 'done' });
  });

  test('goes on while others of the bureau leave audit rows without a pause', async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => district.addResident()));
    const rows = Array.from({ length: 600 }, (_, at) => visitRow(sound({ settlementId: `n${at}`, who: people[at % people.length] ?? district.adult })));
    const other = district.contextFor('bureau_reviewer');
    let isOver = false;
    const importing = take(rows).finally(() => (isOver = true));
    let looks = 0;
    for (; !isOver; looks += 1) accepted(await findResidentByNumber(other, { certType: '01', certNo: district.elder.certNo }));
    expect(await importing).toMatchObject({ accepted: 600, status: 'done' });
    expect(looks).toBeGreaterThan(0);
  });

  test('lets others write between its rows, and takes each row once all the same', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => district.addResident()));
    const rows = Array.from({ length: 900 }, (_, at) => visitRow(sound({ settlementId: `n${at}`, inScopeFen: at % 9 === 0 ? -1 : 100, who: people[at % people.length] ?? district.adult })));
    let isOver = false;
    const importing = take(rows).finally(() => (isOver = true));
    // Somebody signs in, books, looks somebody up: without a pause.
    while (!isOver) accepted(await findResidentByNumber(district.contextFor('bureau_reviewer'), { certType: '01', certNo: district.elder.certNo }));
    const { batchId, ...counts } = await importing;
    expect(counts).toMatchObject({ rowsRead: 900, accepted: 800, rejected: 100, status: 'done' });
    const { batch } = accepted(await getBatch(clerk(), { batchId, page: 1, pageSize: 1 }));
    expect(batch).toMatchObject({ rowsRead: 900, accepted: 800, rejected: 100 });
    const trail = await store.reads.select().from(auditEvent).where(and(eq(auditEvent.subjectId, batchId), eq(auditEvent.action, 'import.rows_taken'))).orderBy(auditEvent.seq);
    const spans = trail.map(({ facts }) => facts as { first: number; last: number; rowsRead: number });
    if (dialect === 'sqlite') expect(spans.length).toBeGreaterThan(1);
    expect(spans.reduce((sum, { rowsRead }) => sum + rowsRead, 0)).toBe(900);
    for (const [at, { first, last, rowsRead }] of spans.entries()) {
      expect(last - first + 1).toBe(rowsRead);
      if (at > 0) expect(first).toBe((spans[at - 1]?.last ?? 0) + 1);
    }
    expect(await heldIds()).toHaveLength(800);
  });

  test('can be watched from its start, and leaves its trail in the audit', async () => {
    const started = await startVisitImport(clerk(), fileOf([visitRow(sound())], '三月.csv'));
    const running = accepted(await getBatch(clerk(), { batchId: started.batchId, page: 1, pageSize: 1 }));
    expect(running.batch).toMatchObject({ status: 'running', fileName: '三月.csv' });
    await started.run();
    expect((await listBatches(clerk(), { page: 1, pageSize: 5 })).rows[0]).toMatchObject({ id: started.batchId, status: 'done' });
    const trail = await store.reads.select().from(auditEvent).where(and(eq(auditEvent.regionCode, district.regionCode), eq(auditEvent.subjectId, started.batchId)));
    expect(trail.map((row) => row.action)).toEqual(['import.started', 'import.rows_taken', 'import.finished']);
  });

  test('whose file breaks off keeps what it took; begun again it takes the rest', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => visitRow(sound({ settlementId: `n${at}` })));
    async function* broken() {
      yield* rows.slice(0, 2100);
      await Promise.resolve();
      throw new FileProblem({ code: 'import.file_malformed', facts: { line: 2102 } });
    }
    const first = await importVisits(clerk(), { fileName: 'x', digest: 'same', rows: broken() });
    expect(first).toMatchObject({ status: 'failed', accepted: 2000, problem: { code: 'import.file_malformed' } });
    expect(await take(rows)).toMatchObject({ accepted: 500, alreadyHeld: 2000, status: 'done' });
  });

  test('that was never heard of again is given up when its file comes again', async () => {
    const file = { fileName: 'x', digest: 'killed' };
    const lost = await startVisitImport(clerk(), { ...file, rows: fileOf<VisitFacts>([]).rows });
    await importVisits(clerk(), { ...file, rows: fileOf([visitRow(sound())]).rows });
    const { batch } = accepted(await getBatch(clerk(), { batchId: lost.batchId, page: 1, pageSize: 1 }));
    expect(batch).toMatchObject({ status: 'interrupted', problem: null });
  });

  test('keeps its region apart: the same key elsewhere is another visit', async () => {
    const other = await mintDistrict(store);
    await take([visitRow(sound({ settlementId: 'one' }))]);
    const foreign = visitRow(sound({ settlementId: 'one' }));
    expect(await importVisits(other.contextFor('bureau_clerk'), fileOf([foreign]))).toMatchObject({ accepted: 0, rejected: 1 });
    const mine = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, other.regionCode));
    expect(mine).toEqual([]);
  });
});

describe('rows that were not taken', () => {
  const bad = async () => (await take([visitRow(sound({ settlementId: 'bad', inScopeFen: -5 }))])).batchId;

  test('lie sealed in the database', async () => {
    const batchId = await bad();
    const [row] = await store.reads.select().from(importIssue).where(eq(importIssue.batchId, batchId));
    expect(JSON.stringify(row)).not.toContain(district.adult.certNo);
  });

  test('come back as they were, and reading them is on record', async () => {
    const batchId = await bad();
    const { columns, rows, more } = accepted(await readRejectedRows(clerk(), { batchId }));
    expect(columns).toEqual(['fixmedins_code', 'medins_setl_id', 'certno']);
    expect(rows.map((row) => row.original)).toEqual([{ fixmedins_code: district.township.code, medins_setl_id: 'bad', certno: district.adult.certNo }]);
    expect(more).toBe(false);
    const trail = await store.reads.select().from(auditEvent).where(eq(auditEvent.subjectId, batchId));
    expect(trail.map((row) => row.action)).toContain('import.rejected_rows_read');
  });

  test('are found by nobody of another region', async () => {
    const batchId = await bad();
    const foreigner = (await mintDistrict(store)).contextFor('bureau_clerk');
    expect(codesOf(await readRejectedRows(foreigner, { batchId }))).toEqual(['not_found']);
    expect(codesOf(await getBatch(foreigner, { batchId, page: 1, pageSize: 1 }))).toEqual(['not_found']);
  });
});
