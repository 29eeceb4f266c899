import { describe, expect, test } from 'vitest';
import { adjudicate, nothingPaid } from '@/server/domain/benefit/adjudicate';
import type { Adjudication, ContractInterval, RunningTotals, VisitFacts } from '@/server/domain/benefit/adjudication';
import { classifyDifference } from '@/server/domain/benefit/classify-difference';
import { explainAdjudication } from '@/server/domain/benefit/explain-adjudication';
import { formatRate, parseRate, payAtRate } from '@/server/domain/benefit/rate';
import type { EnhancementScope } from '@/server/domain/policy/enhancement';
import type { LevelRate } from '@/server/domain/policy/plan';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { packOf } from '../policy/packs';
import { community, hospital, signed2024, visitOf } from './people';

const shenyang = packOf('210100');

const atCommunity: VisitFacts = {
  insutype: '310',
  medType: '11',
  settledOn: '2024-03-01',
  totalFen: 30_000,
  inScopeFen: 30_000,
  essentialDrugFen: 0,
  prescriptionDays: null,
  diagnosisCode: null,
  institutionCode: community,
  level: 'township',
  allianceIds: ['urban-1'],
  retired: false,
  keyGroups: [],
  identityClasses: [],
  recognitionId: null,
  atDesignated: true,
  admission: 1,
  chain: null,
};

interface Circumstances {
  policy?: PolicyVersion;
  before?: RunningTotals;
  contract?: ContractInterval | null;
}

function adjudicated(
  facts: Partial<VisitFacts>,
  { policy = shenyang, before = nothingPaid, contract = signed2024 }: Circumstances = {},
): Adjudication {
  const outcome = adjudicate({ ...atCommunity, ...facts }, policy, before, contract);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
}

/** Shenyang's pack with its first plan's community rate, or its enhancement's scope, replaced. */
function changed({ rate, scope, ceiling }: { rate?: LevelRate['value']; scope?: EnhancementScope; ceiling?: string }): PolicyVersion {
  const [plan, ...plans] = shenyang.benefit.plans;
  const township = plan?.rates.township;
  if (plan === undefined || township === undefined) throw new Error('the pack has a community rate');
  return {
    ...shenyang,
    benefit: {
      ...shenyang.benefit,
      rateCeiling: { ...shenyang.benefit.rateCeiling, value: ceiling ?? '0.95' },
      plans: [{ ...plan, rates: { ...plan.rates, township: { ...township, value: rate ?? township.value } } }, ...plans],
      enhancements: shenyang.benefit.enhancements.map((each) => ({ ...each, scope: { ...each.scope, value: scope ?? each.scope.value } })),
    },
  };
}

describe('where a signed resident is better reimbursed', () => {
  const elsewhere = { institutionCode: 'H21010200009', allianceIds: ['county-2'] };
  test.each<[EnhancementScope, Partial<VisitFacts>, boolean]>([
    ['team_institution', {}, true],
    ['team_institution', { ...elsewhere }, false],
    ['alliance_member', { institutionCode: hospital, level: 'level3' }, true],
    ['alliance_member', { ...elsewhere }, false],
    ['alliance_member', { allianceIds: [] }, true],
    ['any_primary', { ...elsewhere }, true],
    ['any_primary', { institutionCode: hospital, level: 'level3' }, false],
    ['anywhere', { ...elsewhere, level: 'level3' }, true],
    ['anywhere', { insutype: '390' }, false],
    ['anywhere', { medType: '21' }, false],
  ])('scope %s, %j: %s', (scope, facts, enhanced) => {
    const points = adjudicated(facts, { policy: changed({ scope }) }).points;
    expect(points).toBe(enhanced ? '0.10' : '0.00');
  });

  test('not without a contract, nor by one that is not in force that day', () => {
    expect(adjudicated({}, { contract: null })).toMatchObject({ rate: '0.70', contractId: null, enhancementFen: 0 });
    expect(adjudicated({ settledOn: '2025-01-01' })).toMatchObject({ rate: '0.70', enhancementFen: 0 });
  });

  test('never above the ceiling', () => {
    expect(adjudicated({}, { policy: changed({ ceiling: '0.75' }) })).toMatchObject({ baseRate: '0.70', points: '0.10', rate: '0.75', payFen: 7_500, enhancementFen: 500 });
    expect(adjudicated({}, { policy: changed({ ceiling: '0.65' }) })).toMatchObject({ baseRate: '0.65', rate: '0.65', enhancementFen: 0 });
  });
});

describe('a rate in slices of the amount', () => {
  const scale = [
    { fromFen: 0, rate: '0.50' },
    { fromFen: 10_000, rate: '0.60' },
    { fromFen: 20_000, rate: '0.70' },
  ];
  const policy = changed({ rate: { working: scale, retired: scale } });

  test.each([
    [20_000, [0], 0],
    [25_001, [5_001], 2_501],
    [30_000, [10_000], 5_000],
    [30_001, [10_000, 1], 5_001],
    [45_000, [10_000, 10_000, 5_000], 14_500],
  ])('%i 分 in policy is cut into %j', (inScopeFen, bases, payFen) => {
    const row = adjudicated({ inScopeFen, totalFen: inScopeFen }, { policy, contract: null });
    expect(row.slices.map((slice) => slice.baseFen)).toEqual(bases);
    expect(row.payFen).toBe(payFen);
  });

  test('points are added to every slice', () => {
    expect(adjudicated({ inScopeFen: 45_000 }, { policy })).toMatchObject({ payFen: 17_000, enhancementFen: 2_500, baseRate: '0.70', rate: '0.80' });
  });
});

describe('a kind of visit that no plan covers', () => {
  test('is refused with the policy that lacks it', () => {
    const policy = { ...shenyang, benefit: { ...shenyang.benefit, plans: [] } };
    expect(adjudicate(atCommunity, policy, nothingPaid, null)).toEqual({
      ok: false,
      refusals: [{ code: 'policy.no_plan', facts: { policyId: '210100-2024-01-01', insutype: '310', medType: '11' } }],
    });
  });
});

describe('the working of a visit', () => {
  const steps = (facts: Partial<VisitFacts>, options: Circumstances = {}) => {
    const policy = options.policy ?? shenyang;
    return explainAdjudication(adjudicated(facts, options), { ...atCommunity, ...facts }, policy);
  };

  test('names every step, its clause and its figures', () => {
    const working = steps({ totalFen: 32_000 });
    expect(working.map(({ step, result }) => [step, result.value])).toEqual([
      ['benefit.eligible', 30_000],
      ['benefit.deductible', 20_000],
      ['benefit.base', 10_000],
      ['benefit.points', '0.10'],
      ['benefit.rate', '0.80'],
      ['benefit.pay', 8_000],
      ['benefit.maximum', 8_000],
      ['benefit.enhancement', 1_000],
      ['benefit.self_paid', 24_000],
    ]);
    expect(working[3]).toMatchObject({ confidence: 'official', clause: expect.stringContaining('提升10个百分点') as string });
    expect(working[4]).toMatchObject({ confidence: 'secondary', operands: { R: { unit: 'rate', value: '0.70' } } });
    expect(working[1]?.operands).toEqual({
      E: { unit: 'fen', value: 30_000 },
      D: { unit: 'fen', value: 20_000 },
      due: { unit: 'fen', value: 20_000 },
      paid: { unit: 'fen', value: 0 },
    });
  });

  test('says so where the plan pays nothing', () => {
    expect(steps({ insutype: '390', level: 'level3' }).map(({ step }) => step)).toEqual([
      'benefit.eligible',
      'benefit.not_covered',
      'benefit.self_paid',
    ]);
  });

  test('tells the four ways a deductible is taken apart', () => {
    const stay = { medType: '21' } as const;
    const formulas = [{}, stay, { ...stay, chain: { direction: 'up', deductiblePaidFen: 5_000 } }, { ...stay, chain: { direction: 'down', deductiblePaidFen: 5_000 } }] as const;
    expect(formulas.map((facts) => steps({ ...facts, retired: true })[1]?.formula)).toEqual([
      'deductible = min(E, max(0, D − paid this year))',
      'deductible = min(E, D)',
      'deductible = min(E, max(0, D − paid on the chain))',
      'deductible = 0, referred down',
    ]);
  });

  test('lists the slices of a tiered rate', () => {
    const scale = [{ fromFen: 0, rate: '0.50' }, { fromFen: 5_000, rate: '0.60' }];
    const working = steps({}, { policy: changed({ rate: { working: scale, retired: scale } }), contract: null });
    expect(working.find(({ step }) => step === 'benefit.pay')?.operands).toEqual({
      base1: { unit: 'fen', value: 5_000 },
      rate1: { unit: 'rate', value: '0.50' },
      base2: { unit: 'fen', value: 5_000 },
      rate2: { unit: 'rate', value: '0.60' },
    });
  });

  test('is not explained by another policy version', () => {
    expect(() => explainAdjudication(adjudicated({}), atCommunity, packOf('331100'))).toThrow(RangeError);
  });
});

describe('what the hospital reported beside ours', () => {
  const used: RunningTotals = { ...nothingPaid, deductiblePaidFen: 20_000, fundPaidFen: 1_195_000 };
  const reported = (reportedPoolFen: number | null, reportedDeductibleFen: number | null = null) => ({
    ...visitOf({}),
    reportedPoolFen,
    reportedDeductibleFen,
  });
  const factsOf = (ours: Adjudication): VisitFacts => ({ ...atCommunity, inScopeFen: ours.eligibleFen });
  test.each([
    ['equal', adjudicated({}), reported(8_000)],
    ['enhancement_not_given', adjudicated({}), reported(7_000, 20_000)],
    ['not_signed', adjudicated({}, { contract: null }), reported(8_000, 20_000)],
    ['over_maximum', adjudicated({}, { before: used }), reported(24_000, 0)],
    ['wrong_deductible', adjudicated({}), reported(24_000, 0)],
    ['wrong_rate', adjudicated({}), reported(6_000, 20_000)],
    ['other', adjudicated({}), reported(6_000)],
    ['other', adjudicated({ inScopeFen: 10_000 }), reported(1, 10_000)],
  ])('%s', (kind, ours, theirs) => {
    expect(classifyDifference(ours, theirs, shenyang, factsOf(ours))?.kind).toBe(kind);
  });

  test('how much more or less it claimed; nothing when it reported nothing', () => {
    expect(classifyDifference(adjudicated({}), reported(7_000), shenyang, atCommunity)?.differenceFen).toBe(-1_000);
    expect(classifyDifference(adjudicated({}), reported(null), shenyang, atCommunity)).toBeNull();
  });

  test('an unsigned visit at the maximum is compared with what a contract could still have given', () => {
    const before = { ...nothingPaid, deductiblePaidFen: 20_000, fundPaidFen: 1_178_000 };
    const ours = adjudicated({}, { before, contract: null });
    expect([ours.payFen, ours.maximumLeftFen]).toEqual([21_000, 22_000]);
    expect(classifyDifference(ours, reported(22_000), shenyang, atCommunity)?.kind).toBe('not_signed');
  });
});

describe('rates as whole millionths', () => {
  test.each([
    ['0.1', '0.10'],
    ['0.125', '0.125'],
    ['1', '1.00'],
    ['0', '0.00'],
    ['0.000001', '0.000001'],
  ])('%s is written %s', (text, written) => {
    expect(formatRate(parseRate(text))).toBe(written);
  });

  test('a seventh decimal is an error, not a rounding', () => {
    expect(() => parseRate('0.1234567')).toThrow(RangeError);
  });

  test('amounts past the safe range of whole numbers are still exact', () => {
    expect(payAtRate(9_007_199_254_740_991, 555_555)).toBe(5_003_994_581_967_631);
  });
});
