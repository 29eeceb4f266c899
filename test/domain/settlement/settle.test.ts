import { describe, expect, test } from 'vitest';
import { settle, verifyStatement } from '@/server/domain/settlement/settle';
import { settleByPoints } from '@/server/domain/settlement/settle-by-points';
import { settlePerHeadCeiling } from '@/server/domain/settlement/settle-per-head-ceiling';
import type { CeilingClaim, PerHeadCeilingInput, PointsClaim, PointsInput, PointsPool, Statement } from '@/server/domain/settlement/statement';

const yuan = (amount: number) => amount * 100;

/** Lishui's worked example: B 10,000,000, P 10,600,000, X 1,200,000, T 400,000, N 30,000. */
const overspent: PointsPool = {
  id: '310-ordinary',
  budgetFen: yuan(10_000_000),
  adjustmentFen: 0,
  feeForServiceFen: yuan(10_600_000),
  outOfRegionFen: yuan(1_200_000),
  specialFeesFen: yuan(400_000),
  persons: 30_000,
  institutions: [
    claimOf('H1', 5_400_000, 200_000, 5_040_000, 20_000),
    claimOf('H2', 2_700_000, 100_000, 2_520_000, 0),
    claimOf('H3', 900_000, 0, 810_000, 5_000),
  ],
};

/** The same year underspent: P 9,600,000. */
const underspent: PointsPool = {
  ...overspent,
  feeForServiceFen: yuan(9_600_000),
  institutions: [
    claimOf('H1', 4_800_000, 200_000, 4_500_000, 20_000),
    claimOf('H2', 2_400_000, 100_000, 2_250_000, 0),
    claimOf('H3', 800_000, 0, 720_000, 5_000),
  ],
};

function claimOf(code: string, fund: number, special: number, prepaid: number, deductions: number): PointsClaim {
  return { code, fundFen: yuan(fund), specialFen: yuan(special), prepaidFen: yuan(prepaid), deductionsFen: yuan(deductions) };
}

function pointsInput(pool: PointsPool, institutionShare = '0.5', reading: PointsInput['reading'] = 'institution_share'): PointsInput {
  return { method: 'points', institutionShare, reading, pools: [pool] };
}

function settled(outcome: ReturnType<typeof settle>): Statement {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

const finals = (statement: Statement) => statement.lines.map((line) => line.finalFen / 100);

describe('points (Lishui)', () => {
  test('k 50 %: the worked example to the 分', () => {
    const statement = settled(settleByPoints(pointsInput(overspent)));
    expect(statement.pools).toMatchObject([
      { retainedOrSharedFen: yuan(300_000), settlementTotalFen: yuan(8_700_000), totalPoints: 3_000_000, pointValue: '2.900000' },
    ]);
    expect(statement.lines.map((line) => line.entitlementFen / 100)).toEqual([5_220_000, 2_610_000, 870_000]);
    expect(statement.lines.map((line) => [line.points, line.weight])).toEqual([
      ['1800000.000000', '0.60000000'],
      ['900000.000000', '0.30000000'],
      ['300000.000000', '0.10000000'],
    ]);
    expect(finals(statement)).toEqual([360_000, 190_000, 55_000]);
    expect(statement.totals).toEqual({
      entitlementFen: yuan(8_700_000),
      specialFen: yuan(300_000),
      outsideFen: 0,
      withheldFen: 0,
      prepaidFen: yuan(8_370_000),
      deductionsFen: yuan(25_000),
      finalFen: yuan(605_000),
    });
  });

  test.each([
    ['0.5', 'literal', 8_700_000, [360_000, 190_000, 55_000]],
    ['0.7', 'institution_share', 8_580_000, [288_000, 154_000, 43_000]],
    ['0.7', 'literal', 8_820_000, [432_000, 226_000, 67_000]],
  ] as const)('k %s read as %s', (share, reading, total, expected) => {
    const statement = settled(settleByPoints(pointsInput(overspent, share, reading)));
    expect(statement.pools[0]?.settlementTotalFen).toBe(yuan(total));
    expect(finals(statement)).toEqual(expected);
  });

  test('a surplus: the fund keeps its half', () => {
    const statement = settled(settleByPoints(pointsInput(underspent)));
    expect(statement.pools).toMatchObject([{ retainedOrSharedFen: yuan(-200_000), settlementTotalFen: yuan(8_200_000), pointValue: '2.733333' }]);
    expect(finals(statement)).toEqual([600_000, 310_000, 95_000]);
  });

  test('an institution that was paid more than it is due owes the rest', () => {
    const pool = { ...overspent, institutions: overspent.institutions.map((claim) => ({ ...claim, prepaidFen: claim.fundFen })) };
    expect(finals(settled(settleByPoints(pointsInput(pool))))).toEqual([0, 10_000, -35_000]);
  });

  test('shares that do not divide still add up, the odd 分 going to the largest remainder, then by code', () => {
    const institutions = ['H3', 'H1', 'H2'].map((code) => claimOf(code, 1, 0, 0, 0));
    const pool = { ...overspent, budgetFen: 200, feeForServiceFen: 300, outOfRegionFen: 0, specialFeesFen: 0, persons: 1, institutions };
    const statement = settled(settleByPoints(pointsInput(pool)));
    expect(statement.lines.map(({ code, entitlementFen }) => [code, entitlementFen])).toEqual([['H3', 83], ['H1', 84], ['H2', 83]]);
  });

  test('an institution with special fees only is paid them; an empty pool is settled with nothing', () => {
    const institutions = [...overspent.institutions, claimOf('P1', 0, 100_000, 0, 0)];
    const empty = { ...overspent, id: '390-special', budgetFen: 0, feeForServiceFen: 0, outOfRegionFen: 0, specialFeesFen: 0, persons: 0, institutions: [claimOf('H1', 0, 0, 0, 0)] };
    const statement = settled(settleByPoints({ ...pointsInput(overspent), pools: [{ ...overspent, institutions }, empty] }));
    expect(statement.lines[3]).toMatchObject({ code: 'P1', entitlementFen: 0, finalFen: yuan(100_000) });
    expect(statement.pools[1]).toMatchObject({ settlementTotalFen: 0, totalPoints: 0, pointValue: null });
    expect(statement.lines[4]).toMatchObject({ poolId: '390-special', entitlementFen: 0, weight: '0.00000000', finalFen: 0 });
  });

  test('the working leads from the budget to each final amount', () => {
    const statement = settled(settleByPoints(pointsInput(overspent)));
    expect(statement.pools[0]?.working.map(({ step, result }) => [step, result.value])).toEqual([
      ['settlement.points.shared', yuan(300_000)],
      ['settlement.points.total', yuan(8_700_000)],
      ['settlement.points.points', 3_000_000],
      ['settlement.points.value', '2.900000'],
    ]);
    expect(statement.lines[0]?.working.map(({ step, result }) => [step, result.value])).toEqual([
      ['settlement.points.weight', '0.60000000'],
      ['settlement.points.institution_points', '1800000.000000'],
      ['settlement.points.entitlement', yuan(5_220_000)],
      ['settlement.final', yuan(360_000)],
    ]);
  });
});

describe('points that cannot be settled', () => {
  const refusalsOf = (input: PointsInput) => {
    const outcome = settleByPoints(input);
    return outcome.ok ? [] : outcome.refusals;
  };
  const withPool = (change: Partial<PointsPool>) => refusalsOf(pointsInput({ ...overspent, ...change }));

  test.each(['0.49', '1.01', '50%', '-0.5', ''])('k of %j', (share) => {
    expect(refusalsOf(pointsInput(overspent, share))).toEqual([
      { code: 'settlement.share_out_of_range', facts: { name: 'institutionShare', least: '0.5', most: '1', found: share } },
    ]);
  });

  test('payments of the institutions that are not P − X − T', () => {
    expect(withPool({ feeForServiceFen: yuan(10_600_000) + 1 })).toEqual([
      {
        code: 'settlement.parts_do_not_add_up',
        facts: { poolId: '310-ordinary', expectedFen: yuan(9_000_000) + 1, institutionsFen: yuan(9_000_000), differenceFen: -1 },
      },
    ]);
  });

  test('more special fees than the pool had', () => {
    const institutions = overspent.institutions.map((claim) => ({ ...claim, specialFen: yuan(200_000) }));
    expect(withPool({ institutions })).toEqual([
      { code: 'settlement.special_fees_exceed_total', facts: { poolId: '310-ordinary', specialFeesFen: yuan(400_000), institutionsFen: yuan(600_000) } },
    ]);
  });

  test('something to deal and nothing to deal it by', () => {
    const change = { feeForServiceFen: 0, outOfRegionFen: 0, specialFeesFen: 0, institutions: [claimOf('H1', 0, 0, 0, 0)] };
    expect(withPool(change)).toEqual([
      { code: 'settlement.no_fund_to_weigh_by', facts: { poolId: '310-ordinary', settlementTotalFen: yuan(5_000_000) } },
    ]);
  });

  test('less than nothing to deal, and people missing', () => {
    expect(withPool({ adjustmentFen: yuan(-9_000_000), persons: 0 })).toEqual([
      { code: 'settlement.total_negative', facts: { poolId: '310-ordinary', settlementTotalFen: yuan(-300_000) } },
      { code: 'settlement.no_persons', facts: { poolId: '310-ordinary' } },
    ]);
  });

  test('what is malformed is named everywhere at once, shares first, then pools, institutions, amounts', () => {
    const bad = { ...overspent, budgetFen: 0.5, institutions: [...overspent.institutions, { ...claimOf('H1', 0, 0, 0, 0), prepaidFen: -1 }] };
    expect(refusalsOf({ ...pointsInput(overspent, '0.4'), pools: [overspent, bad] }).map(({ code, facts }) => [code, facts])).toEqual([
      ['settlement.share_out_of_range', { name: 'institutionShare', least: '0.5', most: '1', found: '0.4' }],
      ['settlement.pool_twice', { poolId: '310-ordinary' }],
      ['settlement.institution_twice', { poolId: '310-ordinary', code: 'H1' }],
      ['settlement.amount_invalid', { poolId: '310-ordinary', code: null, name: 'budgetFen', found: 0.5 }],
      ['settlement.amount_invalid', { poolId: '310-ordinary', code: 'H1', name: 'prepaidFen', found: -1 }],
    ]);
  });

  test('no pools', () => {
    expect(refusalsOf({ ...pointsInput(overspent), pools: [] })).toEqual([{ code: 'settlement.nothing_to_settle', facts: { method: 'points' } }]);
  });
});

describe('per-head ceiling (Rizhao)', () => {
  const township = (change: Partial<CeilingClaim>): CeilingClaim => ({ code: 'H1', insured: 20_000, feeForServiceFen: 0, prepaidFen: 0, deductionsFen: 0, ...change });
  const input = (...institutions: CeilingClaim[]): PerHeadCeilingInput => ({
    method: 'per_head_ceiling',
    poolId: '390-ordinary',
    perHeadFen: yuan(50),
    overspendShare: '0.20',
    surplusReward: '0.20',
    institutions,
  });

  test.each([
    ['overspent', 1_100_000, 1_080_000],
    ['underspent', 900_000, 920_000],
    ['exactly at the ceiling', 1_000_000, 1_000_000],
  ])('20,000 people, %s', (_, paid, entitled) => {
    const [line] = settled(settlePerHeadCeiling(input(township({ feeForServiceFen: yuan(paid) })))).lines;
    expect(line).toMatchObject({ ceilingFen: yuan(1_000_000), entitlementFen: yuan(entitled), finalFen: yuan(entitled) });
  });

  test('final is entitlement less what was prepaid and deducted; townships do not touch one another', () => {
    const statement = settled(
      settlePerHeadCeiling(
        input(
          township({ feeForServiceFen: yuan(1_100_000), prepaidFen: yuan(990_000), deductionsFen: yuan(1_000) }),
          township({ code: 'H2', insured: 0, feeForServiceFen: 3 }),
        ),
      ),
    );
    expect(statement.lines.map((line) => line.finalFen)).toEqual([yuan(89_000), 2]);
    expect(statement.pools).toMatchObject([{ id: '390-ordinary', settlementTotalFen: yuan(1_080_000) + 2, retainedOrSharedFen: yuan(80_000) + 2, pointValue: null }]);
    expect(statement.lines[0]?.working.map(({ step, result }) => [step, result.value])).toEqual([
      ['settlement.ceiling.ceiling', yuan(1_000_000)],
      ['settlement.ceiling.borne', yuan(20_000)],
      ['settlement.ceiling.entitlement', yuan(1_080_000)],
      ['settlement.final', yuan(89_000)],
    ]);
  });

  test('what cannot be settled', () => {
    const bad = { ...input(township({}), township({ insured: 1.5 })), overspendShare: '1.2', perHeadFen: -1 };
    const outcome = settlePerHeadCeiling(bad);
    expect(outcome.ok ? [] : outcome.refusals.map(({ code }) => code)).toEqual([
      'settlement.share_out_of_range',
      'settlement.institution_twice',
      'settlement.amount_invalid',
      'settlement.amount_invalid',
    ]);
    expect(settlePerHeadCeiling(input())).toMatchObject({ ok: false, refusals: [{ code: 'settlement.nothing_to_settle' }] });
  });

  test('is verified like any other statement', () => {
    const statement = settled(settle(input(township({ feeForServiceFen: yuan(900_000) }))));
    expect(verifyStatement(statement)).toEqual({ ok: true, value: [] });
  });
});

describe('a published statement', () => {
  const published = settled(settle(pointsInput(overspent)));

  test('holds when it is read back from its file', () => {
    expect(verifyStatement(JSON.parse(JSON.stringify(published)) as Statement)).toEqual({ ok: true, value: [] });
  });

  test('is caught at the place where one 分 was moved', () => {
    const [first, ...others] = published.lines;
    if (first === undefined) throw new Error('the statement has lines');
    const forged = { ...published, lines: [{ ...first, finalFen: first.finalFen + 1 }, ...others] };
    expect(verifyStatement(forged)).toEqual({
      ok: true,
      value: [{ path: 'lines[0].finalFen', published: 36_000_001, recomputed: 36_000_000 }],
    });
  });

  test('is caught when a line was left out', () => {
    const outcome = verifyStatement({ ...published, lines: published.lines.slice(0, 2) });
    expect(outcome.ok && outcome.value.map(({ path }) => path)).toEqual(['lines[2]']);
  });

  test('whose inputs cannot be settled is refused', () => {
    expect(verifyStatement({ ...published, input: pointsInput(overspent, '0.4') })).toMatchObject({ ok: false });
  });
});
