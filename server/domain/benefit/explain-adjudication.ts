import { citationOf, inFen, inRate, inText, type Quantity, type WorkingStep } from '@/server/domain/policy/cited';
import type { Plan, PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Adjudication, VisitFacts } from './adjudication';

/**
 * 为什么是这个数: the working of an adjudication, step by step, each with the clause it follows.
 *
 * `policy` must be the version that the adjudication names; `facts` are those it was made from.
 *
 * @throws RangeError when it is another version.
 */
export function explainAdjudication(adjudication: Adjudication, facts: VisitFacts, policy: PolicyVersion): WorkingStep[] {
  const plan = policy.benefit.plans.find((each) => each.id === adjudication.planId);
  if (policy.id !== adjudication.policyId || plan === undefined) {
    throw new RangeError(`adjudicated by ${adjudication.policyId}, explained by ${policy.id}`);
  }
  const opening = [eligibleStep(adjudication, facts)];
  const steps = adjudication.covered
    ? [
        ...opening,
        deductibleStep(adjudication, facts, plan),
        baseStep(adjudication),
        ...enhancementSteps(adjudication, policy),
        ...rateSteps(adjudication, plan, policy),
        payStep(adjudication),
        ...maximumSteps(adjudication, plan),
        enhancementPartStep(adjudication),
      ]
    : [...opening, notCoveredStep(adjudication, plan)];
  return [...steps, selfPaidStep(adjudication, facts)];
}

function eligibleStep({ eligibleFen }: Adjudication, facts: VisitFacts): WorkingStep {
  return step('benefit.eligible', 'E = total − outside the policy', {
    total: inFen(facts.totalFen),
    outside: inFen(facts.totalFen - facts.inScopeFen),
  }, inFen(eligibleFen));
}

function deductibleStep(adjudication: Adjudication, facts: VisitFacts, plan: Plan): WorkingStep {
  const { level, retired, eligibleFen, dueFen, deductiblePaidFen, before } = adjudication;
  const amount = plan.deductible.byLevel[level] ?? null;
  const levelFen = amount === null ? 0 : retired ? amount.value.retired : amount.value.working;
  const operands = { E: inFen(eligibleFen), D: inFen(levelFen), due: inFen(dueFen) };
  const [formula, already] =
    plan.deductible.basis.value === 'year'
      ? ['deductible = min(E, max(0, D − paid this year))', { paid: inFen(before.deductiblePaidFen) }]
      : facts.chain === null
        ? ['deductible = min(E, D)', {}]
        : facts.chain.direction === 'down'
          ? ['deductible = 0, referred down', {}]
          : ['deductible = min(E, max(0, D − paid on the chain))', { paid: inFen(facts.chain.deductiblePaidFen) }];
  const taken = step('benefit.deductible', formula, { ...operands, ...already }, inFen(deductiblePaidFen));
  return { ...taken, ...citationOf(amount) };
}

function baseStep({ eligibleFen, deductiblePaidFen, baseFen }: Adjudication): WorkingStep {
  return step('benefit.base', 'base = E − deductible', { E: inFen(eligibleFen), deductible: inFen(deductiblePaidFen) }, inFen(baseFen));
}

function enhancementSteps({ enhancements, contractId }: Adjudication, policy: PolicyVersion): WorkingStep[] {
  return enhancements.map((applied) => {
    const offered = policy.benefit.enhancements.find((each) => each.id === applied.id) ?? null;
    const operands = {
      contract: inText(contractId ?? ''),
      scope: inText(applied.scope),
      enhancement: inText(offered?.name ?? applied.id),
    };
    const added = step('benefit.points', 'points of the enhancement', operands, inRate(applied.points));
    return { ...added, ...citationOf(offered?.points ?? null) };
  });
}

function rateSteps({ slices, level, points }: Adjudication, plan: Plan, policy: PolicyVersion): WorkingStep[] {
  return slices.map((slice) => ({
    ...step('benefit.rate', 'rate = min(R + points, ceiling)', {
      base: inFen(slice.baseFen),
      R: inRate(slice.baseRate),
      points: inRate(points),
      ceiling: inRate(policy.benefit.rateCeiling.value),
    }, inRate(slice.rate)),
    ...citationOf(plan.rates[level] ?? null),
  }));
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

function maximumSteps(adjudication: Adjudication, plan: Plan): WorkingStep[] {
  const { payBeforeMaximumFen, maximumLeftFen, payFen, before, retired } = adjudication;
  if (plan.annualMaximum === null || maximumLeftFen === null) return [];
  const operands = {
    pay: inFen(payBeforeMaximumFen),
    maximum: inFen(retired ? plan.annualMaximum.value.retired : plan.annualMaximum.value.working),
    fundPaid: inFen(before.fundPaidFen),
    left: inFen(maximumLeftFen),
  };
  const limited = step('benefit.maximum', 'pay = min(pay, maximum − paid by the fund this year)', operands, inFen(payFen));
  return [{ ...limited, ...citationOf(plan.annualMaximum) }];
}

function enhancementPartStep({ payFen, enhancementFen }: Adjudication): WorkingStep {
  const operands = { pay: inFen(payFen), without: inFen(payFen - enhancementFen) };
  return step('benefit.enhancement', 'enhancement = pay − pay without points', operands, inFen(enhancementFen));
}

function notCoveredStep({ level }: Adjudication, plan: Plan): WorkingStep {
  return { ...step('benefit.not_covered', 'pay = 0', { level: inText(level) }, inFen(0)), ...citationOf(plan.uncovered) };
}

function selfPaidStep({ payFen, selfPaidFen }: Adjudication, facts: VisitFacts): WorkingStep {
  return step('benefit.self_paid', 'self = total − pay', { total: inFen(facts.totalFen), pay: inFen(payFen) }, inFen(selfPaidFen));
}

function step(name: string, formula: string, operands: WorkingStep['operands'], result: Quantity): WorkingStep {
  return { step: name, clause: null, confidence: null, formula, operands, result };
}
