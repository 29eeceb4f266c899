import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import { findPlan } from '@/server/domain/policy/find-policy';
import type { Plan } from '@/server/domain/policy/plan';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { PolicyLookupRefusal } from '@/server/domain/policy/refusals';
import type { Adjudication, AppliedEnhancement, ContractInterval, RunningTotals, VisitFacts } from './adjudication';
import { benefitYearOf } from './benefit-year';
import { enhancementsThatApply, noEnhancements, sumOfCuts, sumOfPoints } from './enhancements';
import { nothingLayered, payLayers } from './layers';
import { maximumLeft, payByPlan, payNothing, type Change, type PlanPay } from './pay-by-plan';
import { formatRate, parseRate } from './rate';
import { isUnrecognized } from './recognition-care';

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
  const found = enhancementsThatApply(policy, facts, contract);
  return accept(adjudicationOf(facts, policy, before, contract, payWithEnhancements(facts, policy, plan, before, found)));
}

/** What a plan pays for a visit with some enhancements, beside what it pays without. */
export interface EnhancedPay {
  readonly chosen: PlanPay;
  readonly without: PlanPay;
  /** Those that made up what was chosen. */
  readonly enhancements: readonly AppliedEnhancement[];
  readonly change: Change;
}

/**
 * Enhancements of the visit's own plan hold together. One that puts another plan's terms in its place is an alternative to
 * them, taken where it pays more. All start from the same totals as the pay without any, so that none ever takes anything
 * away: points, a smaller deductible and a higher maximum can only add.
 */
export function payWithEnhancements(
  facts: VisitFacts,
  policy: PolicyVersion,
  plan: Plan,
  before: RunningTotals,
  enhancements: readonly AppliedEnhancement[],
): EnhancedPay {
  const ceiling = parseRate(policy.benefit.rateCeiling.value);
  const payUnder = (terms: Plan, applied: readonly AppliedEnhancement[]) => {
    const raiseFen = applied.reduce((sum, each) => sum + each.raiseFen, 0);
    const change: Change = { points: sumOfPoints(applied), cut: sumOfCuts(applied), maximumLeftFen: maximumLeft(plan, facts, before, raiseFen) };
    const chosen = isUnrecognized(policy, facts) ? payNothing(terms) : payByPlan(terms, facts, before, ceiling, change);
    return { chosen, change, enhancements: chosen.covered ? applied : noEnhancements };
  };
  const unenhanced = payUnder(plan, noEnhancements);
  const without = unenhanced.chosen;
  if (enhancements.length === 0) return { ...unenhanced, without };
  let best = payUnder(plan, enhancements.filter((each) => each.asPlanId === null));
  for (const each of enhancements) {
    const terms = each.asPlanId === null ? undefined : policy.benefit.plans.find(({ id }) => id === each.asPlanId);
    const other = terms && payUnder(terms, [each]);
    if (other && other.chosen.payFen > best.chosen.payFen) best = other;
  }
  return { ...best, without };
}

function adjudicationOf(
  facts: VisitFacts,
  policy: PolicyVersion,
  before: RunningTotals,
  contract: ContractInterval | null,
  { chosen, without, enhancements, change }: EnhancedPay,
): Adjudication {
  const { plan } = without;
  const { dueFen, deductiblePaidFen, baseFen, slices, payBeforeMaximumFen, payFen } = chosen;
  const reached = slices[slices.length - 1];
  const { insutype, medType, identityClasses } = facts;
  const layered = { insutype, medType, identityClasses, inPolicySelfPaidFen: facts.inScopeFen - payFen };
  const layers = chosen.covered ? payLayers(policy.benefit, layered, before.layers) : null;
  return {
    policyId: policy.id,
    planId: plan.id,
    termsPlanId: chosen.plan.id,
    benefitYear: benefitYearOf(facts.settledOn, policy.benefit.benefitYearStart.value),
    accumulation: plan.accumulation,
    level: facts.level,
    retired: facts.retired,
    covered: chosen.covered,
    contractId: contract?.contractId ?? null,
    eligibleFen: facts.inScopeFen,
    dueFen,
    deductiblePaidFen,
    baseFen,
    baseRate: reached?.baseRate ?? '0.00',
    points: formatRate(chosen.covered ? change.points : 0),
    rate: reached?.rate ?? '0.00',
    slices,
    enhancements,
    payBeforeMaximumFen,
    maximumLeftFen: change.maximumLeftFen,
    payFen,
    payWithoutFen: without.payFen,
    deductibleWithoutFen: without.deductiblePaidFen,
    enhancementFen: payFen - without.payFen,
    layers,
    selfPaidFen: facts.totalFen - payFen - (layers?.ladderFen ?? 0) - (layers?.assistanceFen ?? 0),
    before,
    after: {
      deductiblePaidFen: before.deductiblePaidFen + deductiblePaidFen,
      fundPaidFen: before.fundPaidFen + payFen,
      baseFen: before.baseFen + baseFen,
      layers: layers?.after ?? before.layers,
    },
  };
}
