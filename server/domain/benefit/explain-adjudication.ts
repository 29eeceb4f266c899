import { inFen, inRate, inText, type Quantity, type WorkingStep } from '@/server/domain/policy/cited';
import type { Plan } from '@/server/domain/policy/plan';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Adjudication, VisitFacts } from './adjudication';
import { namedException, rateLevel } from './deductible';
import { deductibleSteps } from './explain-deductible';
import { explainLayers } from './explain-layers';
import { isUnrecognized, recognitionSteps } from './recognition-care';
import { following, step } from './working-step';

/**
 * 为什么是这个数: the working of an adjudication, step by step, each with the clause it follows.
 *
 * `policy` must be the version that the adjudication names; `facts` are those it was made from.
 *
 * @throws RangeError when it is another version.
 */
export function explainAdjudication(adjudication: Adjudication, facts: VisitFacts, policy: PolicyVersion): WorkingStep[] {
  const plan = planNamed(policy, adjudication.planId);
  const terms = planNamed(policy, adjudication.termsPlanId);
  if (policy.id !== adjudication.policyId || plan === null || terms === null) {
    throw new RangeError(`adjudicated by ${adjudication.policyId}, explained by ${policy.id}`);
  }
  const opening = [eligibleStep(adjudication, facts), ...recognitionSteps(policy, facts)];
  const steps = adjudication.covered
    ? [
        ...opening,
        ...otherTermsSteps(adjudication, plan, terms, policy),
        ...deductibleSteps(adjudication, facts, terms, policy),
        baseStep(adjudication),
        ...pointsSteps(adjudication, policy),
        ...rateSteps(adjudication, facts, terms, policy),
        payStep(adjudication),
        ...maximumSteps(adjudication, plan, policy),
        ...withoutSteps(adjudication),
        enhancementPartStep(adjudication),
      ]
    : [...opening, ...(isUnrecognized(policy, facts) ? [] : [notCoveredStep(adjudication, facts, plan)])];
  const layered = adjudication.layers === null ? [] : explainLayers(adjudication.layers, policy.benefit);
  return [...steps, ...layered, selfPaidStep(adjudication, facts)];
}

function planNamed(policy: PolicyVersion, id: string): Plan | null {
  return policy.benefit.plans.find((each) => each.id === id) ?? null;
}

function eligibleStep({ eligibleFen }: Adjudication, facts: VisitFacts): WorkingStep {
  return step('benefit.eligible', 'E = total − outside the policy', {
    total: inFen(facts.totalFen),
    outside: inFen(facts.totalFen - facts.inScopeFen),
  }, inFen(eligibleFen));
}

/** An enhancement put another plan's deductible and rates in the place of the visit's own. */
function otherTermsSteps({ enhancements, contractId }: Adjudication, plan: Plan, terms: Plan, policy: PolicyVersion): WorkingStep[] {
  if (terms.id === plan.id) return [];
  const applied = enhancements.find((each) => each.asPlanId === terms.id);
  const offered = policy.benefit.enhancements.find((each) => each.id === applied?.id);
  const operands = { contract: inText(contractId ?? ''), enhancement: inText(offered?.name ?? ''), plan: inText(plan.name) };
  return [following(offered?.asPlan, step('benefit.as_plan', 'deductible and rates of another plan, which pay more', operands, inText(terms.name)))];
}

function baseStep({ eligibleFen, deductiblePaidFen, baseFen }: Adjudication): WorkingStep {
  return step('benefit.base', 'base = E − deductible', { E: inFen(eligibleFen), deductible: inFen(deductiblePaidFen) }, inFen(baseFen));
}

function pointsSteps({ enhancements, contractId }: Adjudication, policy: PolicyVersion): WorkingStep[] {
  return enhancements.flatMap((applied) => {
    const offered = policy.benefit.enhancements.find((each) => each.id === applied.id);
    if (offered?.points === undefined) return [];
    const operands = {
      contract: inText(contractId ?? ''),
      scope: inText(applied.scope),
      enhancement: inText(offered.name),
    };
    return [following(offered.points, step('benefit.points', 'points of the enhancement', operands, inRate(applied.points)))];
  });
}

function rateSteps({ slices, points }: Adjudication, facts: VisitFacts, terms: Plan, policy: PolicyVersion): WorkingStep[] {
  const level = rateLevel(terms, facts);
  const rates = terms.rates[level];
  return [
    ...rateLevelSteps(facts, terms),
    ...elsewhereSteps(facts, terms),
    ...slices.map((slice) =>
      following(rates, step('benefit.rate', 'rate = min(R + points, ceiling)', {
        base: inFen(slice.baseFen),
        R: inRate(slice.baseRate),
        points: inRate(points),
        ceiling: inRate(policy.benefit.rateCeiling.value),
      }, inRate(slice.rate))),
    ),
  ];
}

function rateLevelSteps(facts: VisitFacts, terms: Plan): WorkingStep[] {
  const exception = namedException(terms, facts.institutionCode);
  const other = exception?.rateAs;
  if (!exception || !other) return [];
  const operands = { level: inText(facts.level), exception: inText(exception.name) };
  return [following(exception.institutions, step('benefit.rate_level', 'rate of another level, by name', operands, inText(other.value)))];
}

function elsewhereSteps(facts: VisitFacts, { designated }: Plan): WorkingStep[] {
  if (designated === undefined || facts.atDesignated) return [];
  const operands = { designated: inText(designated.whose.value) };
  const factor = inRate(designated.elsewhereFactor.value);
  return [following(designated.elsewhereFactor, step('benefit.elsewhere', 'R = R × factor, not at the designated institution', operands, factor))];
}

function payStep({ slices, payBeforeMaximumFen }: Adjudication): WorkingStep {
  const [only] = slices;
  if (only !== undefined && slices.length === 1) {
    const operands = { base: inFen(only.baseFen), rate: inRate(only.rate) };
    return step('benefit.pay', 'pay = half-up(base × rate)', operands, inFen(payBeforeMaximumFen));
  }
  const operands = Object.fromEntries(
    slices.flatMap((slice, index): [string, Quantity][] => [
      [`base${index + 1}`, inFen(slice.baseFen)],
      [`rate${index + 1}`, inRate(slice.rate)],
    ]),
  );
  return step('benefit.pay', 'pay = half-up(Σ base × rate)', operands, inFen(payBeforeMaximumFen));
}

function maximumSteps(adjudication: Adjudication, plan: Plan, policy: PolicyVersion): WorkingStep[] {
  const { payBeforeMaximumFen, maximumLeftFen, payFen, before, retired, enhancements } = adjudication;
  if (plan.annualMaximum === null || maximumLeftFen === null) return [];
  let maximumFen = retired ? plan.annualMaximum.value.retired : plan.annualMaximum.value.working;
  const raised = enhancements.filter((each) => each.raiseFen > 0).map((each) => {
    const offered = policy.benefit.enhancements.find(({ id }) => id === each.id);
    const operands = { maximum: inFen(maximumFen), raise: inFen(each.raiseFen), enhancement: inText(offered?.name ?? each.id) };
    maximumFen += each.raiseFen;
    return following(offered?.maximumRaise, step('benefit.maximum_raise', 'maximum = maximum + raise', operands, inFen(maximumFen)));
  });
  const operands = { pay: inFen(payBeforeMaximumFen), maximum: inFen(maximumFen), fundPaid: inFen(before.fundPaidFen), left: inFen(maximumLeftFen) };
  const formula = 'pay = min(pay, maximum − paid by the fund this year)';
  return [...raised, following(plan.annualMaximum, step('benefit.maximum', formula, operands, inFen(payFen)))];
}

/** Where the contract did more than add points, the other side of the comparison is shown as well. */
function withoutSteps({ enhancements, eligibleFen, deductibleWithoutFen, payWithoutFen }: Adjudication): WorkingStep[] {
  if (enhancements.every((each) => each.cut === null && each.raiseFen === 0 && each.asPlanId === null)) return [];
  const operands = { E: inFen(eligibleFen), deductible: inFen(deductibleWithoutFen) };
  return [step('benefit.without', 'the same without the contract, from the same totals', operands, inFen(payWithoutFen))];
}

function enhancementPartStep({ payFen, payWithoutFen, enhancementFen }: Adjudication): WorkingStep {
  const operands = { pay: inFen(payFen), without: inFen(payWithoutFen) };
  return step('benefit.enhancement', 'enhancement = pay − pay without the contract', operands, inFen(enhancementFen));
}

function notCoveredStep({ level }: Adjudication, facts: VisitFacts, plan: Plan): WorkingStep {
  const { designated } = plan;
  if (designated !== undefined && !facts.atDesignated) {
    const operands = { level: inText(level), designated: inText(designated.whose.value) };
    return following(designated.elsewhereFactor, step('benefit.not_designated', 'pay = 0, not at the designated institution', operands, inFen(0)));
  }
  return following(plan.uncovered, step('benefit.not_covered', 'pay = 0', { level: inText(level) }, inFen(0)));
}

function selfPaidStep({ payFen, selfPaidFen, layers }: Adjudication, facts: VisitFacts): WorkingStep {
  const operands = { total: inFen(facts.totalFen), pay: inFen(payFen) };
  if (layers === null || layers.ladderFen + layers.assistanceFen === 0) return step('benefit.self_paid', 'self = total − pay', operands, inFen(selfPaidFen));
  const layered = { ...operands, ladder: inFen(layers.ladderFen), assistance: inFen(layers.assistanceFen) };
  return step('benefit.self_paid', 'self = total − pay − ladder − assistance', layered, inFen(selfPaidFen));
}
