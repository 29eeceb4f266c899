import { inCount, inFen, inRate, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { Plan } from '@/server/domain/policy/plan';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { Adjudication, VisitFacts } from './adjudication';
import { askDeductible, deductibleAmount, deductibleBase, namedException } from './deductible';
import { sumOfCuts } from './enhancements';
import { formatRate } from './rate';
import { following, step } from './working-step';

/** How the deductible of a visit comes about: the place's level, the stay's part of it, what a contract takes off, and what is left to pay. */
export function deductibleSteps(adjudication: Adjudication, facts: VisitFacts, plan: Plan, policy: PolicyVersion): WorkingStep[] {
  return [
    ...placeSteps(facts, plan),
    ...admissionSteps(facts, plan),
    ...cutSteps(adjudication, facts, plan, policy),
    ...essentialDrugSteps(facts, plan),
    takenStep(adjudication, facts, plan),
  ];
}

/** A named institution with a deductible of its own or another level's. */
function placeSteps(facts: VisitFacts, plan: Plan): WorkingStep[] {
  const exception = namedException(plan, facts.institutionCode);
  if (!exception) return [];
  const operands = { level: inText(facts.level), exception: inText(exception.name) };
  if (exception.ownDeductible !== undefined) {
    const { levelFen } = askDeductible(plan, facts, null);
    return [following(exception.ownDeductible, step('benefit.deductible_named', 'deductible of its own, by name', operands, inFen(levelFen)))];
  }
  const other = exception.deductibleAs;
  if (!other) return [];
  return [following(exception.institutions, step('benefit.deductible_level', 'deductible of another level, by name', operands, inText(other.value)))];
}

function admissionSteps(facts: VisitFacts, plan: Plan): WorkingStep[] {
  const { levelFen, admissionFactor, askedFen } = askDeductible(plan, facts, null);
  if (admissionFactor === null) return [];
  const operands = { D: inFen(levelFen), admission: inCount(facts.admission), factor: inRate(formatRate(admissionFactor)) };
  return [following(plan.deductible.byAdmission, step('benefit.admission', 'D = half-up(D × factor of the stay)', operands, inFen(askedFen)))];
}

function cutSteps({ enhancements }: Adjudication, facts: VisitFacts, plan: Plan, policy: PolicyVersion): WorkingStep[] {
  let asked = askDeductible(plan, facts, null).askedFen;
  const steps: WorkingStep[] = [];
  for (const [index, applied] of enhancements.entries()) {
    if (applied.cut === null) continue;
    const offered = policy.benefit.enhancements.find((each) => each.id === applied.id);
    const after = askDeductible(plan, facts, sumOfCuts(enhancements.slice(0, index + 1))).askedFen;
    const operands = { D: inFen(asked), enhancement: inText(offered?.name ?? applied.id), scope: inText(applied.scope) };
    steps.push(
      following(
        offered?.deductibleCut,
        applied.cut.kind === 'waived'
          ? step('benefit.deductible_cut', 'D = 0, waived', operands, inFen(after))
          : step('benefit.deductible_cut', 'D = max(0, D − cut)', { ...operands, cut: inFen(asked - after) }, inFen(after)),
      ),
    );
    asked = after;
  }
  return steps;
}

function essentialDrugSteps(facts: VisitFacts, plan: Plan): WorkingStep[] {
  const exempt = plan.deductible.essentialDrugsExempt;
  if (exempt?.value !== true || facts.essentialDrugFen === 0) return [];
  const operands = { E: inFen(facts.inScopeFen), essentialDrugs: inFen(facts.essentialDrugFen) };
  return [following(exempt, step('benefit.essential_drugs', 'A = E − essential drugs', operands, inFen(deductibleBase(plan, facts))))];
}

function takenStep({ enhancements, dueFen, deductiblePaidFen, before }: Adjudication, facts: VisitFacts, plan: Plan): WorkingStep {
  const { deductible } = plan;
  const { askedFen } = askDeductible(plan, facts, sumOfCuts(enhancements));
  const A = deductibleBase(plan, facts);
  const operands = { ...(A === facts.inScopeFen ? { E: inFen(A) } : { A: inFen(A) }), D: inFen(askedFen), due: inFen(dueFen) };
  const name = 'benefit.deductible';
  const result = inFen(deductiblePaidFen);
  const cited = (plain: WorkingStep) => following(deductibleAmount(plan, facts), plain);
  if (deductible.basis.value === 'year') {
    return cited(step(name, 'deductible = min(E, max(0, D − paid this year))', { ...operands, paid: inFen(before.deductiblePaidFen) }, result));
  }
  if (facts.chain === null || deductible.referralChain === undefined) return cited(step(name, 'deductible = min(E, D)', operands, result));
  if (facts.chain.direction === 'down') return following(deductible.referralChain.withinDays, step(name, 'deductible = 0, referred down', operands, result));
  const paid = inFen(facts.chain.deductiblePaidFen);
  return following(deductible.referralChain.withinDays, step(name, 'deductible = min(E, max(0, D − paid on the chain))', { ...operands, paid }, result));
}
