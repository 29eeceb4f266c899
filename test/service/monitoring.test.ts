import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { and, eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { adjudication } from '@/db/schema';
import { sumFen } from '@/server/domain/kernel/money';
import { PermissionDenied } from '@/server/services/permit';
import { importVisits } from '@/server/services/import/import-visits';
import { getIndicators } from '@/server/services/monitoring/get-indicators';
import { setBudget } from '@/server/services/budget/set-budget';
import { type District, mintDistrict } from '../factories/district';
import { freshStore } from '../factories/store';
import { fileOf, visitRow } from '../factories/visits';

let store: Store;
let drop: () => Promise<void>;
beforeAll(async () => ({ store, drop } = await freshStore()));
afterAll(() => drop());

const year = { from: '2025-01', to: '2025-03' };

async function withCare(): Promise<District> {
  const district = await mintDistrict(store);
  const { adult, elder, township, lead, foreignLead } = district;
  const rows = [
    visitRow({ who: adult, at: township, on: '2025-01-10', inScopeFen: 40_000 }),
    visitRow({ who: adult, at: lead, on: '2025-02-10', inScopeFen: 100_000 }),
    visitRow({ who: elder, at: township, on: '2025-03-05', inScopeFen: 10_000 }),
    visitRow({ who: elder, at: foreignLead, on: '2025-03-06', inScopeFen: 200_000, medType: '21' }),
  ];
  const summary = await importVisits(district.contextFor('bureau_clerk'), fileOf(rows));
  expect(summary.accepted).toBe(4);
  return district;
}

describe('monitoring indicators', () => {
  test('the bureau reads the region and both alliances, the manager their own alliance alone', async () => {
    const district = await withCare();
    const bureau = await getIndicators(district.contextFor('bureau_reviewer'), year);
    expect(bureau.map(({ allianceId }) => allianceId)).toEqual([null, ...[district.allianceId, district.foreignAllianceId].sort()]);
    const [own, ...others] = await getIndicators(district.contextFor('alliance_manager'), year);
    expect(others).toEqual([]);
    expect(own).toEqual(bureau.find(({ allianceId }) => allianceId === district.allianceId));
  });

  test('care elsewhere is told in sums, with the place and what it cost', async () => {
    const district = await withCare();
    const [own] = await getIndicators(district.contextFor('alliance_manager'), year);
    expect(own?.indicators.find(({ id }) => id === 'in_alliance_visits')).toMatchObject({ numerator: 3, denominator: 4 });
    expect(own?.outside).toEqual([expect.objectContaining({ code: district.foreignLead.code, visits: 1, fundFen: own?.outsideFen })]);
    expect(own?.outsideFen).toBeGreaterThan(0);
    expect(own?.insured).toBe(3);
    expect(own?.perHeadFen).toBe(Math.round((own?.fundFen ?? 0) / 3));
    expect(own?.months.map(({ month, primaryVisits }) => [month, primaryVisits])).toEqual([['2025-01', '1.000000'], ['2025-02', '0.000000'], ['2025-03', '1.000000']]);
  });

  test('a period before any care has no shares and loses no indicator', async () => {
    const district = await withCare();
    const [region] = await getIndicators(district.contextFor('auditor'), { from: '2024-01', to: '2024-01' });
    expect(region?.indicators.find(({ id }) => id === 'in_region_visits')?.value).toBeNull();
    expect(region?.indicators).toHaveLength(8);
  });

  test('a doctor has no business with it', async () => {
    const district = await mintDistrict(store);
    await expect(getIndicators(district.contextFor('doctor'), year)).rejects.toThrow(PermissionDenied);
  });
});

test('a budget of the alliance stands beside what its residents cost, for a span within one year', async () => {
  const district = await withCare();
  const { allianceId } = district;
  const set = await setBudget(district.contextFor('bureau_clerk'), { year: '2025', pool: '310-ordinary', scope: { kind: 'alliance', allianceId }, request: { method: 'fixed', amountFen: 3_000_000 }, reason: null });
  expect(set.ok).toBe(true);
  const [own] = await getIndicators(district.contextFor('alliance_manager'), year);
  expect(own?.budget).toMatchObject({ limitFen: 3_000_000, perHeadFen: 1_000_000 });
  // Only what the budget's own pool paid is held against it: the elder's care came from other pools.
  const employee = await store.reads.select({ payFen: adjudication.payFen }).from(adjudication).where(and(eq(adjudication.regionCode, district.regionCode), eq(adjudication.pool, '310-ordinary')));
  expect(own?.budget?.leftFen).toBe(3_000_000 - sumFen(employee.map(({ payFen }) => payFen)));
  const [lastMonths] = await getIndicators(district.contextFor('alliance_manager'), { from: '2025-11', to: '2025-12' });
  // What the year has left does not depend on the months that are looked at.
  expect(lastMonths).toMatchObject({ fundFen: 0, budget: { leftFen: own?.budget?.leftFen } });
  const [longer] = await getIndicators(district.contextFor('alliance_manager'), { from: '2024-12', to: '2025-03' });
  expect(longer?.budget).toBeNull();
});
