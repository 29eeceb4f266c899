import { describe, expect, test } from 'vitest';
import { settleExamples } from '@/server/cli/commands/settle-examples';
import type { AllianceTotalInput, CompositeInput, TotalKeptInput } from '@/server/domain/settlement/alliance-inputs';
import type { PerHeadCeilingInput } from '@/server/domain/settlement/ceiling-inputs';
import type { PointsInput } from '@/server/domain/settlement/points-inputs';
import { settle } from '@/server/domain/settlement/settle';
import type { SettlementInput, Statement } from '@/server/domain/settlement/statement';
import { readSettlementInput } from '@/server/integration/statement/read-statement';

const yuan = (amount: number) => Math.round(amount * 100);

function inputOf<Method extends SettlementInput['method']>(method: Method): Extract<SettlementInput, { method: Method }> {
  const { input } = readSettlementInput(settleExamples[method]);
  if (input?.method !== method) throw new Error(`no example of ${method}`);
  return input as Extract<SettlementInput, { method: Method }>;
}

function settled(input: SettlementInput): Statement {
  const outcome = settle(input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

const refusalsOf = (input: SettlementInput) => {
  const outcome = settle(input);
  return outcome.ok ? [] : outcome.refusals.map(({ code, facts }) => [code, facts]);
};
const codesOf = (input: SettlementInput) => refusalsOf(input).map(([code]) => code);

type Total = AllianceTotalInput['pools'][number]['alliances'][number];
const total = inputOf('alliance_total');
const withAlliance = (change: Partial<Total>): AllianceTotalInput => {
  const [pool] = total.pools;
  const [first] = pool?.alliances ?? [];
  if (!pool || !first) throw new Error('the example has an alliance');
  return { ...total, pools: [{ ...pool, alliances: [{ ...first, ...change }] }] };
};

describe('points of stays', () => {
  const points = inputOf('points');
  const [, stays] = points.pools;
  if (!stays) throw new Error('the example has a pool of stays');
  const only = (change: Partial<typeof stays>): PointsInput => ({ ...points, pools: [{ ...stays, ...change }] });

  test('at a rate fixed beforehand S is the worth of the points, whatever was budgeted', () => {
    const statement = settled(only({ scoring: { scheme: 'DRG', rateFen: yuan(48.5) } }));
    // 100,000 points × 48.50 = 4,850,000, which is 50,000 more than 5,000,000 − 200,000.
    expect(statement.pools).toMatchObject([{ settlementTotalFen: yuan(4_850_000), retainedOrSharedFen: yuan(50_000), pointValue: '48.500000' }]);
    expect(statement.lines.map(({ entitlementFen }) => entitlementFen)).toEqual([yuan(2_910_024.25), yuan(1_939_975.75)]);
    expect(statement.pools[0]?.working.map(({ step }) => step)).toEqual(['settlement.points.points', 'settlement.points.worth', 'settlement.points.beyond', 'settlement.points.value']);
  });

  test('points that do not divide still deal S out whole', () => {
    const institutions = stays.institutions.map((claim, at) => ({ ...claim, points: at === 0 ? '0.000001' : '0.000002' }));
    const statement = settled(only({ institutions }));
    expect(statement.lines.map(({ entitlementFen }) => entitlementFen)).toEqual([163_333_333, 326_666_667]);
  });

  test('something to deal and no points, or points that are none', () => {
    const none = stays.institutions.map((claim) => ({ ...claim, points: '0' }));
    expect(refusalsOf(only({ institutions: none }))).toEqual([['settlement.no_points', { poolId: '390-inpatient', settlementTotalFen: yuan(4_900_000) }]]);
    const odd = stays.institutions.map((claim) => ({ ...claim, points: '-1' }));
    expect(codesOf(only({ institutions: odd }))).toEqual(['settlement.points_malformed', 'settlement.points_malformed']);
  });

  test('a part kept back by assessment, to the 分', () => {
    const assessment = { withheldShare: '0.05', fullScore: 90 };
    const scored = (...scores: (string | undefined)[]) => stays.institutions.map((claim, at) => (scores[at] === undefined ? claim : { ...claim, score: scores[at] }));
    const statement = settled({ ...only({ institutions: scored('95', '85.5') }), assessment });
    // 5 % of 1,959,975.50 is 97,998.78 (half-up); 85.5 ÷ 90 of it is 93,098.84.
    expect(statement.lines.map(({ withheldFen }) => withheldFen)).toEqual([0, 489_994]);
    expect(refusalsOf({ ...only({ institutions: scored('95') }), assessment })).toEqual([['settlement.score_missing', { poolId: '390-inpatient', code: 'H2' }]]);
    expect(codesOf({ ...only({ institutions: scored('95', '101') }), assessment })).toEqual(['settlement.score_malformed']);
  });

  test('nothing to settle but what is given back, and nobody to give it to', () => {
    const { scoring: _scoring, ...pool } = stays;
    const institutions = stays.institutions.slice(0, 1).map((claim) => ({ ...claim, fundFen: -100 }));
    const back = { ...pool, budgetFen: 0, adjustmentFen: 50, feeForServiceFen: -100, outOfRegionFen: 0, specialFeesFen: 0, institutions };
    expect(refusalsOf({ ...points, pools: [back] })).toEqual([['settlement.no_fund_to_weigh_by', { poolId: '390-inpatient', settlementTotalFen: 100 }]]);
  });

  test('an empty pool is settled with nothing', () => {
    const empty = only({ budgetFen: 0, feeForServiceFen: 0, outOfRegionFen: 0, institutions: [] });
    expect(settled(empty)).toMatchObject({ lines: [], pools: [{ settlementTotalFen: 0, totalPoints: '0.000000', pointValue: null }] });
  });
});

describe('an institution that had more taken back than it claimed', () => {
  test('owes it whole, and the others share what it gives back', () => {
    const points = inputOf('points');
    const [pool] = points.pools;
    if (!pool) throw new Error('the example has a pool');
    const back = { code: 'H4', fundFen: yuan(-1000), specialFen: yuan(-50), prepaidFen: 0, deductionsFen: 0 };
    const change = { feeForServiceFen: pool.feeForServiceFen - yuan(1050), specialFeesFen: pool.specialFeesFen - yuan(50), institutions: [...pool.institutions, back] };
    const statement = settled({ ...points, pools: [{ ...pool, ...change }] });
    // R = half of 598,950 = 299,475; S = 10,000,000 − 1,200,000 − 399,950 + 299,475 = 8,699,525, and 1,000 more for the others.
    expect(statement.pools[0]?.settlementTotalFen).toBe(yuan(8_699_525));
    expect(statement.lines.map(({ entitlementFen, finalFen }) => [entitlementFen, finalFen])).toEqual([
      [yuan(5_220_315), yuan(360_315)],
      [yuan(2_610_157.5), yuan(190_157.5)],
      [yuan(870_052.5), yuan(55_052.5)],
      [yuan(-1000), yuan(-1050)],
    ]);
    expect(statement.lines[3]).toMatchObject({ weight: '0.00000000', points: '0.000000' });
  });
});

describe('budgets of institutions beside a ceiling', () => {
  const ceiling = inputOf('per_head_ceiling');
  const { budgeted } = ceiling;
  const claim = budgeted?.pools[0]?.institutions[0];
  if (!budgeted || !claim) throw new Error('the example has a budget');
  const withClaim = (change: Partial<typeof claim>, shares = {}): PerHeadCeilingInput => ({
    ...ceiling,
    budgeted: { ...budgeted, ...shares, pools: [{ id: '390-inpatient', institutions: [{ ...claim, ...change }] }] },
  });
  const lineOf = (input: PerHeadCeilingInput) => settled(input).lines[2];

  test.each([
    ['what was not spent stays with the fund', '0', 1_000_000, 1_000_000],
    ['or half of it with the hospital', '0.5', 1_000_000, 1_051_250],
  ])('%s', (_, surplusShare, paid, entitled) => {
    expect(lineOf(withClaim({ feeForServiceFen: yuan(paid) }, { surplusShare }))?.entitlementFen).toBe(yuan(entitled));
  });

  test('years may weigh differently; an adjustment moves the limit; a fixed budget has no years', () => {
    const years = [{ year: '2014', fundFen: yuan(1_000_000), weight: '0.4' }, { year: '2015', fundFen: yuan(1_100_000), weight: '0.6' }];
    // 1,060,000 × 1.05 = 1,113,000.
    expect(lineOf(withClaim({ years, budgetFen: yuan(1_113_000), adjustmentFen: yuan(7000) }))?.ceilingFen).toBe(yuan(1_120_000));
    expect(lineOf(withClaim({ years: [], budgetFen: yuan(1_200_000) }))?.entitlementFen).toBe(yuan(1_200_000));
  });

  test('a budget that is not what its years come to is refused with both figures', () => {
    expect(refusalsOf(withClaim({ budgetFen: yuan(1_102_501) }))).toEqual([
      ['settlement.budget_basis_differs', { poolId: '390-inpatient', code: 'H1', computedFen: yuan(1_102_500), budgetFen: yuan(1_102_501) }],
    ]);
  });

  test('so is a township’s that is not amount × people', () => {
    const [first, ...others] = ceiling.institutions;
    if (!first) throw new Error('the example has a township');
    const budgetFen = yuan(999_999);
    expect(refusalsOf({ ...ceiling, institutions: [{ ...first, budgetFen }, ...others] })).toEqual([
      ['settlement.budget_basis_differs', { poolId: '390-ordinary', code: 'T1', computedFen: yuan(1_000_000), budgetFen }],
    ]);
    const adjusted = { ...ceiling, institutions: [{ ...first, budgetFen: yuan(1_000_000), adjustmentFen: yuan(100_000) }, ...others] };
    expect(settled(adjusted).lines[0]).toMatchObject({ ceilingFen: yuan(1_100_000), entitlementFen: yuan(1_100_000) });
  });
});

describe('an alliance’s total', () => {
  test('a surplus whose staff share does not divide leaves the odd 分 to development', () => {
    const statement = settled({ ...withAlliance({ elsewhere: [{ code: 'H9', insideFen: yuan(3_550_000) - 1 }] }), staffShare: '0.5' });
    expect(statement.lines[0]?.balance).toMatchObject({ surplusFen: yuan(1_000_000) + 1, staffFen: yuan(500_000) + 1, developmentFen: yuan(500_000) });
  });

  test('nobody insured and nothing spent: a line of nothing', () => {
    const empty = withAlliance({ heads: { insured: 0, excluded: 0, perHeadFen: yuan(900) }, budgetFen: 0, members: [{ code: 'H1', insideFen: 0, outsideFen: 0, prepaidFen: 0 }], elsewhere: [], deductionsFen: 0 });
    expect(settled(empty).lines).toMatchObject([{ entitlementFen: 0, finalFen: 0, balance: { surplusFen: 0, overspendFen: 0 } }]);
  });

  test('whose people all went elsewhere owes: the final is negative', () => {
    const elsewhere = [{ code: 'H9', insideFen: yuan(18_000_000) }];
    expect(settled(withAlliance({ elsewhere })).lines[0]).toMatchObject({ entitlementFen: yuan(-450_000), finalFen: yuan(-450_000 + 200_000 - 12_600_000 - 30_000) });
  });

  test('a place with special fees and no people of the alliance is paid beside the total', () => {
    const members = [{ code: 'H1', insideFen: 0, outsideFen: yuan(200_000), prepaidFen: 0 }];
    expect(settled(withAlliance({ members, elsewhere: [], deductionsFen: 0 })).lines[0]).toMatchObject({ outsideFen: yuan(200_000), finalFen: yuan(17_550_000 + 200_000) });
  });

  test('what was taken back may outweigh what was claimed', () => {
    const members = [{ code: 'H1', insideFen: -500, outsideFen: -1, prepaidFen: 0 }];
    expect(settled(withAlliance({ members, elsewhere: [], deductionsFen: 0 })).lines[0]).toMatchObject({ feeForServiceFen: -500, outsideFen: -1, entitlementFen: yuan(17_550_000) });
  });

  test.each([
    ['a budget that the heads do not give', { budgetFen: yuan(17_550_001) }, ['settlement.budget_basis_differs']],
    ['more left out than insured', { heads: { insured: 1, excluded: 2, perHeadFen: 0 } }, ['settlement.excluded_exceed_insured']],
    ['half a person', { heads: { insured: 1.5, excluded: 0, perHeadFen: 0 } }, ['settlement.amount_invalid']],
    ['a limit below nothing', { adjustmentFen: yuan(-17_550_001) }, ['settlement.limit_negative']],
    ['a place that is its own and elsewhere', { elsewhere: [{ code: 'H2', insideFen: 0 }] }, ['settlement.institution_twice']],
    ['a lead that is no member', { code: 'H3' }, ['settlement.lead_not_a_member']],
    ['a reasonable overspend where nothing was overspent', { reasonable: { amountFen: 1, reason: 'war', note: 'x' } }, ['settlement.reasonable_exceeds_overspend']],
    ['prepaid below nothing', { members: [{ code: 'H1', insideFen: 0, outsideFen: 0, prepaidFen: -1 }] }, ['settlement.amount_invalid']],
  ] satisfies [string, Partial<Total>, string[]][])('%s is refused', (_, change, codes) => {
    expect(codesOf(withAlliance(change))).toEqual(codes);
  });

  test('no more can be declared reasonable than was overspent', () => {
    const members = [{ code: 'H1', insideFen: yuan(18_000_000), outsideFen: 0, prepaidFen: 0 }];
    const declared = (amount: number) => withAlliance({ members, elsewhere: [], reasonable: { amountFen: yuan(amount), reason: 'disaster', note: '抗洪' } });
    expect(settled(declared(450_000)).lines[0]?.balance?.fundBearsFen).toBe(yuan(225_000));
    expect(refusalsOf(declared(450_000.01))).toEqual([
      ['settlement.reasonable_exceeds_overspend', { poolId: '390-total', code: 'H1', reasonableFen: yuan(450_000.01), overspendFen: yuan(450_000) }],
    ]);
  });

  test('one hospital in two alliances, no alliance at all, shares that are none', () => {
    const [pool] = total.pools;
    const [first, second] = pool?.alliances ?? [];
    if (!pool || !first || !second) throw new Error('the example has two alliances');
    const shared = { ...second, members: [...second.members, { code: 'H2', insideFen: 0, outsideFen: 0, prepaidFen: 0 }] };
    expect(refusalsOf({ ...total, pools: [{ ...pool, alliances: [first, shared] }] })).toEqual([['settlement.institution_twice', { poolId: '390-total', code: 'H2' }]]);
    expect(codesOf({ ...total, pools: [{ ...pool, alliances: [] }] })).toEqual(['settlement.nothing_to_settle']);
    expect(codesOf({ ...total, staffShare: '1.01', reasonableOverspendFundShare: 'half' })).toEqual(['settlement.share_out_of_range', 'settlement.share_out_of_range']);
    expect(codesOf({ ...total, pools: [pool, pool] })).toContain('settlement.pool_twice');
  });
});

describe('total kept or borne', () => {
  const kept = inputOf('total_kept_or_borne');
  const scored = (score: string | null, withheldShare = '0.30'): TotalKeptInput => ({
    ...kept,
    assessment: { ...kept.assessment, withheldShare },
    pools: kept.pools.map((pool) => ({ ...pool, alliances: pool.alliances.map((claim) => ({ ...claim, score: pool.kind === 'total' ? score : null })) })),
  });

  test.each([
    ['100', 0],
    ['90', 0],
    ['89.99', 183.33],
    ['81', 165_000],
    ['0', 1_650_000],
  ])('a score of %s keeps back %d', (score, withheld) => {
    expect(settled(scored(score)).lines[0]?.withheldFen).toBe(yuan(withheld));
  });

  test('a score is needed where something hangs on it, and only there', () => {
    expect(refusalsOf(scored(null))).toEqual([['settlement.score_missing', { poolId: '390-total', code: 'H1' }]]);
    expect(settled(scored(null, '0')).lines[0]?.withheldFen).toBe(0);
    expect(codesOf(scored('91%'))).toEqual(['settlement.score_malformed']);
    expect(codesOf({ ...kept, assessment: { withheldShare: '0.3', fullScore: 0 } })).toEqual(['settlement.share_out_of_range']);
  });

  test('nothing hangs on an assessment where nothing is due', () => {
    const [pool, ...others] = scored('0').pools;
    if (!pool) throw new Error('the example has a total');
    const broke = { ...pool, alliances: pool.alliances.map((claim) => ({ ...claim, elsewhere: [{ code: 'H9', insideFen: yuan(8_000_000) }] })) };
    expect(settled({ ...kept, pools: [broke, ...others] }).lines[0]).toMatchObject({ entitlementFen: yuan(-1_000_000), withheldFen: 0 });
  });
});

describe('composite', () => {
  const composite = inputOf('composite');
  const [pool] = composite.pools;
  const [claim] = pool?.alliances ?? [];
  if (!pool || !claim) throw new Error('the example has an alliance');
  const withClaim = (change: Partial<typeof claim>): CompositeInput => ({ ...composite, pools: [{ ...pool, alliances: [{ ...claim, ...change }] }] });

  test('the weights’ pay is rounded once, and the members’ parts of it add up to it', () => {
    const [first, second] = claim.members;
    if (!first || !second) throw new Error('the example has two members');
    const members = [{ ...first, drgPoints: '0.000033' }, { ...second, drgPoints: '0.000034', bedDays: 0 }];
    // 0.000067 × 9,000.00 = 0.603 yuan, 60 分 after rounding: 29.55… and 30.44… 分 of it.
    const statement = settled(withClaim({ members, budgetFen: yuan(18_000_000) + 60 }));
    expect(statement.lines[0]?.parts.map(({ earnedFen }) => earnedFen)).toEqual([30, 30, null]);
  });

  test('a budget that heads, weights and days do not give is refused with both figures', () => {
    expect(refusalsOf(withClaim({ budgetFen: yuan(22_892_250) - 1 }))).toEqual([
      ['settlement.budget_basis_differs', { poolId: '310-total', code: 'H1', computedFen: yuan(22_892_250), budgetFen: yuan(22_892_250) - 1 }],
    ]);
    expect(codesOf(withClaim({ outpatientHeads: -1 }))).toEqual(['settlement.amount_invalid']);
    expect(codesOf({ ...composite, drgRateFen: -1 })).toEqual(['settlement.amount_invalid']);
  });
});
