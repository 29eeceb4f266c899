import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { contract, importReview, importReviewRow, resident } from '@/db/schema';
import { unseal } from '@/db/sealed';
import { keptMs, reviewSilenceMs } from '@/server/domain/import/review';
import { codesOf } from '../factories/signing';
import { applyReview, decisionsOf, residentFile, reviewOf, rowsOf, stage, contractFile } from '../factories/reviews';
import { PermissionDenied } from '@/server/services/permit';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRow, decideRows } from '@/server/services/import-review/decide-rows';
import { dropReview } from '@/server/services/import-review/drop-review';
import { getReview, listReviews } from '@/server/services/import-review/get-review';
import { reviewedResidents } from '@/server/services/import-review/kinds';
import { interruptReviews, purgeReviews } from '@/server/services/import-review/purge-reviews';
import { startReview } from '@/server/services/import-review/start-review';
import { type District, citizenId, mintDistrict } from '../factories/district';
import { accepted, signed, signingOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
let district: District;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());
beforeEach(async () => {
  district = await mintDistrict(store);
});

const clerk = () => district.contextFor('bureau_clerk');
const doctor = () => district.contextFor('doctor');

type Cells = Record<string, string>;
/** Somebody nobody has heard of. */
const stranger = (changes: Cells = {}): Cells => ({ 证件号码: citizenId({ area: '110101', birthDay: '1971-03-05', serial: 101 }), 姓名: '孙大海', 险种: '居民医保', ...changes });
const onFile = (who: District['adult'], changes: Cells = {}): Cells => ({ 证件号码: who.certNo, 姓名: who.name, 险种: who.coverage.insutype, ...changes });
/** A number that is one digit away and still a number. */
function mistyped(certNo: string): string {
  const serial = Number(certNo.slice(14, 17));
  return citizenId({ area: certNo.slice(0, 6), birthDay: `${certNo.slice(6, 10)}-${certNo.slice(10, 12)}-${certNo.slice(12, 14)}`, serial: serial >= 900 ? serial - 100 : serial + 100 });
}

const classesOf = async (reviewId: string) => (await rowsOf(clerk(), reviewId)).map((row) => [row.rowNumber, row.class]);
const allResidents = () => store.reads.select().from(resident).where(eq(resident.regionCode, district.regionCode));

describe('residents that were uploaded', () => {
  test('are each told to be one thing: new, changed, a close match, held, elsewhere or rejected', async () => {
    const gone = await district.addResident({ name: '周迁出' });
    await store.transaction((tx) => tx.update(resident).set({ movedOutOn: '2025-01-01' }).where(eq(resident.id, gone.id)).then(() => undefined));
    const reviewId = await stage(clerk(), residentFile([
      stranger(),
      onFile(district.elder, { 联系电话: '13900001111' }),
      onFile(district.adult, { 证件号码: mistyped(district.adult.certNo) }),
      onFile(district.child),
      onFile(gone, { 住址: '搬走以后的地方' }),
      stranger({ 证件号码: '11010119710305101', 险种: '没有的' }),
    ]));
    expect(await classesOf(reviewId)).toEqual([[2, 'new'], [3, 'changed'], [4, 'close'], [5, 'held'], [6, 'elsewhere'], [7, 'rejected']]);
    const rows = await rowsOf(clerk(), reviewId);
    expect(rows[1]?.differences).toEqual([{ field: 'phone', before: null, after: '139****1111' }]);
    expect(rows[2]?.candidates[0]).toMatchObject({ residentId: district.adult.id, particulars: { name: district.adult.name } });
    expect(rows[2]?.candidates[0]?.differences.map(({ field }) => field)).toEqual(['certificate']);
    expect(rows[4]?.reasons).toMatchObject([{ code: 'import.resident_moved_out' }]);
    expect(rows[5]?.reasons.map(({ code, column }) => [column, code])).toEqual([['insutype', 'import.value_unknown'], ['certno', 'identity.wrong_length']]);
    expect(accepted(await getReview(clerk(), { reviewId }))).toMatchObject({ status: 'ready', rowsRead: 6, isSilent: false, mine: true });
    expect(await allResidents()).toHaveLength(4);
  });

  test('lie sealed: no number, name or phone of theirs is in a table', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger({ 联系电话: '13900002222' }), stranger({ 证件号码: '440101199001010000' })]));
    const rows = await store.reads.select().from(importReviewRow).where(eq(importReviewRow.reviewId, reviewId));
    const text = JSON.stringify(rows);
    for (const secret of [stranger().证件号码, '13900002222', '孙大海', '440101199001010000']) expect(text).not.toContain(secret);
    expect(unseal(rows[0]?.rowSealed ?? '')).toContain('孙大海');
  });

  test('are taken as they were decided, and told row by row', async () => {
    const reviewId = await stage(clerk(), residentFile([
      stranger(),
      stranger({ 姓名: '孙小海', 证件号码: citizenId({ area: '110101', birthDay: '1991-03-05', serial: 103 }) }),
      onFile(district.elder, { 联系电话: '13900001111', 重点人群: '高血压、糖尿病' }),
      onFile(district.adult, { 证件号码: mistyped(district.adult.certNo) }),
      onFile(district.child, { 姓名: '陈晓雨' }),
    ]));
    await decisionsOf(clerk(), reviewId, { 2: 'take', 3: 'discard', 4: 'take', 5: 'distinct', 6: 'take' });
    expect(await applyReview(clerk(), reviewId)).toEqual({ done: 4, held: 0, refused: 0, handedBack: 0 });
    const people = await allResidents();
    expect(people.map(({ name }) => name).sort()).toEqual(['刘桂兰', '孙大海', '陈思远', '陈思远', '陈晓雨'].sort());
    const elder = people.find(({ id }) => id === district.elder.id);
    expect(unseal(elder?.phoneSealed ?? '')).toBe('13900001111');
    expect(elder?.keyGroups).toEqual(expect.arrayContaining(['hypertension', 'diabetes']));
    expect((await rowsOf(clerk(), reviewId)).map(({ rowNumber, decision, result }) => [rowNumber, decision, result])).toEqual([[2, 'take', 'done'], [3, 'discard', null], [4, 'take', 'done'], [5, 'distinct', 'done'], [6, 'take', 'done']]);
    expect(await reviewOf(clerk(), reviewId)).toMatchObject({ status: 'applied' });
  });

  test('of a close match who is the same person get the other number, and no second record', async () => {
    const right = mistyped(district.adult.certNo);
    const reviewId = await stage(clerk(), residentFile([onFile(district.adult, { 证件号码: right })]));
    await decisionsOf(clerk(), reviewId, { 2: 'same' });
    expect(await applyReview(clerk(), reviewId)).toMatchObject({ done: 1 });
    const [row] = (await allResidents()).filter(({ id }) => id === district.adult.id);
    expect(unseal(row?.identitySealed ?? '')).toBe(right);
    expect(await allResidents()).toHaveLength(3);
  });

  test('are handed back when the person changed after the decision', async () => {
    const reviewId = await stage(clerk(), residentFile([onFile(district.elder, { 姓名: '刘桂岚' })]));
    await decisionsOf(clerk(), reviewId, { 2: 'take' });
    await store.transaction((tx) => tx.update(resident).set({ address: '新地址' }).where(eq(resident.id, district.elder.id)).then(() => undefined));
    expect(await applyReview(clerk(), reviewId)).toEqual({ done: 0, held: 0, refused: 0, handedBack: 1 });
    expect(await rowsOf(clerk(), reviewId)).toMatchObject([{ class: 'changed', decision: null, result: null }]);
    expect(await reviewOf(clerk(), reviewId)).toMatchObject({ status: 'ready' });
    await decisionsOf(clerk(), reviewId, { 2: 'take' });
    expect(await applyReview(clerk(), reviewId)).toMatchObject({ done: 1 });
  });

  test('who became known meanwhile are held, not registered twice', async () => {
    const [first, second] = [await stage(clerk(), residentFile([stranger()])), await stage(clerk(), residentFile([stranger(), stranger({ 姓名: '别人', 证件号码: citizenId({ area: '110101', birthDay: '1966-01-01', serial: 301 }) })]))];
    for (const reviewId of [first, second]) accepted(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: 'take' }));
    expect(await applyReview(clerk(), first)).toMatchObject({ done: 1 });
    expect(await applyReview(clerk(), second)).toMatchObject({ done: 1, held: 1 });
  });

  test('that stand in a file twice count once; those that contradict each other not at all', async () => {
    const other = { 姓名: '孙小海', 证件号码: citizenId({ area: '110101', birthDay: '1991-03-05', serial: 103 }) };
    const reviewId = await stage(clerk(), residentFile([stranger(), stranger(other), stranger(), stranger({ ...other, 姓名: '孙晓海' })]));
    expect(await classesOf(reviewId)).toEqual([[2, 'new'], [3, 'rejected'], [4, 'held'], [5, 'rejected']]);
    expect((await rowsOf(clerk(), reviewId)).map(({ reasons }) => reasons.map(({ code, facts }) => [code, facts]))).toEqual([
      [],
      [['import.row_contradicted', { row: 5 }]],
      [['import.row_repeated', { row: 2 }]],
      [['import.row_contradicted', { row: 3 }]],
    ]);
  });

  test('who look alike in one file are told of each other: the later one is a close match, and a person decides', async () => {
    const first = stranger();
    const later = stranger({ 证件号码: mistyped(first.证件号码 ?? '') });
    const reviewId = await stage(clerk(), residentFile([first, stranger({ 姓名: '孙小海' }), later]));
    // The second row has the first one's number and another name: both are left alone, and nobody is like a row that is not taken.
    expect(await classesOf(reviewId)).toEqual([[2, 'rejected'], [3, 'rejected'], [4, 'new']]);

    const alike = await stage(clerk(), residentFile([first, later]));
    expect(await classesOf(alike)).toEqual([[2, 'new'], [3, 'close']]);
    expect((await rowsOf(clerk(), alike))[1]).toMatchObject({ reasons: [{ code: 'import.row_looks_alike', facts: { row: 2 } }], candidates: [], options: ['distinct', 'discard'] });
    accepted(await decideRows(clerk(), { reviewId: alike, rowClass: 'new', decision: 'take' }));
    expect(await applyReview(clerk(), alike)).toMatchObject({ done: 1 });
    // Once the first is on file, the later one is held against them.
    const [known] = (await allResidents()).filter(({ name }) => name === first.姓名);
    expect((await rowsOf(clerk(), alike))[1]).toMatchObject({ candidates: [{ residentId: known?.id }], options: ['same', 'distinct', 'discard'] });
    await decisionsOf(clerk(), alike, { 3: 'distinct' });
    expect(await applyReview(clerk(), alike)).toMatchObject({ done: 1 });
    expect((await allResidents()).filter(({ name }) => name === first.姓名)).toHaveLength(2);
  });

  test('who look alike are found across the batches that a long file is staged in', async () => {
    const first = stranger();
    const others = Array.from({ length: 600 }, (_, at) => stranger({ 姓名: `路人${at}`, 证件号码: citizenId({ area: '110101', birthDay: '1962-02-02', serial: at + 1 }) }));
    const reviewId = await stage(clerk(), residentFile([first, ...others, stranger({ 证件号码: mistyped(first.证件号码 ?? '') })]));
    const rows = await store.reads.select().from(importReviewRow).where(eq(importReviewRow.reviewId, reviewId));
    expect(rows.filter((row) => row.class !== 'new').map((row) => [row.rowNumber, row.class, row.reasons])).toEqual([[603, 'close', [{ code: 'import.row_looks_alike', column: 'certno', facts: { row: 2 } }]]]);
  });

  test('in the same file again lead to the review that is open', async () => {
    const file = residentFile([stranger()]);
    const reviewId = await stage(clerk(), file);
    const again = await startReview(clerk(), reviewedResidents, await file());
    expect(again).toMatchObject({ reviewId, again: true });
    accepted(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: 'take' }));
    await applyReview(clerk(), reviewId);
    const later = await stage(clerk(), file);
    expect(later).not.toBe(reviewId);
    expect(await classesOf(later)).toEqual([[2, 'held']]);
  });
});

describe('two people who decide at once', () => {
  test('about a row: one wins, the other is told', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger()]));
    const row = { reviewId, rowNumber: 2, version: 1, residentId: null };
    const outcomes = await Promise.all([decideRow(clerk(), { ...row, decision: 'take' }), decideRow(clerk(), { ...row, decision: 'discard' })]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.flatMap(codesOf)).toEqual(['conflict.changed_meanwhile']);
  });

  test('to apply: one does, the other is told; a silent one is carried on', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger()]));
    accepted(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: 'take' }));
    const outcomes = await Promise.all([startApplying(clerk(), { reviewId }), startApplying(clerk(), { reviewId })]);
    expect(outcomes.flatMap(codesOf)).toEqual(['review.not_open']);
    expect(codesOf(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: null }))).toEqual(['review.not_open']);
    const later = { ...clerk(), now: () => clerk().now() + reviewSilenceMs + 1 };
    expect(accepted(await getReview(later, { reviewId }))).toMatchObject({ status: 'applying', isSilent: true });
    expect(await accepted(await startApplying(later, { reviewId })).run()).toMatchObject({ done: 1 });
    expect(codesOf(await startApplying(clerk(), { reviewId }))).toEqual(['review.not_open']);
  });

  test('cannot decide what is not offered, nor apply nothing', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger(), onFile(district.child)]));
    expect(codesOf(await decideRows(clerk(), { reviewId, rowClass: 'held', decision: 'take' }))).toEqual(['review.decision_not_offered']);
    expect(codesOf(await decideRows(clerk(), { reviewId, rowClass: 'close', decision: 'same' }))).toEqual(['review.decision_not_offered']);
    expect(codesOf(await decideRow(clerk(), { reviewId, rowNumber: 2, version: 1, decision: 'same', residentId: district.elder.id }))).toEqual(['review.decision_not_offered']);
    expect(codesOf(await startApplying(clerk(), { reviewId }))).toEqual(['review.nothing_decided']);
  });
});

describe('contracts that were uploaded', () => {
  const paper = (who: District['adult'], changes: Cells = {}): Cells => ({ 身份证号: who.certNo, 姓名: who.name, 签约团队: district.team.name, 签约日期: '2025-03-01', 签约年限: '1', 服务包: '基础服务包', ...changes });
  const contracts = () => store.reads.select().from(contract).where(eq(contract.regionCode, district.regionCode));

  test('are told apart, and signed by the doctor whose team they are with', async () => {
    await signed(district.contextFor('doctor', { foreign: true }), signingOf({ team: district.foreignTeam }, district.elder));
    const done = await district.addResident({ name: '已签约' });
    const reviewId = await stage(doctor(), contractFile([
      paper(district.adult),
      paper(district.elder),
      paper(district.child),
      paper(district.child, { 身份证号: mistyped(district.child.certNo), 监护人姓名: '陈思远' }),
      paper(done, { 签约团队: district.foreignTeam.name }),
      paper({ ...district.adult, certNo: citizenId({ area: '110101', birthDay: '1959-09-09', serial: 11 }) }, { 姓名: '从未登记' }),
    ]));
    expect((await rowsOf(doctor(), reviewId)).map((row) => [row.class, row.reasons.map(({ code }) => code)])).toEqual([
      ['new', []],
      ['elsewhere', ['contract.already_active']],
      ['rejected', ['contract.guardian_required']],
      ['close', []],
      ['rejected', ['registry.team_unknown']],
      ['rejected', ['visit.resident_unknown']],
    ]);
    accepted(await decideRows(doctor(), { reviewId, rowClass: 'new', decision: 'take' }));
    await decisionsOf(doctor(), reviewId, { 5: 'same' });
    expect(await applyReview(doctor(), reviewId)).toMatchObject({ done: 2 });
    expect((await contracts()).map(({ residentId, channel }) => [residentId, channel]).sort()).toEqual([[district.adult.id, 'import'], [district.child.id, 'import'], [district.elder.id, 'desk']].sort());
  });

  test('that say otherwise than a contract on file correct it', async () => {
    const first = await stage(clerk(), contractFile([paper(district.adult)]));
    accepted(await decideRows(clerk(), { reviewId: first, rowClass: 'new', decision: 'take' }));
    await applyReview(clerk(), first);
    const reviewId = await stage(clerk(), contractFile([paper(district.adult, { 服务包: '基础服务包；高血压服务包' })]));
    const [row] = await rowsOf(clerk(), reviewId);
    expect(row).toMatchObject({ class: 'changed', differences: [{ field: 'packages', before: 'basic', after: 'basic;hypertension' }] });
    accepted(await decideRows(clerk(), { reviewId, rowClass: 'changed', decision: 'take' }));
    const counts = await applyReview(clerk(), reviewId);
    expect([counts.done, (await rowsOf(clerk(), reviewId))[0]?.resultReasons]).toEqual([1, []]);
    expect(await stage(clerk(), contractFile([paper(district.adult, { 服务包: 'basic;hypertension', 备注: '再来一次' })])).then((again) => classesOf(again))).toEqual([[2, 'held']]);
  });

  test('of one person are signed in the order of their days, whatever the order of the file', async () => {
    const reviewId = await stage(clerk(), contractFile([paper(district.adult, { 签约日期: '2025-01-01' }), paper(district.adult, { 签约日期: '2024-01-01' })]));
    accepted(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: 'take' }));
    expect(await applyReview(clerk(), reviewId)).toMatchObject({ done: 2 });
  });
});

describe('who may look', () => {
  test('a doctor at files of their own institution, a clerk at all of the region, others at none', async () => {
    const own = await stage(doctor(), contractFile([]));
    const foreign = await stage(district.contextFor('doctor', { foreign: true }), contractFile([{ 备注: '空' }]));
    expect((await listReviews(doctor(), { page: 1, pageSize: 10 })).rows.map(({ id }) => id)).toEqual([own]);
    expect((await listReviews(clerk(), { page: 1, pageSize: 10 })).rows.map(({ id }) => id).sort()).toEqual([own, foreign].sort());
    expect(codesOf(await getReview(doctor(), { reviewId: foreign }))).toEqual(['not_found']);
    await expect(listReviews(district.contextFor('nurse'), { page: 1, pageSize: 10 })).rejects.toBeInstanceOf(PermissionDenied);
    await expect(startReview(doctor(), reviewedResidents, await residentFile([stranger()])())).rejects.toBeInstanceOf(PermissionDenied);
  });
});

describe('what lies there too long', () => {
  const later = (ms: number) => ({ ...district.contextFor('system'), now: () => district.contextFor('system').now() + ms });

  test('is purged after a month; how it stood is kept', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger(), onFile(district.child)]));
    expect(await purgeReviews(later(keptMs - 1000))).toEqual({ purged: 0 });
    expect(await purgeReviews(later(keptMs + 1000))).toEqual({ purged: 1 });
    expect(await store.reads.select().from(importReviewRow).where(eq(importReviewRow.reviewId, reviewId))).toEqual([]);
    const view = accepted(await getReview(clerk(), { reviewId }));
    expect(view.purgedFrom).toBeNull();
    expect([...view.summary].map((each) => [each.class, each.rows]).sort()).toEqual([['held', 1], ['new', 1]]);
  });

  test('is told to be interrupted when the process that read it fell silent, and the file can be sent again', async () => {
    const file = residentFile([stranger()]);
    const started = await startReview(clerk(), reviewedResidents, await file());
    expect(await interruptReviews(later(reviewSilenceMs - 1000))).toEqual({ interrupted: 0 });
    expect(await interruptReviews(later(reviewSilenceMs + 1000))).toEqual({ interrupted: 1 });
    const again = await startReview(clerk(), reviewedResidents, await file());
    expect(again.again).toBe(false);
    expect(again.reviewId).not.toBe(started.reviewId);
  });

  test('may be thrown away, and cannot be worked on after that', async () => {
    const reviewId = await stage(clerk(), residentFile([stranger()]));
    accepted(await dropReview(clerk(), { reviewId }));
    expect(codesOf(await decideRows(clerk(), { reviewId, rowClass: 'new', decision: 'take' }))).toEqual(['review.not_open']);
    expect((await store.reads.select().from(importReview).where(eq(importReview.id, reviewId)))[0]).toMatchObject({ status: 'dropped' });
  });
});
