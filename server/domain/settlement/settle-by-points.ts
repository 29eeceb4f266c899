import { allocate } from '@/server/domain/kernel/allocate';
import { exact, roundHalfUp, sumFen, type Exact, type Fen } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { inCount, inFen, inNumber, inRate, inText, type WorkingStep } from '@/server/domain/policy/cited';
import { institutionsTwice, invalidAmounts, namesTwice, shareOutOfRange } from './guards';
import type { SettlementRefusal } from './refusals';
import type { PointsClaim, PointsInput, PointsPool, Statement, StatementLine, StatementPool } from './statement';
import { finalOf, finalStep, totalsOf } from './totals';

/** Points a person with a visit brings to the pool. */
const pointsPerPerson = 100;

const clauses = {
  shared: '丽医保发〔2020〕93号 三（四）1：超支分担（结余留用）金额',
  total: '丽医保发〔2020〕93号 三（四）1：统筹区门诊医保基金清算总额',
  points: '丽医保发〔2020〕93号 三（四）2：年度总点数',
  weight: '丽医保发〔2020〕93号 三（四）3：点数权重',
  institutionPoints: '丽医保发〔2020〕93号 三（四）4：定点医疗机构点数',
  pointValue: '丽医保发〔2020〕93号 三（四）5：统筹区年度点值',
  final: '丽医保发〔2020〕93号 三（四）6：定点医疗机构基金清算',
} as const;

/**
 * Settle a year by points (丽水). Per pool: S = B + A − X − T ± R with R = |P − B| × (1 − k), N × 100 points, and S dealt
 * to institutions by their fee-for-service payments, so that entitlements add up to S to the 分. The literal reading
 * takes R = |P − B| × k instead; at k = 50 % both agree.
 *
 * The number of people N scales the value of a point only; the money follows from the payments alone.
 */
export function settleByPoints(input: PointsInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const settled = input.pools.map((pool) => settlePool(pool, input));
    const lines = settled.flatMap((each) => each.lines);
    return { method: 'points', input, pools: settled.map((each) => each.pool), lines, totals: totalsOf(lines) };
  });
}

function settlePool(pool: PointsPool, input: PointsInput): { pool: StatementPool; lines: StatementLine[] } {
  const retainedOrSharedFen = retainedOrShared(pool, input);
  const settlementTotalFen = settlementTotal(pool, retainedOrSharedFen);
  const totalPoints = pool.persons * pointsPerPerson;
  const valueFen = totalPoints === 0 ? null : exact(settlementTotalFen).dividedBy(totalPoints);
  const shares = allocate(
    settlementTotalFen,
    pool.institutions.map((claim) => ({ code: claim.code, weight: claim.fundFen })),
  );
  const fundFen = sumFen(pool.institutions.map((claim) => claim.fundFen));
  return {
    pool: {
      id: pool.id,
      retainedOrSharedFen,
      settlementTotalFen,
      totalPoints,
      pointValue: valueFen === null ? null : valueFen.dividedBy(100).toFixed(6),
      working: poolWorking(pool, input, retainedOrSharedFen, settlementTotalFen, valueFen),
    },
    lines: pool.institutions.map((claim, index) =>
      settleInstitution(claim, pool, { fundFen, settlementTotalFen, entitlementFen: shares[index] ?? 0 }),
    ),
  };
}

/** R with its sign: positive adds the fund's part of an overspend to S, negative takes the fund's part of a surplus out. */
function retainedOrShared(pool: PointsPool, { institutionShare, reading }: PointsInput): Fen {
  const fundsPart = reading === 'institution_share' ? exact(1).minus(institutionShare) : exact(institutionShare);
  return roundHalfUp(exact(pool.feeForServiceFen).minus(pool.budgetFen).times(fundsPart));
}

function settlementTotal(pool: PointsPool, retainedOrSharedFen: Fen): Fen {
  return pool.budgetFen + pool.adjustmentFen - pool.outOfRegionFen - pool.specialFeesFen + retainedOrSharedFen;
}

interface Dealt {
  readonly fundFen: Fen;
  readonly settlementTotalFen: Fen;
  readonly entitlementFen: Fen;
}

function settleInstitution(claim: PointsClaim, pool: PointsPool, dealt: Dealt): StatementLine {
  const weight = dealt.fundFen === 0 ? exact(0) : exact(claim.fundFen).dividedBy(dealt.fundFen);
  const points = weight.times(pool.persons * pointsPerPerson);
  const { specialFen, prepaidFen, deductionsFen } = claim;
  const settled = { entitlementFen: dealt.entitlementFen, specialFen, prepaidFen, deductionsFen };
  return {
    poolId: pool.id,
    code: claim.code,
    points: points.toFixed(6),
    weight: weight.toFixed(8),
    ceilingFen: null,
    feeForServiceFen: claim.fundFen,
    ...settled,
    finalFen: finalOf(settled),
    working: lineWorking(claim, pool, dealt, weight, points, settled),
  };
}

function poolWorking(pool: PointsPool, input: PointsInput, sharedFen: Fen, totalFen: Fen, valueFen: Exact | null): WorkingStep[] {
  const { budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen, persons } = pool;
  const totalPoints = persons * pointsPerPerson;
  const steps: WorkingStep[] = [
    {
      step: 'settlement.points.shared',
      clause: clauses.shared,
      confidence: null,
      formula: input.reading === 'institution_share' ? 'R = half-up((P − B) × (1 − k))' : 'R = half-up((P − B) × k)',
      operands: { P: inFen(feeForServiceFen), B: inFen(budgetFen), k: inRate(input.institutionShare), reading: inText(input.reading) },
      result: inFen(sharedFen),
    },
    {
      step: 'settlement.points.total',
      clause: clauses.total,
      confidence: null,
      formula: 'S = B + A − X − T + R',
      operands: { B: inFen(budgetFen), A: inFen(adjustmentFen), X: inFen(outOfRegionFen), T: inFen(specialFeesFen), R: inFen(sharedFen) },
      result: inFen(totalFen),
    },
    {
      step: 'settlement.points.points',
      clause: clauses.points,
      confidence: null,
      formula: 'total points = N × 100',
      operands: { N: inCount(persons) },
      result: inCount(totalPoints),
    },
  ];
  if (valueFen === null) return steps;
  return [
    ...steps,
    {
      step: 'settlement.points.value',
      clause: clauses.pointValue,
      confidence: null,
      formula: 'point value = S ÷ total points, in yuan, shown only',
      operands: { S: inFen(totalFen), totalPoints: inCount(totalPoints) },
      result: inNumber(valueFen.dividedBy(100).toFixed(6)),
    },
  ];
}

function lineWorking(
  claim: PointsClaim,
  pool: PointsPool,
  dealt: Dealt,
  weight: Exact,
  points: Exact,
  settled: Parameters<typeof finalStep>[0],
): WorkingStep[] {
  return [
    {
      step: 'settlement.points.weight',
      clause: clauses.weight,
      confidence: null,
      formula: 'weight = fund of the institution ÷ fund of the pool',
      operands: { fund: inFen(claim.fundFen), poolFund: inFen(dealt.fundFen) },
      result: inNumber(weight.toFixed(8)),
    },
    {
      step: 'settlement.points.institution_points',
      clause: clauses.institutionPoints,
      confidence: null,
      formula: 'points = N × 100 × weight',
      operands: { N: inCount(pool.persons), weight: inNumber(weight.toFixed(8)) },
      result: inNumber(points.toFixed(6)),
    },
    {
      step: 'settlement.points.entitlement',
      clause: clauses.final,
      confidence: null,
      formula: 'entitlement = S × fund ÷ fund of the pool, dealt by largest remainder',
      operands: { S: inFen(dealt.settlementTotalFen), fund: inFen(claim.fundFen), poolFund: inFen(dealt.fundFen) },
      result: inFen(dealt.entitlementFen),
    },
    finalStep(settled, clauses.final),
  ];
}

function refusalsOf(input: PointsInput): SettlementRefusal[] {
  if (input.pools.length === 0) return [{ code: 'settlement.nothing_to_settle', facts: { method: input.method } }];
  const shares = shareOutOfRange('institutionShare', input.institutionShare, '0.5', '1');
  const twice = namesTwice(input.pools.map((pool) => pool.id)).map(
    (poolId): SettlementRefusal => ({ code: 'settlement.pool_twice', facts: { poolId } }),
  );
  return [
    ...shares,
    ...twice,
    ...input.pools.flatMap((pool) => {
      const malformed = malformedPool(pool);
      // Sums of amounts that are no amounts, and totals by a share that is none, would only add noise.
      return malformed.length > 0 || shares.length > 0 ? malformed : inconsistentPool(pool, input);
    }),
  ];
}

function malformedPool(pool: PointsPool): SettlementRefusal[] {
  const { id, budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen, persons, institutions } = pool;
  const amounts = { budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen, persons };
  return [
    ...institutionsTwice(id, institutions),
    ...invalidAmounts(id, null, amounts, ['adjustmentFen']),
    ...institutions.flatMap(({ code, fundFen, specialFen, prepaidFen, deductionsFen }) =>
      invalidAmounts(id, code, { fundFen, specialFen, prepaidFen, deductionsFen }),
    ),
  ];
}

function inconsistentPool(pool: PointsPool, input: PointsInput): SettlementRefusal[] {
  const poolId = pool.id;
  const institutionsFen = sumFen(pool.institutions.map((claim) => claim.fundFen));
  const specialFen = sumFen(pool.institutions.map((claim) => claim.specialFen));
  const expectedFen = pool.feeForServiceFen - pool.outOfRegionFen - pool.specialFeesFen;
  const settlementTotalFen = settlementTotal(pool, retainedOrShared(pool, input));
  const refusals: SettlementRefusal[] = [];
  if (institutionsFen !== expectedFen) {
    const differenceFen = institutionsFen - expectedFen;
    refusals.push({ code: 'settlement.parts_do_not_add_up', facts: { poolId, expectedFen, institutionsFen, differenceFen } });
  }
  if (specialFen > pool.specialFeesFen) {
    const facts = { poolId, specialFeesFen: pool.specialFeesFen, institutionsFen: specialFen };
    refusals.push({ code: 'settlement.special_fees_exceed_total', facts });
  }
  if (settlementTotalFen < 0) refusals.push({ code: 'settlement.total_negative', facts: { poolId, settlementTotalFen } });
  if (settlementTotalFen > 0 && institutionsFen === 0) {
    refusals.push({ code: 'settlement.no_fund_to_weigh_by', facts: { poolId, settlementTotalFen } });
  }
  if (institutionsFen > 0 && pool.persons === 0) refusals.push({ code: 'settlement.no_persons', facts: { poolId } });
  return refusals;
}
