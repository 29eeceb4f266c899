import type { Fen } from '@/server/domain/kernel/money';
import type { ByStatus } from '@/server/domain/policy/cited';
import type { DeductibleCut } from '@/server/domain/policy/enhancement';
import type { Plan, RateSlice } from '@/server/domain/policy/plan';
import type { PaidSlice, RunningTotals, VisitFacts } from './adjudication';
import { askDeductible, deductibleBase, deductibleDue, rateLevel } from './deductible';
import { applyFactor, formatRate, parseRate, payAtRate, paySlices, type Millionths } from './rate';

/** How enhancements change what a plan pays. */
export interface Change {
  readonly points: Millionths;
  readonly cut: DeductibleCut | null;
  /** Null: no limit. */
  readonly maximumLeftFen: Fen | null;
}

/** What a plan pays for a visit, and every figure on the way there. */
export interface PlanPay {
  readonly plan: Plan;
  /** False where the plan pays nothing. */
  readonly covered: boolean;
  readonly dueFen: Fen;
  readonly deductiblePaidFen: Fen;
  readonly baseFen: Fen;
  readonly slices: readonly PaidSlice[];
  readonly payBeforeMaximumFen: Fen;
  readonly payFen: Fen;
}

/** Deductible, rates and maximum of one plan for one visit, from the totals before it. */
export function payByPlan(plan: Plan, facts: VisitFacts, before: RunningTotals, ceiling: Millionths, change: Change): PlanPay {
  const rates = plan.rates[rateLevel(plan, facts)];
  const factor = placeFactor(plan, facts);
  if (rates === undefined || factor === 0) return payNothing(plan);
  const dueFen = deductibleDue(plan, facts, askDeductible(plan, facts, change.cut).askedFen, before);
  const deductiblePaidFen = Math.min(deductibleBase(plan, facts), dueFen);
  const baseFen = facts.inScopeFen - deductiblePaidFen;
  const scale = pick(rates.value, facts.retired);
  const offsetFen = plan.slicesOver?.value === 'year' ? before.baseFen : 0;
  const slices = sliceBase(baseFen, offsetFen, scale, { factor, points: change.points, ceiling });
  const payBeforeMaximumFen = sumOfPay(slices);
  const payFen = change.maximumLeftFen === null ? payBeforeMaximumFen : Math.min(payBeforeMaximumFen, change.maximumLeftFen);
  return { plan, covered: true, dueFen, deductiblePaidFen, baseFen, slices, payBeforeMaximumFen, payFen };
}

/** What a plan comes to where it does not pay. */
export function payNothing(plan: Plan): PlanPay {
  return { ...nothing, plan };
}

const nothing = { covered: false, dueFen: 0, deductiblePaidFen: 0, baseFen: 0, slices: [], payBeforeMaximumFen: 0, payFen: 0 } as const;

const whole: Millionths = 1_000_000;

/** What a plan multiplies its rate by where the visit is not at the designated place. */
export function placeFactor({ designated }: Plan, facts: VisitFacts): Millionths {
  return designated === undefined || facts.atDesignated ? whole : parseRate(designated.elsewhereFactor.value);
}

/** What is left of the plan's annual maximum, raised by so much. Null: the plan has none. */
export function maximumLeft(plan: Plan, facts: VisitFacts, before: RunningTotals, raiseFen: Fen): Fen | null {
  if (plan.annualMaximum === null) return null;
  return Math.max(0, pick(plan.annualMaximum.value, facts.retired) + raiseFen - before.fundPaidFen);
}

interface Rating {
  readonly factor: Millionths;
  readonly points: Millionths;
  readonly ceiling: Millionths;
}

/** Cut the amount after the deductible where the policy's slices begin, each part with its rates. `offsetFen` is what the year has used of the slices. */
function sliceBase(baseFen: Fen, offsetFen: Fen, scale: readonly RateSlice[], { factor, points, ceiling }: Rating): PaidSlice[] {
  const untilFen = offsetFen + baseFen;
  const slices: PaidSlice[] = [];
  for (const [index, slice] of scale.entries()) {
    const nextFen = scale[index + 1]?.fromFen ?? Infinity;
    if (nextFen <= offsetFen) continue;
    if (slices.length > 0 && slice.fromFen >= untilFen) break;
    const baseRate = Math.min(applyFactor(parseRate(slice.rate), factor), ceiling);
    slices.push({
      baseFen: Math.min(untilFen, nextFen) - Math.max(slice.fromFen, offsetFen),
      baseRate: formatRate(baseRate),
      rate: formatRate(Math.min(baseRate + points, ceiling)),
    });
  }
  return slices;
}

/** Half-up once over all slices: their millionths are added first. */
function sumOfPay(slices: readonly PaidSlice[]): Fen {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return payAtRate(only.baseFen, parseRate(only.rate));
  return paySlices(slices.map((slice) => ({ baseFen: slice.baseFen, rate: parseRate(slice.rate) })));
}

function pick<Value>(values: ByStatus<Value>, retired: boolean): Value {
  return retired ? values.retired : values.working;
}
