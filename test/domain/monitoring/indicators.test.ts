import { describe, expect, test } from 'vitest';
import { type CareFlow, type MonitoredPlace, type MonitoringFacts, indicatorsOf, monthlyShares, outsideSpending } from '@/server/domain/monitoring/indicators';

const placeList: readonly MonitoredPlace[] = [
  { code: 'C', name: '社区中心', level: 'township', allianceId: 'a' },
  { code: 'L', name: '牵头医院', level: 'level3', allianceId: 'a' },
  { code: 'M', name: '另一家医院', level: 'level2', allianceId: 'b' },
  { code: 'P', name: '大药房', level: 'pharmacy', allianceId: null },
  { code: 'X', name: '外地医院', level: 'out_of_region', allianceId: null },
];
const places = new Map(placeList.map((place) => [place.code, place]));
const flow = (visitedCode: string, visits: number, fundFen: number, setting: CareFlow['setting'] = 'outpatient', month = '2025-03'): CareFlow => ({ month, homeCode: 'C', visitedCode, setting, pool: setting === 'inpatient' ? '390-inpatient' : '390-ordinary', visits, fundFen });
const flows = [flow('C', 60, 6_000), flow('L', 20, 10_000), flow('L', 5, 50_000, 'inpatient'), flow('M', 10, 4_000), flow('X', 5, 30_000, 'inpatient')];
const facts: MonitoringFacts = {
  allianceId: 'a',
  flows,
  places,
  referrals: { up: 8, down: 3, lateral: 0, expected: 10, closed: 7 },
  coverage: { residents: 300, signed: 200 },
  keyGroupCoverage: { residents: 0, signed: 0 },
};

describe('indicators of an alliance', () => {
  test.each([
    ['in_region_visits', 95, 100, '0.950000'],
    ['in_region_inpatient', 5, 10, '0.500000'],
    ['in_region_fund', 70_000, 100_000, '0.700000'],
    ['in_alliance_visits', 85, 100, '0.850000'],
    ['in_alliance_fund', 66_000, 100_000, '0.660000'],
    ['primary_visits', 60, 90, '0.666667'],
    ['primary_fund', 6_000, 70_000, '0.085714'],
    ['referral_closure', 7, 10, '0.700000'],
    ['coverage', 200, 300, '0.666667'],
    ['key_group_coverage', 0, 0, null],
  ])('%s is %i of %i', (id, numerator, denominator, value) => {
    expect(indicatorsOf(facts)).toContainEqual(expect.objectContaining({ id, numerator, denominator, value }));
  });

  test('a region as a whole has no shares within an alliance', () => {
    expect(indicatorsOf({ ...facts, allianceId: null }).map(({ id }) => id).filter((id) => id.startsWith('in_alliance'))).toEqual([]);
  });

  test('a place nobody has registered is seen as outside of both', () => {
    const [inRegion] = indicatorsOf({ ...facts, flows: [flow('C', 1, 100), flow('?', 1, 100)] });
    expect(inRegion).toMatchObject({ numerator: 1, denominator: 2 });
  });
});

test('care elsewhere is listed by what it cost: for an alliance outside of it, for a region outside the region', () => {
  expect(outsideSpending(facts).map(({ code, fundFen }) => [code, fundFen])).toEqual([['X', 30_000], ['M', 4_000]]);
  expect(outsideSpending({ ...facts, allianceId: null }).map(({ code }) => code)).toEqual(['X']);
});

test('a month without care has no shares, and is listed', () => {
  const spring = monthlyShares({ flows: [...flows, flow('P', 3, 0, 'outpatient', '2025-04')], places }, ['2025-03', '2025-04', '2025-05']);
  expect(spring).toEqual([
    { month: '2025-03', inRegionVisits: '0.950000', primaryVisits: '0.666667', fundFen: 100_000 },
    { month: '2025-04', inRegionVisits: '1.000000', primaryVisits: '0.000000', fundFen: 0 },
    { month: '2025-05', inRegionVisits: null, primaryVisits: null, fundFen: 0 },
  ]);
});
