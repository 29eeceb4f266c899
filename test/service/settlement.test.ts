import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '@/db';
import { insertInstitutions } from '@/db/queries/registry';
import { listUnbalancedPostings } from '@/db/queries/ledger';
import { ledgerEntry, settlement } from '@/db/schema';
import { instantOf } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PoolId } from '@/server/domain/ledger/account';
import type { Institution } from '@/server/domain/registry/institution';
import { setBudget } from '@/server/services/budget/set-budget';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { closeMonth } from '@/server/services/month/close-month';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { compareSettlements } from '@/server/services/settlement/compare-settlements';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { getLine, listVisitsOfLine } from '@/server/services/settlement/get-line';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import type { PointsRequest } from '@/server/services/settlement/requests';
import { listSettlements } from '@/server/services/settlement/list-settlements';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import type { ServiceContext } from '@/server/services/context';
import { type District, mintDistrict } from '../factories/district';
import { type BookedVisit, addPopulation, bookVisits } from '../factories/ledger';
import { accepted, codesOf } from '../factories/signing';
import { freshStore } from '../factories/store';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ store, drop } = await freshStore());
  await loadHolidays(store);
});
afterAll(() => drop());

const year = '2024';
const yuan = (amount: number) => amount * 100;
const audited = { reason: '年度审核查实的不合理收费', reference: '审核决定〔2025〕3号' };

async function closeYear(context: ServiceContext, until = 12): Promise<void> {
  for (const month of monthsOfYear(year).slice(0, until)) accepted(await closeMonth(context, month));
}

/** The same person in another role, as after a change of post. */
function inRole(context: ServiceContext, other: ServiceContext): ServiceContext {
  if (context.actor.kind !== 'staff' || other.actor.kind !== 'staff') throw new Error('staff only');
  return { ...context, actor: { ...context.actor, accountId: other.actor.accountId } };
}

const regionBudget = (pool: PoolId, amount: number) => ({ year, pool, scope: { kind: 'region' }, request: { method: 'fixed', amountFen: yuan(amount) }, reason: null }) as const;

const onDay = (context: ServiceContext, day: string): ServiceContext => ({ ...context, now: () => instantOf(`${day} 10:00:00`) });

/** One visit of `each` yuan for every person in the slice, all in June. */
function visitsOf(people: readonly string[], place: Institution, each: number, more: Partial<BookedVisit> = {}): BookedVisit[] {
  return people.map((residentId) => ({
    institutionCode: place.code,
    residentId,
    settlementId: `${more.specialFee ? 'S' : 'O'}-${residentId}`,
    day: '2024-06-15',
    payFen: yuan(each),
    level: place.level,
    ...more,
  }));
}

/**
 * Lishui's worked example as 30,000 visits of 30,000 people: P 10.6 million, X 1.2 million, T 400,000 of which 100,000 at a
 * pharmacy that has nothing else.
 */
async function lishui(): Promise<{ district: District; places: Record<'h1' | 'h2' | 'h3' | 'pharmacy' | 'outside', Institution> }> {
  const district = await mintDistrict(store);
  const { regionCode, township, foreignTownship, clinic } = district;
  const bare = { regionCode, allianceId: null, role: null, parentCode: null };
  const outside: Institution = { ...bare, code: `H${regionCode}00090`, name: '外地医院', level: 'out_of_region' };
  const pharmacy: Institution = { ...bare, code: `P${regionCode}00091`, name: '定点药店', level: 'pharmacy' };
  await store.transaction((tx) => insertInstitutions(tx, [outside, pharmacy]));
  const people = await addPopulation(store, regionCode, 30_000, { prefix: 'P', home: township.code, insutype: '310' });
  const places = { h1: township, h2: foreignTownship, h3: clinic, pharmacy, outside };
  await bookVisits(store, regionCode, [
    ...visitsOf(people.slice(0, 15_000), places.h1, 360, { enhancementFen: 100, contractId: 'C' }),
    ...visitsOf(people.slice(15_000, 24_000), places.h2, 300),
    ...visitsOf(people.slice(24_000, 27_000), places.h3, 300),
    ...visitsOf(people.slice(27_000, 29_000), places.outside, 600),
    ...visitsOf(people.slice(29_000, 29_400), places.h1, 500, { specialFee: true }),
    ...visitsOf(people.slice(29_400, 29_800), places.h2, 250, { specialFee: true }),
    ...visitsOf(people.slice(29_800, 30_000), places.pharmacy, 500, { specialFee: true, medType: '41' }),
  ]);
  return { district, places };
}

describe('a year by points, as Lishui settles', () => {
  let district: District;
  let places: Awaited<ReturnType<typeof lishui>>['places'];
  let request: PointsRequest;
  const computed: Record<string, string> = {};

  beforeAll(async () => {
    ({ district, places } = await lishui());
    request = {
      year,
      method: 'points',
      institutionShare: '0.5',
      reading: 'institution_share',
      deductions: [
        { pool: '310-ordinary', institutionCode: places.h1.code, amountFen: yuan(20_000), ...audited },
        { pool: '310-ordinary', institutionCode: places.h3.code, amountFen: yuan(5000), ...audited },
      ],
    };
    accepted(await setBudget(district.contextFor('bureau_clerk'), regionBudget('310-ordinary', 10_000_000)));
    await closeYear(district.contextFor('bureau_clerk'));
    accepted(await proposePrepayment(district.contextFor('bureau_clerk'), '2024-06'));
    // 30,000 people and their visits take a while on a busy machine's PostgreSQL.
  }, 240_000);

  test('waits for a prepayment that is not approved', async () => {
    expect(await computeSettlement(district.contextFor('bureau_clerk'), request)).toMatchObject({
      ok: false,
      refusals: [{ code: 'settlement.prepayment_pending', facts: { months: ['2024-06'] } }],
    });
    accepted(await approvePrepayment(district.contextFor('finance'), '2024-06'));
  });

  test.each([
    ['k 50 %', '0.5', 'institution_share', 8_700_000, '2.900000', [360_000, 190_000, 55_000]],
    ['k 70 %', '0.7', 'institution_share', 8_580_000, '2.860000', [288_000, 154_000, 43_000]],
    ['k 70 %, the formula taken literally', '0.7', 'literal', 8_820_000, '2.940000', [432_000, 226_000, 67_000]],
  ] as const)('%s', async (name, institutionShare, reading, total, pointValue, finals) => {
    const clerk = district.contextFor('bureau_clerk');
    const { id } = accepted(await computeSettlement({ ...clerk, newId: () => `${district.regionCode} ${name}` }, { ...request, institutionShare, reading }));
    computed[name] = id;
    const view = accepted(await getSettlement(clerk, id));
    expect(view.pools).toMatchObject([{ id: '310-ordinary', settlementTotalFen: yuan(total), totalPoints: 3_000_000, pointValue }]);
    expect(view.lines.map(({ code, finalFen }) => [code, finalFen])).toEqual([
      [places.h1.code, yuan(finals[0])],
      [places.h3.code, yuan(finals[2])],
      [places.h2.code, yuan(finals[1])],
      // 100,000 of special fees less the 90 % that were paid ahead.
      [places.pharmacy.code, yuan(10_000)],
    ]);
    expect(view.lines.reduce((sum, line) => sum + line.entitlementFen, 0)).toBe(yuan(total));
    expect(view.entitlementsAddUp).toBe(true);
    expect(view.leftOut).toMatchObject([{ reason: 'out_of_region', name: '外地医院', feeForServiceFen: yuan(1_200_000) }]);
  });

  test('opens a line down to its visits, which sum to it', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const key = { settlementId: computed['k 50 %'] ?? '', poolId: '310-ordinary', code: places.h1.code };
    const line = accepted(await getLine(clerk, key));
    expect(line.working.map(({ step }) => step)).toContain('settlement.points.entitlement');
    const visits = accepted(await listVisitsOfLine(clerk, key, { page: 2, pageSize: 400 }));
    expect(visits).toMatchObject({ total: 15_400, ordinaryFen: yuan(5_400_000), specialFen: yuan(200_000), lineFen: yuan(5_600_000), agrees: true });
    expect(visits.rows).toHaveLength(400);
    expect(visits.rows[0]).toMatchObject({ fundFen: yuan(360), enhancementFen: 100, contractId: 'C', institutionName: places.h1.name });
  });

  test('compares two versions line by line', async () => {
    const comparison = accepted(await compareSettlements(district.contextFor('auditor'), computed['k 50 %'] ?? '', computed['k 70 %'] ?? ''));
    expect(comparison).toMatchObject({ beforeVersion: 1, afterVersion: 2, unchangedLines: 1, whole: { pools: [{ beforeFen: yuan(8_700_000), afterFen: yuan(8_580_000) }] } });
    expect(comparison.inputs).toEqual([{ poolId: null, code: null, part: null, field: 'institutionShare', before: '0.5', after: '0.7' }]);
    expect(comparison.lines[0]).toMatchObject({
      code: places.h1.code,
      kind: 'changed',
      changes: [{ amount: 'entitlementFen' }, { amount: 'finalFen', beforeFen: yuan(360_000), afterFen: yuan(288_000) }],
    });
  });

  test('holds when it is computed again from its inputs and from the ledger, and says where it does not', async () => {
    const auditor = district.contextFor('auditor');
    const id = computed['k 50 %'] ?? '';
    expect(accepted(await verifySettlement(auditor, id))).toEqual({ digestHolds: true, fromInputs: [], fromBooks: [], holds: true });
    const [row] = await store.reads.select().from(settlement).where(eq(settlement.id, id));
    if (!row) throw new Error('no settlement');
    const forged = { ...row.statement, lines: row.statement.lines.map((line, at) => (at === 0 ? { ...line, finalFen: line.finalFen + 1 } : line)) };
    await store.transaction((tx) => tx.update(settlement).set({ statement: forged }).where(eq(settlement.id, id)).then(() => undefined));
    expect(accepted(await verifySettlement(auditor, id))).toMatchObject({
      holds: false,
      fromInputs: [{ path: 'lines[0].finalFen', published: '36000001', recomputed: '36000000' }],
    });
    await store.transaction((tx) => tx.update(settlement).set({ statement: row.statement }).where(eq(settlement.id, id)).then(() => undefined));
  });

  test('shows a draft to nobody but those who see the whole region', async () => {
    const manager = district.contextFor('alliance_manager');
    const id = computed['k 50 %'] ?? '';
    expect(await listSettlements(manager, {})).toEqual([]);
    const key = { settlementId: id, poolId: '310-ordinary', code: places.h1.code };
    const answers = [await getSettlement(manager, id), await getLine(manager, key), await listVisitsOfLine(manager, key, { page: 1, pageSize: 1 }), await compareSettlements(manager, id, id)];
    for (const answer of answers) expect(codesOf(answer)).toEqual(['not_found']);
  });

  test('goes through three hands, each after the other, and is posted once', async () => {
    const clerk = district.contextFor('bureau_clerk');
    const reviewer = district.contextFor('bureau_reviewer');
    const finance = district.contextFor('finance');
    const { id } = accepted(await computeSettlement(clerk, request));
    expect(codesOf(await deliverSettlement(clerk, computed['k 50 %'] ?? ''))).toEqual(['settlement.superseded']);
    expect(codesOf(await reviewSettlement(reviewer, id))).toEqual(['settlement.wrong_status']);
    expect(accepted(await deliverSettlement(clerk, id))).toMatchObject({ deliveredDay: '2025-03-10', objectionsUntil: '2025-03-19' });
    const view = accepted(await getSettlement(district.contextFor('alliance_manager'), id));
    expect(view.lines.map(({ code }) => code)).toEqual([places.h1.code, places.h3.code]);
    const foreign = { settlementId: id, poolId: '310-ordinary', code: places.h2.code };
    expect(codesOf(await getLine(district.contextFor('alliance_manager'), foreign))).toEqual(['not_found']);
    expect((await listSettlements(district.contextFor('alliance_manager'), {})).map(({ finalFen }) => finalFen)).toEqual([null]);
    expect(codesOf(await reviewSettlement(onDay(reviewer, '2025-03-19'), id))).toEqual(['settlement.objections_open']);
    expect(codesOf(await reviewSettlement(onDay(inRole(reviewer, clerk), '2025-03-20'), id))).toEqual(['settlement.same_person']);
    expect(codesOf(await confirmSettlement(finance, id))).toEqual(['settlement.wrong_status']);
    accepted(await reviewSettlement(onDay(reviewer, '2025-03-20'), id));
    expect(codesOf(await confirmSettlement(inRole(finance, reviewer), id))).toEqual(['settlement.same_person']);
    expect(codesOf(await confirmSettlement(inRole(finance, clerk), id))).toEqual(['settlement.same_person']);

    const contenders = await Promise.all(Array.from({ length: 10 }, () => confirmSettlement(finance, id)));
    expect(contenders.filter((each) => each.ok)).toMatchObject([{ value: { postedTo: '2025-01', finalFen: yuan(615_000) } }]);
    const books = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, district.regionCode));
    const balance = (account: string) => books.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.amountFen, 0);
    expect(balance(`settlement/310-ordinary/${places.h1.code}`)).toBe(yuan(360_000));
    expect(balance(`claim/310-ordinary/${places.h1.code}/ordinary`)).toBe(0);
    expect(balance(`settlement/310-ordinary/${places.pharmacy.code}`)).toBe(yuan(10_000));
    expect(await listUnbalancedPostings(store.reads, district.regionCode)).toEqual([]);

    expect(codesOf(await computeSettlement(clerk, request))).toEqual(['settlement.year_closed']);
    expect(codesOf(await proposePrepayment(clerk, '2024-07'))).toEqual(['prepayment.year_settled', 'prepayment.nothing_claimed']);
    expect(accepted(await verifySettlement(clerk, id)).holds).toBe(true);
  });
});

describe('a year by per-head ceiling, as Rizhao settles', () => {
  test('a township hospital with its clinics bears a fifth of what it overspent, and gets a fifth of what it saved', async () => {
    const district = await mintDistrict(store);
    const { regionCode, township, clinic, foreignTownship, lead, elder } = district;
    const clerk = district.contextFor('bureau_clerk');
    // The elder and the child of the district live at the township hospital and are insured as residents.
    await addPopulation(store, regionCode, 15_000, { prefix: 'A', home: township.code });
    await addPopulation(store, regionCode, 4998, { prefix: 'B', home: clinic.code });
    await addPopulation(store, regionCode, 20_000, { prefix: 'C', home: foreignTownship.code });
    const paid = (place: Institution, settlementId: string, amount: number, more: Partial<BookedVisit> = {}) =>
      visitsOf([elder.id], place, amount, { settlementId, insutype: '390', ...more });
    await bookVisits(store, regionCode, [
      ...paid(township, 'T1', 600_000),
      ...paid(township, 'T2', 100_000, { day: '2024-11-02' }),
      ...paid(clinic, 'K1', 400_000),
      ...paid(foreignTownship, 'F1', 900_000),
      ...paid(lead, 'L1', 70_000),
      ...paid(township, 'T3', 5000, { medType: '21' }),
      // Found out after December had closed: it counts in the year it was posted to.
      ...paid(township, 'T4', 1, { day: '2024-12-31', postedTo: '2025-01' }),
    ]);
    await closeYear(clerk);
    const { id } = accepted(await computeSettlement(clerk, { year, method: 'per_head_ceiling' }));
    const view = accepted(await getSettlement(clerk, id));
    expect(view.lines.map(({ code, members, ceilingFen, entitlementFen }) => [code, members, ceilingFen, entitlementFen])).toEqual([
      [township.code, 2, yuan(1_000_000), yuan(1_080_000)],
      [foreignTownship.code, 1, yuan(1_000_000), yuan(920_000)],
    ]);
    expect(view.leftOut.map(({ reason, pool, institutionCode, feeForServiceFen }) => [reason, pool, institutionCode, feeForServiceFen])).toEqual([
      ['not_township', '390-ordinary', lead.code, yuan(70_000)],
      ['other_pool', '390-inpatient', null, yuan(5000)],
    ]);
    const visits = accepted(await listVisitsOfLine(clerk, { settlementId: id, poolId: '390-ordinary', code: township.code }, { page: 1, pageSize: 20 }));
    expect(visits.rows.map(({ settlementId, fundFen }) => [settlementId, fundFen])).toEqual([['T1', yuan(600_000)], ['K1', yuan(400_000)], ['T2', yuan(100_000)]]);
    expect(visits).toMatchObject({ total: 3, lineFen: yuan(1_100_000), agrees: true });
    expect(accepted(await verifySettlement(clerk, id)).holds).toBe(true);

    accepted(await deliverSettlement(clerk, id));
    accepted(await reviewSettlement(onDay(district.contextFor('bureau_reviewer'), '2025-04-01'), id));
    accepted(await confirmSettlement(district.contextFor('finance'), id));
    const books = await store.reads.select().from(ledgerEntry).where(eq(ledgerEntry.regionCode, regionCode));
    const balance = (account: string) => books.filter((entry) => entry.account === account).reduce((sum, entry) => sum + entry.amountFen, 0);
    expect(balance(`settlement/390-ordinary/${township.code}`)).toBe(yuan(1_080_000));
    expect(balance(`claim/390-ordinary/${clinic.code}/ordinary`)).toBe(0);
    // The settled claims became entitlements; the hospital that was left out and the late yuan are still claims.
    expect(balance('fund/390-ordinary')).toBe(-yuan(1_080_000 + 920_000 + 70_000 + 1));
  }, 240_000);
});

describe('a year that cannot be settled', () => {
  test('has open months, which are listed', async () => {
    const district = await mintDistrict(store);
    const clerk = district.contextFor('bureau_clerk');
    await closeYear(clerk, 10);
    expect(await computeSettlement(clerk, { year, method: 'per_head_ceiling' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'settlement.months_open', facts: { months: ['2024-11', '2024-12'] } }],
    });
  });

  test('lacks a budget, or is given a deduction for nobody, or has nothing in its books', async () => {
    const district = await mintDistrict(store);
    const clerk = district.contextFor('bureau_clerk');
    await closeYear(clerk);
    expect(codesOf(await computeSettlement(clerk, { year, method: 'points' }))).toEqual(['settlement.nothing_to_settle']);
    expect(codesOf(await computeSettlement(clerk, { year, method: 'per_head_ceiling', deductions: [{ pool: '390-ordinary', institutionCode: district.lead.code, amountFen: 1, ...audited }] }))).toEqual([
      'settlement.deduction_without_line',
    ]);
    const other = await mintDistrict(store);
    await bookVisits(store, other.regionCode, visitsOf([other.adult.id], other.township, 10));
    await closeYear(other.contextFor('bureau_clerk'));
    expect(await computeSettlement(other.contextFor('bureau_clerk'), { year, method: 'points' })).toMatchObject({
      ok: false,
      refusals: [{ code: 'settlement.budget_missing', facts: { pools: ['310-ordinary'] } }],
    });
  });

  test('is delivered on a day whose year has no holiday table', async () => {
    const district = await mintDistrict(store);
    const clerk = district.contextFor('bureau_clerk');
    await bookVisits(store, district.regionCode, visitsOf([district.elder.id], district.township, 10, { insutype: '390' }));
    await closeYear(clerk);
    const { id } = accepted(await computeSettlement(clerk, { year, method: 'per_head_ceiling' }));
    expect(await deliverSettlement(onDay(clerk, '2031-03-03'), id)).toMatchObject({ ok: false, refusals: [{ code: 'calendar.year_without_table', facts: { year: 2031 } }] });
    expect(codesOf(await deliverSettlement(clerk, 'nowhere'))).toEqual(['not_found']);
  });
});
