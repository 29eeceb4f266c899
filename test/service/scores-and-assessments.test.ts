import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { readScoreRow } from '@/server/integration/his/score-row';
import { readAssessments } from '@/server/integration/sheets/read-assessments';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { type AssessmentEntry, enterAssessments } from '@/server/services/assessment/enter-assessments';
import { listAssessments } from '@/server/services/assessment/list-assessments';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { getBatch } from '@/server/services/import/get-batch';
import { importScores } from '@/server/services/import/import-scores';
import { importVisits } from '@/server/services/import/import-visits';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { PermissionDenied } from '@/server/services/permit';
import { type District, mintDistrict } from '../factories/district';
import { bookYear, budgetOf, closeBooks, usePack } from '../factories/settled-year';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

describe('scores of stays', () => {
  let district: District;
  beforeAll(async () => {
    district = await mintDistrict(store);
    const { adult, township } = district;
    const visit = { who: adult, at: township, on: '2025-02-03', inScopeFen: 900_000 };
    const rows = [
      visitRow({ ...visit, settlementId: 'stay', medType: '21' }),
      visitRow({ ...visit, settlementId: 'long', medType: '21' }),
      visitRow({ ...visit, settlementId: 'clinic', medType: '11' }),
      visitRow({ ...visit, settlementId: 'gone', medType: '21' }),
      visitRow({ ...visit, settlementId: 'back', medType: '21', isRefund: true, originalSettlementId: 'gone' }),
    ];
    expect(await importVisits(district.contextFor('bureau_clerk'), fileOf(rows))).toMatchObject({ accepted: 5 });
  });

  const scores = (...rows: Record<string, string>[]) =>
    fileOf(rows.map((row, at) => readScoreRow({ rowNumber: at + 2, problems: [], fields: { fixmedins_code: district.township.code, scheme: 'DRG', group_code: 'BR25', group_name: '脑缺血性疾患', points: '0.85', bed_days: '', ...row } })), 'scores.csv');
  const reasonsOf = async (batchId: string) => {
    const view = accepted(await getBatch(district.contextFor('bureau_clerk'), { batchId, page: 1, pageSize: 50 }));
    return view.issues.rows.map(({ rowNumber, outcome, reasons }) => [rowNumber, outcome, ...reasons.map(({ code, column }) => `${code} ${column}`)]);
  };

  test('are tied to held inpatient visits, and each row gets its answer', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const summary = await importScores(
      clerk,
      scores(
        { medins_setl_id: 'stay' },
        { medins_setl_id: 'long', scheme: 'bed_day', points: '', bed_days: '41' },
        { medins_setl_id: 'nobody' },
        { medins_setl_id: 'clinic' },
        { medins_setl_id: 'gone' },
        { medins_setl_id: 'stay', points: '-1' },
        { medins_setl_id: 'stay', points: '0' },
        { medins_setl_id: 'long', scheme: 'bed_day', points: '', bed_days: '' },
        { medins_setl_id: 'stay', scheme: 'DRGS' },
      ),
    );
    expect(summary).toMatchObject({ accepted: 2, rejected: 7, conflicting: 0 });
    expect(await reasonsOf(summary.batchId)).toEqual([
      [4, 'rejected', 'score.visit_unknown medins_setl_id'],
      [5, 'rejected', 'score.not_inpatient medins_setl_id'],
      [6, 'rejected', 'score.taken_back medins_setl_id'],
      [7, 'rejected', 'score.points_malformed points'],
      [8, 'rejected', 'score.points_missing points'],
      [9, 'rejected', 'score.days_missing bed_days'],
      [10, 'rejected', 'import.value_unknown scheme'],
    ]);
  });

  test('that are held stay as they are: the same content is held already, other content is kept aside', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const again = await importScores(clerk, scores({ medins_setl_id: 'stay', points: '0.850' }, { medins_setl_id: 'stay', points: '0.86' }));
    expect(again).toMatchObject({ accepted: 0, alreadyHeld: 1, conflicting: 1 });
    expect(await reasonsOf(again.batchId)).toEqual([[3, 'conflicting', 'import.content_differs medins_setl_id']]);
    await expect(importScores(district.contextFor('doctor'), scores())).rejects.toBeInstanceOf(PermissionDenied);
  });
});

describe('stays settled by 病种分值', () => {
  test('each hospital’s part follows its scores, and a stay without one is asked for', async () => {
    const district = await mintDistrict(store);
    await usePack(store, district, '130300');
    const { scores, visits } = await bookYear(store, district, 1500);
    for (const pool of ['310-ordinary', '310-special', '310-inpatient', '390-ordinary', '390-special', '390-inpatient'] as const) {
      await budgetOf(district, '2024', pool, { kind: 'region' }, { method: 'fixed', amountFen: 4_000_000 });
    }
    await closeBooks(district, '2024');
    const clerk = district.contextFor('bureau_clerk');
    // The stays were scored by DRG and by days; this region pays by 病种分值.
    const refused = await computeSettlement(clerk, { method: 'points', year: '2024' });
    expect(codesOf(refused)).toEqual(['settlement.stays_without_score']);
    const late = visits.filter(({ postedTo, medType }) => postedTo !== undefined && medType === '21').length;
    const asked = refused.ok ? [] : refused.refusals.flatMap((refusal) => (refusal.code === 'settlement.stays_without_score' ? refusal.facts.places : []));
    expect(asked.reduce((sum, { stays }) => sum + stays, 0)).toBe(scores.length - late);
  }, 120_000);
});

describe('the year’s assessment', () => {
  let district: District;
  beforeAll(async () => {
    district = await mintDistrict(store);
  });
  const entry = (change: Partial<AssessmentEntry> = {}): AssessmentEntry => ({ kind: 'alliance', code: district.allianceId, score: '92.50', note: null, ...change });

  test('is entered by one person and approved by another, and changes only through both', async () => {
    const [clerk, reviewer] = [district.contextFor('bureau_clerk'), district.contextFor('bureau_reviewer')];
    const key = { year: '2024', kind: 'alliance', code: district.allianceId } as const;
    expect(codesOf(await approveAssessment(reviewer, key))).toEqual(['not_found']);
    expect(accepted(await enterAssessments(clerk, { year: '2024', entries: [entry()] }))).toEqual({ entered: 1, unchanged: 0 });
    accepted(await approveAssessment(reviewer, key));
    expect(codesOf(await approveAssessment(reviewer, key))).toEqual(['assessment.already_approved']);
    expect(accepted(await enterAssessments(clerk, { year: '2024', entries: [entry({ score: '92.5' })] }))).toEqual({ entered: 0, unchanged: 1 });
    accepted(await enterAssessments(clerk, { year: '2024', entries: [entry({ score: '88', note: '复核后更正' })] }));
    const { rows, isSettled } = await listAssessments(reviewer, { year: '2024' });
    expect(isSettled).toBe(false);
    expect(rows.find(({ code }) => code === district.allianceId)).toMatchObject({ name: '城东医联体', entry: { score: '88', note: '复核后更正', status: 'proposed', enteredByName: '经办员', approvedByName: null, enteredByMe: false } });
    expect(rows.find(({ code }) => code === district.foreignAllianceId)?.entry).toBeNull();
    if (clerk.actor.kind !== 'staff' || reviewer.actor.kind !== 'staff') throw new Error('staff only');
    const samePerson = { ...reviewer, actor: { ...reviewer.actor, accountId: clerk.actor.accountId } };
    expect(codesOf(await approveAssessment(samePerson, key))).toEqual(['assessment.same_person']);
  });

  test('is taken whole or not at all', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const entries = [entry({ code: district.foreignAllianceId, score: '90' }), entry({ score: '100.5' }), entry({ score: '-1' }), entry({ kind: 'institution', code: 'H00000000000' })];
    expect(codesOf(await enterAssessments(clerk, { year: '2024', entries }))).toEqual([
      'assessment.score_malformed',
      'assessment.subject_twice',
      'assessment.score_malformed',
      'assessment.subject_unknown',
    ]);
    expect((await listAssessments(clerk, { year: '2024' })).rows.find(({ code }) => code === district.foreignAllianceId)?.entry).toBeNull();
  });

  test('comes from a file too, whose every wrong cell is named', async () => {
    const read = await readAssessments(new TextEncoder().encode(`kind,code,score,note\nalliance,${district.foreignAllianceId},91.5,考核〔2024〕3号\ninstitution,${district.township.code},87,\n`));
    accepted(await enterAssessments(district.contextFor('bureau_clerk'), { year: '2024', entries: accepted(read) }));
    const { rows } = await listAssessments(district.contextFor('bureau_clerk'), { year: '2024' });
    expect(rows.filter(({ entry: one }) => one !== null).map(({ name, entry: one }) => [name, one?.score, one?.note])).toEqual([
      ['城东医联体', '88', '复核后更正'],
      ['城西医共体', '91.5', '考核〔2024〕3号'],
      ['柳河镇卫生院', '87', null],
    ]);
    expect(codesOf(await readAssessments(new TextEncoder().encode('kind,code,score\nregion,,91\n')))).toEqual(['import.value_unknown', 'import.value_missing']);
    expect(codesOf(await readAssessments(new TextEncoder().encode('code,score\nA,91\n')))).toEqual(['import.column_missing']);
  });

  test('is seen by an alliance’s manager as far as the alliance goes', async () => {
    const { rows } = await listAssessments(district.contextFor('alliance_manager'), { year: '2024' });
    expect(rows.map(({ code }) => code)).toEqual([district.allianceId, district.lead.code, district.township.code, district.clinic.code]);
    await expect(enterAssessments(district.contextFor('alliance_manager'), { year: '2024', entries: [entry()] })).rejects.toBeInstanceOf(PermissionDenied);
  });
});

test('a settlement of one alliance’s budget leaves the rest out by its reason, and opens for that alliance’s manager', async () => {
  const district = await mintDistrict(store);
  await usePack(store, district, '130300');
  await bookYear(store, district, 300);
  const scope = { kind: 'alliance', allianceId: district.allianceId } as const;
  for (const pool of ['390-ordinary', '390-special', '390-inpatient'] as const) await budgetOf(district, '2024', pool, scope, { method: 'per_head' });
  await closeBooks(district, '2024');
  const clerk = district.contextFor('bureau_clerk');
  const { id } = accepted(await computeSettlement(clerk, { method: 'alliance_total', year: '2024' }));
  const view = accepted(await getSettlement(clerk, id));
  // One alliance and one insurance have a budget: the rest is left out by its reason.
  expect(view.lines.map(({ poolId, code }) => [poolId, code])).toEqual([['390-total', district.lead.code]]);
  expect(new Set(view.leftOut.map(({ reason, pool }) => (reason === 'other_pool' ? pool : reason)))).toEqual(new Set(['out_of_region', 'no_budget', 'no_alliance', '310-ordinary', '310-special', '310-inpatient']));
  await loadHolidays(store);
  accepted(await deliverSettlement(clerk, id));
  expect(accepted(await getSettlement(district.contextFor('alliance_manager'), id)).lines).toHaveLength(1);
  expect(accepted(await getSettlement(district.contextFor('alliance_manager', { foreign: true }), id)).lines).toEqual([]);
  expect(codesOf(await computeSettlement(clerk, { method: 'alliance_total', year: '2024', reasonable: [{ poolId: '310-total', code: district.lead.code, amountFen: 1, reason: 'war', note: 'x' }] }))).toEqual(['settlement.reasonable_without_line']);
  expect(codesOf(await computeSettlement(clerk, { method: 'alliance_total', year: '2024', deductions: [{ pool: '390-ordinary', institutionCode: district.foreignLead.code, amountFen: 1, reason: '审核', reference: '1号' }] }))).toEqual(['settlement.deduction_without_line']);
  const deducted = accepted(await computeSettlement(clerk, { method: 'alliance_total', year: '2024', deductions: [{ pool: '390-inpatient', institutionCode: district.clinic.code, amountFen: 700, reason: '审核', reference: '1号' }] }));
  expect(accepted(await getSettlement(clerk, deducted.id)).lines).toMatchObject([{ deductionsFen: 700 }]);
}, 120_000);
