import { exact, sumFen, type Exact, type Fen } from '@/server/domain/kernel/money';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { inCount, inFen, inNumber, type WorkingStep } from '@/server/domain/policy/cited';
import type { CompositeClaim, CompositeInput, CompositePool } from './alliance-inputs';
import { allianceLine, alliancePool, allianceStep, balanceOf, sumsOf } from './alliance-line';
import { alliancePoolRefusals, basisDiffers } from './alliance-refusals';
import { dealByPoints, worthOfPoints } from './deal-by-points';
import { invalidAmounts, malformedPoints } from './guards';
import type { SettlementRefusal } from './refusals';
import type { LinePart, Statement, StatementLine } from './statement';
import { totalsOf } from './totals';

const clause = '沈阳市医联体医保综合改革 二（一）8：多元付费方式预算全年总量';
const clauses = {
  outpatient: '二（一）8：门诊总量按人头打包支付的方式购买门诊医疗服务',
  drg: '二（一）8：非床日住院总量按DRG付费方式测算，对牵头医院和基层医院执行统一DRG住院费率',
  bedDays: '二（一）8：多元付费方式，床日住院按床日',
} as const;

/**
 * Settle a year by heads, weights and days together (沈阳). B = outpatient heads × amount + Σ DRG weights × one rate for lead and primary
 * hospitals + bed-days × day rate. What the heads cost elsewhere as outpatients counts inside and is deducted; stays at its
 * members are paid by weights and days, whoever the patient is.
 */
export function settleComposite(input: CompositeInput): Outcome<Statement, SettlementRefusal> {
  return unlessRefused(refusalsOf(input), () => {
    const settled = input.pools.map((pool) => ({ id: pool.id, lines: pool.alliances.map((claim) => settleAlliance(pool, claim, input)) }));
    const lines = settled.flatMap((each) => each.lines);
    return { method: input.method, input, pools: settled.map((each) => alliancePool(each.id, each.lines, clause)), lines, totals: totalsOf(lines) };
  });
}

interface Earned {
  readonly outpatientFen: Fen;
  readonly drgPoints: Exact;
  readonly drgFen: Fen;
  readonly bedDays: number;
  readonly bedDaysFen: Fen;
}

function earnedBy(claim: CompositeClaim, pool: Pick<CompositePool, 'outpatientPerHeadFen'>, input: CompositeInput): Earned {
  const drgPoints = claim.members.reduce((sum, member) => sum.plus(member.drgPoints), exact(0));
  const bedDays = claim.members.reduce((sum, member) => sum + member.bedDays, 0);
  return {
    outpatientFen: claim.outpatientHeads * pool.outpatientPerHeadFen,
    drgPoints,
    drgFen: worthOfPoints(drgPoints, input.drgRateFen),
    bedDays,
    bedDaysFen: bedDays * input.bedDayRateFen,
  };
}

function totalOf({ outpatientFen, drgFen, bedDaysFen }: Earned): Fen {
  return outpatientFen + drgFen + bedDaysFen;
}

function settleAlliance(pool: CompositePool, claim: CompositeClaim, input: CompositeInput): StatementLine {
  const sums = sumsOf(claim);
  const earned = earnedBy(claim, pool, input);
  const usedFen = sums.insideFen + sums.elsewhereFen + sumFen(claim.members.map((member) => member.staysFen));
  const balance = balanceOf(sums.limitFen, usedFen);
  const line = {
    ...{ usedFen, balance, points: earned.drgPoints.toFixed(6), parts: partsOf(claim, input, earned), withheld: { withheldFen: 0, steps: [] } },
    budgetSteps: budgetSteps(claim, pool, input, earned),
    balanceSteps: useSteps(claim, usedFen, balance.overspendFen > 0 ? -balance.overspendFen : balance.surplusFen),
  };
  return allianceLine(pool.id, claim, sums, line, clause);
}

/** Weights are dealt to the members that earned them, and each one's days are its own. */
function partsOf(claim: CompositeClaim, input: CompositeInput, earned: Earned): LinePart[] {
  const dealt = dealByPoints(earned.drgFen, earned.drgPoints, claim.members.map(({ code, drgPoints }) => ({ code, weight: exact(drgPoints) }))).shares;
  return [
    ...claim.members.map(({ code, insideFen, outsideFen, staysFen, drgPoints, bedDays, prepaidFen }, index): LinePart => {
      const earnedFen = (dealt[index]?.entitlementFen ?? 0) + bedDays * input.bedDayRateFen;
      return { code, place: 'member', insideFen, outsideFen, staysFen, points: exact(drgPoints).toFixed(6), bedDays, earnedFen, prepaidFen };
    }),
    ...claim.elsewhere.map(
      ({ code, insideFen }): LinePart => ({ code, place: 'elsewhere', insideFen, outsideFen: 0, staysFen: 0, points: null, bedDays: null, earnedFen: null, prepaidFen: 0 }),
    ),
  ];
}

function budgetSteps(claim: CompositeClaim, pool: CompositePool, input: CompositeInput, earned: Earned): WorkingStep[] {
  const { outpatientFen, drgPoints, drgFen, bedDays, bedDaysFen } = earned;
  return [
    allianceStep('settlement.composite.outpatient', clauses.outpatient, 'outpatient = heads × amount', { heads: inCount(claim.outpatientHeads), amount: inFen(pool.outpatientPerHeadFen) }, outpatientFen),
    allianceStep('settlement.composite.drg', clauses.drg, 'DRG = half-up(Σ weights × rate)', { weights: inNumber(drgPoints.toFixed(6)), drgRate: inFen(input.drgRateFen) }, drgFen),
    allianceStep('settlement.composite.bed_days', clauses.bedDays, 'bed-days = days × rate', { bedDays: inCount(bedDays), bedDayRate: inFen(input.bedDayRateFen) }, bedDaysFen),
    allianceStep('settlement.composite.budget', clause, 'B = outpatient + DRG + bed-days', { outpatient: inFen(outpatientFen), drg: inFen(drgFen), bedDaysPay: inFen(bedDaysFen) }, claim.budgetFen),
  ];
}

function useSteps(claim: CompositeClaim, usedFen: Fen, leftFen: Fen): WorkingStep[] {
  const sums = sumsOf(claim);
  const staysFen = usedFen - sums.insideFen - sums.elsewhereFen;
  const operands = { C: inFen(sums.limitFen), inside: inFen(sums.insideFen), elsewhere: inFen(sums.elsewhereFen), stays: inFen(staysFen) };
  return [allianceStep('settlement.composite.left', clause, 'left = C − (inside + elsewhere + stays by fee for service)', operands, leftFen)];
}

function refusalsOf(input: CompositeInput): SettlementRefusal[] {
  const { drgRateFen, bedDayRateFen } = input;
  const perHead = new Map(input.pools.map((pool) => [pool.id, pool]));
  const rates = [
    ...invalidAmounts('', null, { drgRateFen, bedDayRateFen }),
    ...input.pools.flatMap(({ id, outpatientPerHeadFen }) => invalidAmounts(id, null, { outpatientPerHeadFen })),
  ];
  return [
    ...rates,
    ...alliancePoolRefusals(input.method, input.pools, (poolId, claim) => ({
      malformed: [
        ...invalidAmounts(poolId, claim.code, { outpatientHeads: claim.outpatientHeads }),
        ...claim.members.flatMap(({ code, staysFen, bedDays, drgPoints }) => [...invalidAmounts(poolId, code, { staysFen, bedDays }, ['staysFen']), ...malformedPoints(poolId, code, drgPoints)]),
      ],
      inconsistent: () => (rates.length > 0 ? [] : basisDiffers(poolId, claim, totalOf(earnedBy(claim, perHead.get(poolId) ?? { outpatientPerHeadFen: 0 }, input)))),
    })),
  ];
}
