import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { approveAdjustment } from '@/server/services/budget/decide-adjustment';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { setBudget } from '@/server/services/budget/set-budget';
import type { ServiceContext } from '@/server/services/context';
import { answerObjection, withdrawObjection } from '@/server/services/settlement/answer-objection';
import { compareSettlements } from '@/server/services/settlement/compare-settlements';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { listSettlementObjections } from '@/server/services/settlement/list-objections';
import { raiseObjection } from '@/server/services/settlement/raise-objection';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { type District, mintDistrict } from '../factories/district';
import { usePack } from '../factories/settled-year';
import { afterObjections, asAnother, bookYear, closeYear, computeAgain, deliver, giveBudget, lastObjectionDay, onDay, settledYear } from '../factories/settlements';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

const poolId = '310-ordinary';

/** Three institutions of two alliances that spent exactly their budget; the settlement is delivered. */
async function delivered(): Promise<{ district: District; id: string; budgetId: string }> {
  const district = await mintDistrict(store);
  await bookYear(store, district, [
    [district.lead.code, 20_000],
    [district.township.code, 60_000],
    [district.foreignTownship.code, 20_000],
  ]);
  const budgetId = await giveBudget(district, poolId, 100_000);
  await closeYear(district);
  return { district, budgetId, id: await deliver(district, await computeAgain(district)) };
}

function objectTo(context: ServiceContext, settlementId: string, code: string, more: { text?: string; amountFen?: number } = {}) {
  return raiseObjection(context, { settlementId, poolId, code, text: '十二月的三次就诊没有计入', amountFen: 1_000, ...more });
}

const review = (district: District, id: string, day = afterObjections) => reviewSettlement(onDay(district.contextFor('bureau_reviewer'), day), id);

describe('an institution objects', () => {
  test('to its own lines, by its office or its alliance, until the last day; nobody else’s lines are there for it', async () => {
    const { district, id } = await delivered();
    const [office, manager, foreign] = [district.contextFor('referral_office'), district.contextFor('alliance_manager'), district.contextFor('alliance_manager', { foreign: true })];
    expect(codesOf(await objectTo(office, id, district.township.code))).toEqual(['not_found']);
    expect(codesOf(await objectTo(foreign, id, district.township.code))).toEqual(['not_found']);
    expect(codesOf(await raiseObjection(manager, { settlementId: id, poolId: '390-ordinary', code: district.township.code, text: '…', amountFen: 1 }))).toEqual(['not_found']);
    expect(accepted(await objectTo(office, id, district.lead.code))).toMatchObject({ number: 1 });
    expect(codesOf(await objectTo(office, id, district.lead.code))).toEqual(['objection.already_raised']);
    expect(accepted(await objectTo(onDay(manager, lastObjectionDay, '23:59:00'), id, district.township.code))).toMatchObject({ number: 2 });
    expect(codesOf(await objectTo(onDay(foreign, afterObjections, '00:00:01'), id, district.foreignTownship.code))).toEqual(['objection.too_late']);

    const seen = async (context: ServiceContext) => accepted(await listSettlementObjections(context, id)).map(({ number }) => number);
    expect(await seen(office)).toEqual([1]);
    expect(await seen(manager)).toEqual([1, 2]);
    expect(await seen(foreign)).toEqual([]);
    expect(await seen(district.contextFor('bureau_reviewer'))).toEqual([1, 2]);
    const own = accepted(await getSettlement(office, id));
    expect(own.lines).toMatchObject([{ code: district.lead.code, objections: 1, openObjections: 1 }]);
    expect(own.events.map(({ kind }) => kind)).toEqual(['computed', 'delivered', 'objection_raised']);
    expect(accepted(await getSettlement(foreign, id)).events.map(({ kind }) => kind)).toEqual(['computed', 'delivered']);
  });

  test('not before it is delivered, and finds its lines on the worklist until the day is over', async () => {
    const { district, id } = await delivered();
    const tile = async (context: ServiceContext, name: string) => (await countTiles(context, { mine: true })).tiles.find((each) => each.name === name)?.count;
    const office = district.contextFor('referral_office');
    expect(await tile(office, 'settlement_lines_to_check')).toBe(1);
    expect(await tile(district.contextFor('alliance_manager'), 'settlement_lines_to_check')).toBe(2);
    expect(await tile(onDay(office, afterObjections), 'settlement_lines_to_check')).toBe(0);
    const draft = await computeAgain(district);
    expect(codesOf(await objectTo(office, draft, district.lead.code))).toEqual(['not_found']);
    expect(codesOf(await objectTo(office, id, district.lead.code))).toEqual(['settlement.superseded']);
  });

  test('of twenty at once one is raised, and numbers are never taken twice', async () => {
    const { district, id } = await delivered();
    const office = district.contextFor('referral_office');
    const manager = district.contextFor('alliance_manager');
    const contenders = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? objectTo(office, id, district.lead.code) : objectTo(manager, id, district.township.code))));
    expect(contenders.filter((each) => each.ok)).toHaveLength(2);
    const losers = contenders.filter((each) => !each.ok).flatMap(codesOf);
    expect(new Set(losers).difference(new Set(['objection.already_raised', 'conflict.changed_meanwhile']))).toEqual(new Set());
    expect(accepted(await listSettlementObjections(manager, id)).map(({ number }) => number)).toEqual([1, 2]);
  });
});

describe('the bureau answers', () => {
  test('each one in words; whoever computed gives in but does not turn down; what is answered stays so', async () => {
    const { district, id } = await delivered();
    const [clerk, reviewer, office] = [district.contextFor('bureau_clerk'), district.contextFor('bureau_reviewer'), district.contextFor('referral_office')];
    const { id: objectionId } = accepted(await objectTo(office, id, district.lead.code));
    expect(codesOf(await review(district, id))).toEqual(['settlement.objections_unanswered']);
    expect(codesOf(await answerObjection(clerk, { objectionId, decision: 'refused', answer: '依据第七条' }))).toEqual(['objection.own_computation']);
    expect(codesOf(await answerObjection(reviewer, { objectionId, decision: 'refused', answer: ' ' }))).toEqual(['objection.text_missing']);
    expect(codesOf(await withdrawObjection(district.contextFor('alliance_manager'), objectionId))).toEqual(['objection.not_author']);
    accepted(await answerObjection(reviewer, { objectionId, decision: 'refused', answer: '三次就诊在一月结算，计入下一年度' }));
    expect(codesOf(await answerObjection(reviewer, { objectionId, decision: 'accepted', answer: '改口' }))).toEqual(['objection.not_open']);
    expect(codesOf(await withdrawObjection(office, objectionId))).toEqual(['objection.not_open']);
    expect(accepted(await listSettlementObjections(office, id))).toMatchObject([{ status: 'refused', answer: '三次就诊在一月结算，计入下一年度', isOwn: true, answeredIn: null }]);
    accepted(await review(district, id));
  });

  test('an accepted one by a new version, which its institution compares with the old', async () => {
    const { district, id } = await delivered();
    const [clerk, office] = [district.contextFor('bureau_clerk'), district.contextFor('referral_office')];
    const { id: objectionId } = accepted(await objectTo(office, id, district.lead.code));
    accepted(await answerObjection(clerk, { objectionId, decision: 'accepted', answer: '是少算了' }));
    expect(codesOf(await review(district, id))).toEqual(['settlement.objections_accepted']);
    const audited = { reason: '审核查实', reference: '审核决定〔2025〕3号' };
    const next = await computeAgain(district, { deductions: [{ pool: poolId, institutionCode: district.lead.code, amountFen: 500, ...audited }] });
    expect(accepted(await listSettlementObjections(office, id))).toMatchObject([{ status: 'accepted', answeredIn: null }]);
    await deliver(district, next);
    expect(accepted(await listSettlementObjections(office, next))).toMatchObject([{ version: 1, answeredIn: { id: next, version: 2 } }]);
    const comparison = accepted(await compareSettlements(office, id, next));
    expect(comparison).toMatchObject({ whole: null, lines: [{ code: district.lead.code, because: [{ field: 'deductionsFen', before: 0, after: 500 }] }], names: { [district.lead.code]: district.lead.name } });
    expect(Object.keys(comparison.names)).toEqual([district.lead.code]);
    expect(codesOf(await review(district, id))).toEqual(['settlement.superseded', 'settlement.objections_accepted']);
    accepted(await review(district, next));
  });

  test('not by a version that was computed before the answer', async () => {
    const { district, id } = await delivered();
    const { id: objectionId } = accepted(await objectTo(district.contextFor('referral_office'), id, district.lead.code));
    const next = await deliver(district, await computeAgain(district));
    expect(codesOf(await review(district, next))).toEqual(['settlement.objections_unanswered']);
    accepted(await answerObjection(onDay(district.contextFor('bureau_clerk'), '2025-03-11'), { objectionId, decision: 'accepted', answer: '是少算了' }));
    expect(codesOf(await review(district, next))).toEqual(['settlement.objections_accepted']);
  });

  test('a withdrawn one needs no answer, and may be raised anew', async () => {
    const { district, id } = await delivered();
    const office = district.contextFor('referral_office');
    const { id: objectionId } = accepted(await objectTo(office, id, district.lead.code));
    accepted(await withdrawObjection(office, objectionId));
    expect(accepted(await objectTo(office, id, district.lead.code))).toMatchObject({ number: 2 });
    expect(accepted(await getSettlement(office, id)).lines).toMatchObject([{ objections: 2, openObjections: 1 }]);
  });

  test('of many answers at once one is given', async () => {
    const { district, id } = await delivered();
    const { id: objectionId } = accepted(await objectTo(district.contextFor('referral_office'), id, district.lead.code));
    const reviewer = district.contextFor('bureau_reviewer');
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => answerObjection(reviewer, { objectionId, decision: at % 2 ? 'accepted' : 'refused', answer: '答复' })));
    expect(answers.filter((each) => each.ok)).toHaveLength(1);
  });
});

describe('an objection and the review at the same moment', () => {
  test('never end in a reviewed settlement with an objection that nobody answered', async () => {
    const { district, id } = await delivered();
    const office = onDay(district.contextFor('referral_office'), lastObjectionDay, '23:59:59');
    // Whose clock is a minute ahead sees the time limit over already.
    const reviews = Array.from({ length: 4 }, (_, at) => reviewSettlement(asAnother(onDay(district.contextFor('bureau_reviewer'), afterObjections, '00:00:10'), `reviewer-${at}`), id));
    const [raised, ...reviewed] = await Promise.all([objectTo(office, id, district.lead.code), ...reviews]);
    const { status, lines } = accepted(await getSettlement(district.contextFor('auditor'), id));
    const open = lines.reduce((sum, line) => sum + line.openObjections, 0);
    expect(status === 'reviewed' ? open : 0).toBe(0);
    expect(raised?.ok).toBe(status === 'delivered');
    expect(reviewed.filter((each) => each.ok)).toHaveLength(status === 'reviewed' ? 1 : 0);
  });
});

describe('a budget that is adjusted after the delivery', () => {
  test('or an alliance’s that is set after the computation: the draft that left the alliance out is not delivered', async () => {
    const district = await mintDistrict(store);
    await usePack(store, district, '130300');
    await bookYear(store, district, [[district.township.code, 60_000, { insutype: '390' }]]);
    const set = async (allianceId: string) =>
      accepted(await setBudget(district.contextFor('bureau_clerk'), { year: settledYear, pool: '390-ordinary', scope: { kind: 'alliance', allianceId }, request: { method: 'per_head', perHeadFen: 90_000, countedOn: '2024-12-31' }, reason: null }));
    await set(district.allianceId);
    await closeYear(district);
    const clerk = district.contextFor('bureau_clerk');
    const id = accepted(await computeSettlement(clerk, { year: settledYear, method: 'alliance_total' })).id;
    expect(accepted(await getSettlement(clerk, id)).whyNot.deliver).toEqual([]);
    await set(district.foreignAllianceId);
    expect(await deliverSettlement(clerk, id)).toMatchObject({ ok: false, refusals: [{ code: 'settlement.budget_changed', facts: { changes: [{ pool: '390-ordinary', usedVersion: null, currentVersion: 1 }] } }] });
  });

  test('stops the review, and later the confirmation, until a new version is computed', async () => {
    const { district, id, budgetId } = await delivered();
    const adjust = async (amountFen: number) => {
      const { id: adjustmentId } = accepted(await proposeAdjustment(district.contextFor('bureau_clerk'), { budgetId, amountFen, reason: '疫情防控增加' }));
      accepted(await approveAdjustment(district.contextFor('bureau_reviewer'), adjustmentId));
    };
    await adjust(10_000);
    const refused = await review(district, id);
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'settlement.budget_changed', facts: { changes: [{ pool: poolId, usedVersion: 1, currentVersion: 2 }] } }] });
    const next = await deliver(district, await computeAgain(district));
    accepted(await review(district, next));
    await adjust(-5_000);
    const finance = onDay(district.contextFor('finance'), afterObjections);
    expect(codesOf(await confirmSettlement(finance, next))).toEqual(['settlement.budget_changed']);
    expect(accepted(await getSettlement(finance, next)).whyNot.confirm.map(({ code }) => code)).toEqual(['settlement.budget_changed']);
  });
});
