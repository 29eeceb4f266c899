import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { listUnbalancedPostings } from '@/db/queries/ledger';
import { adjudication, ledgerEntry, scoredStay, visit } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { poolIds } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { type SettlementMethod, settlementMethods } from '@/server/domain/policy/policy-version';
import { type LineDisposal, linesDue } from '@/server/domain/settlement/closing';
import type { ScoredStay } from '@/server/domain/settlement/scored-stay';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { setBudget } from '@/server/services/budget/set-budget';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import type { ServiceContext } from '@/server/services/context';
import { importScores } from '@/server/services/import/import-scores';
import { type VisitFacts, importVisits } from '@/server/services/import/import-visits';
import type { IncomingRow } from '@/server/services/import/incoming';
import { verifyLedger } from '@/server/services/ledger/verify-ledger';
import { closeMonth } from '@/server/services/month/close-month';
import { closeSettlement } from '@/server/services/settlement/close-settlement';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { listVisitsOfLine } from '@/server/services/settlement/get-line';
import { type SettlementLineHead, getSettlement } from '@/server/services/settlement/get-settlement';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { type District, mintDistrict } from '../factories/district';
import type { TestResident } from '../factories/residents';
import { packOfMethod } from '../factories/settle-by-method';
import { addStrangers, usePack } from '../factories/settled-year';
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

const year = '2025';
/** Over the five regions together some thirty thousand. */
const visitsOfRegion = 6000;
const later = (context: ServiceContext, day = '2026-02-02'): ServiceContext => ({ ...context, now: () => instantOf(`${day} 10:00:00`) });

interface Region {
  readonly district: District;
  readonly clerk: ServiceContext;
}

/** A region under its own pack: two alliances, people of both, and a year of visits that came through the import. */
async function regionOf(method: SettlementMethod): Promise<Region> {
  const district = await mintDistrict(store);
  await usePack(store, district, packOfMethod[method]);
  const { outside, pharmacy } = await addStrangers(store, district);
  const homes = [district.lead, district.township, district.clinic, district.foreignLead, district.foreignTownship];
  const people = [];
  for (let at = 0; at < 120; at += 1) {
    people.push(await district.addResident({ name: `居民${at}`, birthDay: `19${45 + (at % 50)}-0${1 + (at % 9)}-1${at % 10}`, insutype: at % 3 ? '390' : '310', homeInstitutionCode: homes[at % homes.length]?.code ?? null }));
  }
  const clerk = later(district.contextFor('bureau_clerk'));
  const places = [...homes, outside, ...(method === 'composite' ? [] : [pharmacy])];
  const summary = await importVisits(clerk, { fileName: 'year.csv', digest: `year ${method}`, rows: yearOfVisits(people, places) });
  expect(summary).toMatchObject({ status: 'done', accepted: visitsOfRegion, rejected: 0, conflicting: 0 });
  await scoreStays(district, clerk);
  return { district, clerk };
}

/** Outpatients everywhere, and stays of some thousands of yuan at hospitals, the same each time. */
async function* yearOfVisits(people: readonly TestResident[], places: readonly { readonly code: string; readonly level: string }[]): AsyncGenerator<IncomingRow<VisitFacts>> {
  for (let at = 0; at < visitsOfRegion; at += 1) {
    const [who, place] = [people[(at * 31) % people.length], places[(at * 7 + Math.floor(at / 11)) % places.length]];
    if (!who || !place) throw new Error('a year needs people and places');
    const isStay = at % 9 === 4 && !['village', 'pharmacy'].includes(place.level);
    const minute = Math.floor((at * 365 * 24 * 60) / visitsOfRegion);
    const on = new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');
    const medType = isStay ? '21' : place.level === 'pharmacy' ? '41' : '11';
    yield visitRow({ who, at: place, on, settlementId: `y${at}`, medType, inScopeFen: isStay ? 600_000 + ((at * 7919) % 900_000) : 2000 + ((at * 7919) % 40_000) });
    if (at % 500 === 0) await Promise.resolve();
  }
}

const score = (facts: ScoredStay, rowNumber: number): IncomingRow<ScoredStay> => ({ rowNumber, facts, problems: [], original: () => ({ medins_setl_id: facts.settlementId }) });

async function scoreStays(district: District, clerk: ServiceContext): Promise<void> {
  const stays = await store.reads.select().from(visit).where(eq(visit.regionCode, district.regionCode));
  const rows = stays
    .filter(({ medType }) => medType === '21')
    .map(({ institutionCode, settlementId }, at) => score({ institutionCode, settlementId, scheme: at % 4 === 0 ? 'bed_day' : 'DRG', groupCode: `G${at % 9}`, groupName: '病组', points: at % 4 === 0 ? '0' : `0.${1 + (at % 9)}5`, bedDays: at % 4 === 0 ? 9 : 0 }, at + 2));
  expect(await importScores(clerk, fileOf(rows, 'scores.csv'))).toMatchObject({ accepted: rows.length, rejected: 0 });
  expect(await importScores(clerk, fileOf([...rows].reverse(), 'scores.csv'))).toMatchObject({ accepted: 0, alreadyHeld: rows.length });
}

async function setBudgets({ district, clerk }: Region, method: SettlementMethod): Promise<void> {
  const set = async (input: Omit<Parameters<typeof setBudget>[1], 'year' | 'reason'>) => accepted(await setBudget(clerk, { ...input, year, reason: null }));
  const alliances = [district.allianceId, district.foreignAllianceId].map((allianceId) => ({ kind: 'alliance' as const, allianceId }));
  switch (method) {
    case 'points':
      for (const pool of ['310-ordinary', '390-ordinary'] as const) await set({ pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen: 30_000_000 } });
      return;
    case 'per_head_ceiling':
      for (const { code } of [district.lead, district.township, district.foreignLead, district.foreignTownship, { code: `P${district.regionCode}00091` }]) {
        for (const pool of ['390-inpatient', '390-special'] as const) await set({ pool, scope: { kind: 'institution', institutionCode: code }, request: { method: 'mean_of_years', given: [{ year: '2023', fundFen: 400_000 }, { year: '2024', fundFen: 500_000 }] } });
      }
      return;
    case 'alliance_total':
    case 'total_kept_or_borne':
      for (const scope of alliances) for (const pool of poolIds) await set({ pool, scope, request: { method: 'per_head' } });
      return;
    case 'composite':
      for (const scope of alliances) for (const pool of ['310-ordinary', '390-ordinary'] as const) await set({ pool, scope, request: { method: 'composite', outpatientHeads: 30, drgPoints: '1', bedDays: 0 } });
  }
}

describe.each(settlementMethods)('a year of imported visits, settled by %s', (method) => {
  let region: Region;
  beforeAll(async () => {
    region = await regionOf(method);
    for (const month of monthsOfYear(year)) accepted(await closeMonth(region.clerk, month));
  }, 600_000);

  test('asks for its budgets, scores and assessments first, then goes through three hands into the ledger', async () => {
    const { district, clerk } = region;
    expect(codesOf(await computeSettlement(clerk, { method, year }))).toEqual([
      { points: 'settlement.budget_missing', per_head_ceiling: 'settlement.institution_budget_missing', alliance_total: 'settlement.alliance_budget_missing', total_kept_or_borne: 'settlement.alliance_budget_missing', composite: 'settlement.alliance_budget_missing' }[method],
    ]);
    await setBudgets(region, method);
    if (method === 'total_kept_or_borne') await assessAfterRefusal(region);
    if (method === 'composite') await correctComposite(region);
    const { id } = accepted(await computeSettlement(clerk, { method, year }));
    expect(accepted(await verifySettlement(clerk, id))).toMatchObject({ holds: true });
    const view = accepted(await getSettlement(clerk, id));
    for (const { poolId, code } of view.lines) {
      expect(accepted(await listVisitsOfLine(clerk, { settlementId: id, poolId, code }, { page: 1, pageSize: 1 }))).toMatchObject({ agrees: true });
    }
    accepted(await deliverSettlement(clerk, id));
    accepted(await reviewSettlement(later(district.contextFor('bureau_reviewer'), '2026-03-16'), id));
    const { finalFen } = accepted(await confirmSettlement(later(district.contextFor('finance'), '2026-03-17'), id));
    expect(finalFen).toBe(view.totals.finalFen);
    await ledgerHolds(district, view.totals.finalFen + view.totals.prepaidFen, finalFen);
    expect(codesOf(await computeSettlement(clerk, { method, year }))).toEqual(['settlement.year_closed']);
    await closes(district, id, view.lines);
  }, 240_000);
});

/** What was settled stands on settlement accounts, and no claim of a settled line is left. */
async function ledgerHolds(district: District, owedFen: number, finalFen: number): Promise<void> {
  const entries = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode));
  const settled = entries.filter(({ kind, account }) => kind === 'settlement' && account.startsWith('settlement/'));
  expect(settled.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(owedFen);
  expect(entries.filter(({ account }) => account.startsWith('settlement/')).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(finalFen);
  expect(await listUnbalancedPostings(store.reads, district.regionCode)).toEqual([]);
}

/** Everything is paid, or carried where it is owed; confirmed or closed, the whole ledger comes out as it is recomputed. */
async function closes(district: District, settlementId: string, lines: readonly SettlementLineHead[]): Promise<void> {
  const day = '2026-03-18';
  const verified = async () => verifyLedger(district.contextFor('auditor'));
  expect(await verified()).toMatchObject({ unbalanced: [], differences: [] });
  const disposals = linesDue(lines).map(({ poolId, code, finalFen }): LineDisposal => ({ poolId, code, disposal: finalFen > 0 ? { kind: 'paid', day, voucher: '付-1' } : { kind: 'carried' } }));
  accepted(await recordDisposals(later(district.contextFor('finance'), day), { settlementId, disposals }));
  accepted(await closeSettlement(later(district.contextFor('bureau_reviewer'), day), settlementId));
  expect(await verified()).toMatchObject({ unbalanced: [], differences: [] });
}

async function assessAfterRefusal({ district, clerk }: Region): Promise<void> {
  const asked = { method: 'total_kept_or_borne', year } as const;
  const codes = ['settlement.score_missing', 'settlement.score_missing', 'settlement.score_missing', 'settlement.score_missing'];
  expect(codesOf(await computeSettlement(clerk, asked))).toEqual(codes);
  const entry = (code: string, points: string) => ({ kind: 'alliance' as const, code, score: points, note: '年度考核文件' });
  const entries = [entry(district.allianceId, '95'), entry(district.foreignAllianceId, '80')];
  accepted(await enterAssessments(clerk, { year, entries }));
  // A score that nobody has approved counts for nothing.
  expect(codesOf(await computeSettlement(clerk, asked))).toEqual(codes);
  for (const { kind, code } of entries) accepted(await approveAssessment(district.contextFor('bureau_reviewer'), { year, kind, code }));
}

/** The budget of the year’s beginning is not what the records of its end come to; the refusal says what is. */
async function correctComposite({ district, clerk }: Region): Promise<void> {
  const refused = await computeSettlement(clerk, { method: 'composite', year });
  expect(codesOf(refused)).toEqual(Array.from({ length: 4 }, () => 'settlement.budget_basis_differs'));
  const stays = await store.reads.select().from(adjudication).where(eq(adjudication.regionCode, district.regionCode));
  expect(stays.length).toBe(visitsOfRegion);
  for (const refusal of refused.ok ? [] : refused.refusals) {
    if (refusal.code !== 'settlement.budget_basis_differs') continue;
    const { poolId, code, computedFen } = refusal.facts;
    const allianceId = code === district.lead.code ? district.allianceId : district.foreignAllianceId;
    const pool = poolId === '310-total' ? '310-ordinary' : '390-ordinary';
    // Heads stay as they were approved: the amount is what they and the recorded weights and days come to.
    accepted(await setBudget(clerk, { year, pool, scope: { kind: 'alliance', allianceId }, request: { method: 'composite', outpatientHeads: 30, ...(await earnedBy(district, allianceId, pool.slice(0, 3))) }, reason: '按全年实际权重和床日重新核定' }));
    expect(computedFen).toBeGreaterThan(0);
  }
}

async function earnedBy(district: District, allianceId: string, insutype: string): Promise<{ drgPoints: string; bedDays: number }> {
  const own = allianceId === district.allianceId ? [district.lead.code, district.township.code, district.clinic.code] : [district.foreignLead.code, district.foreignTownship.code];
  const stays = await store.reads.select().from(visit).where(eq(visit.regionCode, district.regionCode));
  const paid = new Map((await store.reads.select().from(adjudication).where(eq(adjudication.regionCode, district.regionCode))).map((row) => [row.settlementId, row.payFen]));
  const counted = new Set(stays.filter((each) => each.medType === '21' && each.insutype === insutype && own.includes(each.institutionCode) && (paid.get(each.settlementId) ?? 0) > 0).map(({ settlementId }) => settlementId));
  const scores = (await store.reads.select().from(scoredStay).where(eq(scoredStay.regionCode, district.regionCode))).filter(({ settlementId }) => counted.has(settlementId));
  const hundredths = scores.reduce((sum, { points }) => sum + Math.round(Number(points) * 100), 0);
  return { drgPoints: (hundredths / 100).toFixed(2), bedDays: scores.reduce((sum, { bedDays }) => sum + bedDays, 0) };
}
