import { exact } from '@/server/domain/kernel/money';
import { inCount, inFen, inNumber, inRate, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { PointsDealing } from './deal-by-points';
import type { PointsClaim, PointsInput, PointsPool } from './points-inputs';
import type { PoolTotals } from './points-totals';
import type { DealtLine } from './settle-by-points';
import { finalStep, type Settled } from './totals';
import { keepsBack, withholdingStep, type Withholding } from './withholding';

const clauses = {
  shared: '丽医保发〔2020〕93号 三（四）1：超支分担（结余留用）金额',
  total: '丽医保发〔2020〕93号 三（四）1：统筹区门诊医保基金清算总额',
  points: '丽医保发〔2020〕93号 三（四）2：年度总点数',
  weight: '丽医保发〔2020〕93号 三（四）3：点数权重',
  institutionPoints: '丽医保发〔2020〕93号 三（四）4：定点医疗机构点数',
  pointValue: '丽医保发〔2020〕93号 三（四）5：统筹区年度点值',
  final: '丽医保发〔2020〕93号 三（四）6：定点医疗机构基金清算',
  assessment: '丽医保发〔2020〕93号 四：考核结果与门诊基金拨付挂钩',
  DIP: '按病种分值付费：点值随总额浮动或按费率固定',
  DRG: '按疾病诊断相关分组付费：权重乘以点值或费率',
} as const;

type Step = Omit<WorkingStep, 'confidence'>;

/** From the budget to the value of a point. */
export function pointsPoolWorking(pool: PointsPool, input: PointsInput, totals: PoolTotals, dealing: PointsDealing): WorkingStep[] {
  const steps = pool.scoring?.rateFen === undefined ? floatingSteps(pool, input, totals) : fixedSteps(pool, pool.scoring.rateFen, totals);
  if (dealing.valueFen === null) return cited(steps);
  const value: Step = {
    step: 'settlement.points.value',
    clause: pool.scoring === undefined ? clauses.pointValue : clauses[pool.scoring.scheme],
    formula: 'point value = S ÷ total points, in yuan, shown only',
    operands: { S: inFen(totals.settlementTotalFen), totalPoints: pointsOf(pool, totals) },
    result: inNumber(dealing.valueFen.dividedBy(100).toFixed(6)),
  };
  return cited([...steps, value]);
}

/** Recorded scores have decimals; N × 100 has none. */
function pointsOf(pool: PointsPool, { totalPoints }: PoolTotals) {
  return pool.scoring === undefined ? inCount(totalPoints.toNumber()) : inNumber(totalPoints.toFixed(6));
}

function floatingSteps(pool: PointsPool, input: PointsInput, totals: PoolTotals): Step[] {
  const { budgetFen, adjustmentFen, feeForServiceFen, outOfRegionFen, specialFeesFen } = pool;
  return [
    {
      step: 'settlement.points.shared',
      clause: clauses.shared,
      formula: input.reading === 'institution_share' ? 'R = half-up((P − B) × (1 − k))' : 'R = half-up((P − B) × k)',
      operands: { P: inFen(feeForServiceFen), B: inFen(budgetFen), k: inRate(input.institutionShare), reading: inText(input.reading) },
      result: inFen(totals.retainedOrSharedFen),
    },
    {
      step: 'settlement.points.total',
      clause: clauses.total,
      formula: 'S = B + A − X − T + R',
      operands: { B: inFen(budgetFen), A: inFen(adjustmentFen), X: inFen(outOfRegionFen), T: inFen(specialFeesFen), R: inFen(totals.retainedOrSharedFen) },
      result: inFen(totals.settlementTotalFen),
    },
    pointsStep(pool, totals),
  ];
}

function fixedSteps(pool: PointsPool, rateFen: number, totals: PoolTotals): Step[] {
  const { budgetFen, adjustmentFen, outOfRegionFen, specialFeesFen, scoring } = pool;
  return [
    pointsStep(pool, totals),
    {
      step: 'settlement.points.worth',
      clause: clauses[scoring?.scheme ?? 'DRG'],
      formula: 'S = half-up(total points × rate)',
      operands: { totalPoints: pointsOf(pool, totals), pointRate: inFen(rateFen) },
      result: inFen(totals.settlementTotalFen),
    },
    {
      step: 'settlement.points.beyond',
      clause: clauses[scoring?.scheme ?? 'DRG'],
      formula: 'R = S − (B + A − X − T)',
      operands: { S: inFen(totals.settlementTotalFen), B: inFen(budgetFen), A: inFen(adjustmentFen), X: inFen(outOfRegionFen), T: inFen(specialFeesFen) },
      result: inFen(totals.retainedOrSharedFen),
    },
  ];
}

function pointsStep(pool: PointsPool, totals: PoolTotals): Step {
  if (pool.scoring === undefined) {
    return { step: 'settlement.points.points', clause: clauses.points, formula: 'total points = N × 100', operands: { N: inCount(pool.persons) }, result: pointsOf(pool, totals) };
  }
  return {
    step: 'settlement.points.points',
    clause: clauses[pool.scoring.scheme],
    formula: 'total points = Σ recorded scores',
    operands: { scheme: inText(pool.scoring.scheme), institutions: inCount(pool.institutions.length) },
    result: pointsOf(pool, totals),
  };
}

/** From an institution's part of the pool to its final amount. */
export function pointsLineWorking(claim: PointsClaim, pool: PointsPool, input: PointsInput, of: DealtLine, settled: Settled, withholding: Withholding | null): WorkingStep[] {
  const steps = pool.scoring === undefined ? fundSteps(claim, pool, of) : scoreSteps(claim, pool.scoring.scheme, of);
  const kept =
    keepsBack(input.assessment) && withholding !== null && claim.score !== undefined
      ? [withholdingStep(settled.entitlementFen, input.assessment, claim.score, clauses.assessment, withholding)]
      : [];
  return [...cited(steps), ...kept, finalStep(settled, pool.scoring === undefined ? clauses.final : clauses[pool.scoring.scheme])];
}

function fundSteps(claim: PointsClaim, pool: PointsPool, { totals, dealing, dealt }: DealtLine): Step[] {
  const fund = inFen(claim.fundFen);
  const poolFund = inFen(dealing.totalWeight.toNumber());
  const weight = inNumber(dealt.weight.toFixed(8));
  if (claim.fundFen < 0) {
    return [{ step: 'settlement.points.entitlement', clause: clauses.final, formula: 'entitlement = fund of the institution, where more was taken back than claimed', operands: { fund }, result: inFen(dealt.entitlementFen) }];
  }
  return [
    { step: 'settlement.points.weight', clause: clauses.weight, formula: 'weight = fund of the institution ÷ fund of the pool', operands: { fund, poolFund }, result: weight },
    { step: 'settlement.points.institution_points', clause: clauses.institutionPoints, formula: 'points = N × 100 × weight', operands: { N: inCount(pool.persons), weight }, result: inNumber(dealt.points.toFixed(6)) },
    {
      step: 'settlement.points.entitlement',
      clause: clauses.final,
      formula: 'entitlement = S × fund ÷ fund of the pool, dealt by largest remainder',
      operands: { S: inFen(dealtFen(totals, pool)), fund, poolFund },
      result: inFen(dealt.entitlementFen),
    },
  ];
}

/** S, and what others gave back of it. */
function dealtFen(totals: PoolTotals, pool: PointsPool): number {
  return totals.settlementTotalFen - pool.institutions.reduce((sum, each) => sum + Math.min(0, each.fundFen), 0);
}

function scoreSteps(claim: PointsClaim, scheme: 'DIP' | 'DRG', { totals, dealt }: DealtLine): Step[] {
  const points = inNumber(exact(claim.points ?? 0).toFixed(6));
  const totalPoints = inNumber(totals.totalPoints.toFixed(6));
  return [
    { step: 'settlement.points.weight', clause: clauses[scheme], formula: 'weight = points of the institution ÷ total points', operands: { institutionPoints: points, totalPoints }, result: inNumber(dealt.weight.toFixed(8)) },
    {
      step: 'settlement.points.entitlement',
      clause: clauses[scheme],
      formula: 'entitlement = S × points ÷ total points, dealt by largest remainder',
      operands: { S: inFen(totals.settlementTotalFen), institutionPoints: points, totalPoints },
      result: inFen(dealt.entitlementFen),
    },
  ];
}

function cited(steps: readonly Step[]): WorkingStep[] {
  return steps.map(({ step, clause, formula, operands, result }) => ({ step, clause, confidence: null, formula, operands, result }));
}
