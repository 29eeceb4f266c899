import type { Day } from '@/server/domain/kernel/calendar-day';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { Fen } from '@/server/domain/kernel/money';
import type { ByStatus } from '@/server/domain/policy/cited';
import { findPlan } from '@/server/domain/policy/find-policy';
import type { Enhancement, Plan, PolicyVersion, RateSlice } from '@/server/domain/policy/policy-version';
import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';
import { isPrimary } from '@/server/domain/registry/codes';
import type {
  Adjudication,
  AppliedEnhancement,
  ContractInterval,
  PaidSlice,
  ReferralChain,
  RunningTotals,
  VisitFacts,
} from './adjudication';
import { nothingLayered } from './layers';
import { benefitYearOf } from './benefit-year';
import { formatRate, parseRate, payAtRate, paySlices, type Millionths } from './rate';

export const nothingPaid: RunningTotals = { deductiblePaidFen: 0, fundPaidFen: 0, baseFen: 0, layers: nothingLayered };

/**
 * 待遇核定: what the fund pays for one visit, from what its person had used before it.
 *
 * The same facts, policy, totals and contract always give the same answer, so that any visit's working can be computed
 * again from what is stored. `contract` is the one in force on the day of the visit, or null.
 */
export function adjudicate(
  facts: VisitFacts,
  policy: PolicyVersion,
  before: RunningTotals,
  contract: ContractInterval | null,
): Outcome<Adjudication, PolicyLookupRefusal> {
  const plan = findPlan(policy, facts.insutype, facts.medType);
  if (plan === null) {
    const { insutype, medType } = facts;
    return refuse({ code: 'policy.no_plan', facts: { policyId: policy.id, insutype, medType } });
  }
  return accept(adjudicateByPlan(facts, policy, plan, before, contract));
}

function adjudicateByPlan(
  facts: VisitFacts,
  policy: PolicyVersion,
  plan: Plan,
  before: RunningTotals,
  contract: ContractInterval | null,
): Adjudication {
  const rates = plan.rates[facts.level];
  const covered = rates !== undefined;
  const eligibleFen = facts.inScopeFen;
  const dueFen = covered ? deductibleDue(plan, facts, before) : 0;
  const deductiblePaidFen = Math.min(eligibleFen, dueFen);
  const baseFen = covered ? eligibleFen - deductiblePaidFen : 0;

  const enhancements = covered ? enhancementsThatApply(policy.benefit.enhancements, facts, contract) : noEnhancements;
  const points = sumOfPoints(enhancements);
  const ceiling = parseRate(policy.benefit.rateCeiling.value);
  const scale = rates === undefined ? notCovered : pick(rates.value, facts.retired);
  const slices = sliceBase(baseFen, scale, points, ceiling);
  const reached = slices[slices.length - 1];

  const payBeforeMaximumFen = sumOfPay(slices, 'rate');
  const maximumLeftFen = maximumLeft(plan, facts, before);
  const payFen = atMost(payBeforeMaximumFen, maximumLeftFen);
  const payWithoutFen = points === 0 ? payFen : atMost(sumOfPay(slices, 'baseRate'), maximumLeftFen);

  return {
    policyId: policy.id,
    planId: plan.id,
    benefitYear: benefitYearOf(facts.settledOn, policy.benefit.benefitYearStart.value),
    accumulation: plan.accumulation,
    level: facts.level,
    retired: facts.retired,
    covered,
    contractId: contract?.contractId ?? null,
    eligibleFen,
    dueFen,
    deductiblePaidFen,
    baseFen,
    baseRate: reached?.baseRate ?? '0.00',
    points: formatRate(points),
    rate: reached?.rate ?? '0.00',
    slices,
    enhancements,
    payBeforeMaximumFen,
    maximumLeftFen,
    payFen,
    enhancementFen: payFen - payWithoutFen,
    layers: null,
    selfPaidFen: facts.totalFen - payFen,
    before,
    after: {
      deductiblePaidFen: before.deductiblePaidFen + deductiblePaidFen,
      fundPaidFen: before.fundPaidFen + payFen,
      baseFen: before.baseFen + baseFen,
      layers: before.layers,
    },
  };
}

/**
 * What the deductible still asks for. Basis `year`: what this level asks for beyond what the year has paid already, so
 * that a higher level tops up the lower ones. Basis `visit`: the level's own, or the difference along a referral chain.
 */
function deductibleDue(plan: Plan, facts: VisitFacts, before: RunningTotals): Fen {
  const amount = plan.deductible.byLevel[facts.level];
  if (amount === undefined) return 0;
  const levelFen = pick(amount.value, facts.retired);
  if (plan.deductible.basis.value === 'year') return Math.max(0, levelFen - before.deductiblePaidFen);
  return facts.chain === null ? levelFen : deductibleDueOnChain(levelFen, facts.chain);
}

function deductibleDueOnChain(levelFen: Fen, chain: ReferralChain): Fen {
  return chain.direction === 'down' ? 0 : Math.max(0, levelFen - chain.deductiblePaidFen);
}

const noEnhancements: readonly AppliedEnhancement[] = [];
const notCovered: readonly RateSlice[] = [{ fromFen: 0, rate: '0.00' }];

function enhancementsThatApply(
  offered: readonly Enhancement[],
  facts: VisitFacts,
  contract: ContractInterval | null,
): readonly AppliedEnhancement[] {
  if (contract === null || !isInForce(contract, facts.settledOn)) return noEnhancements;
  return offered
    .filter((each) => each.insutypes.includes(facts.insutype) && each.medTypes.includes(facts.medType))
    .filter((each) => reaches(each.scope.value, facts, contract))
    .map((each) => ({ id: each.id, scope: each.scope.value, points: each.points.value }));
}

function reaches(scope: AppliedEnhancement['scope'], facts: VisitFacts, contract: ContractInterval): boolean {
  switch (scope) {
    case 'team_institution':
      return facts.institutionCode === contract.institutionCode;
    case 'alliance_member':
      return (
        facts.institutionCode === contract.institutionCode ||
        facts.allianceIds.some((allianceId) => contract.allianceIds.includes(allianceId))
      );
    case 'any_primary':
      return isPrimary(facts.level);
    case 'anywhere':
      return true;
  }
}

function isInForce(contract: ContractInterval, day: Day): boolean {
  return contract.from <= day && day <= contract.to;
}

/** The contract in force on a day: the one whose visit gets the enhancement. */
export function findContractInForce(contracts: readonly ContractInterval[], day: Day): ContractInterval | null {
  return contracts.find((contract) => isInForce(contract, day)) ?? null;
}

function sumOfPoints(enhancements: readonly AppliedEnhancement[]): Millionths {
  let points = 0;
  for (const enhancement of enhancements) points += parseRate(enhancement.points);
  return points;
}

/** Cut the amount after the deductible where the policy's slices begin, each part with its rates. */
function sliceBase(baseFen: Fen, scale: readonly RateSlice[], points: Millionths, ceiling: Millionths): PaidSlice[] {
  const slices: PaidSlice[] = [];
  for (const [index, slice] of scale.entries()) {
    if (index > 0 && slice.fromFen >= baseFen) break;
    const untilFen = Math.min(baseFen, scale[index + 1]?.fromFen ?? baseFen);
    const baseRate = Math.min(parseRate(slice.rate), ceiling);
    slices.push({
      baseFen: untilFen - slice.fromFen,
      baseRate: formatRate(baseRate),
      rate: formatRate(Math.min(baseRate + points, ceiling)),
    });
  }
  return slices;
}

/** Half-up once over all slices: their millionths are added first. */
function sumOfPay(slices: readonly PaidSlice[], which: 'rate' | 'baseRate'): Fen {
  const [only] = slices;
  if (slices.length === 1 && only !== undefined) return payAtRate(only.baseFen, parseRate(only[which]));
  return paySlices(slices.map((slice) => ({ baseFen: slice.baseFen, rate: parseRate(slice[which]) })));
}

function maximumLeft(plan: Plan, facts: VisitFacts, before: RunningTotals): Fen | null {
  if (plan.annualMaximum === null) return null;
  return Math.max(0, pick(plan.annualMaximum.value, facts.retired) - before.fundPaidFen);
}

function atMost(payFen: Fen, limitFen: Fen | null): Fen {
  return limitFen === null ? payFen : Math.min(payFen, limitFen);
}

function pick<Value>(values: ByStatus<Value>, retired: boolean): Value {
  return retired ? values.retired : values.working;
}
