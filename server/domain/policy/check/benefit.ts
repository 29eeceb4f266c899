import { compareCodes } from '@/server/domain/kernel/allocate';
import { institutionLevels, insutypes, medTypes } from '@/server/domain/registry/codes';
import { enhancementScopes, type BenefitTerms, type Deductible, type Enhancement, type Plan } from '../policy-version';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, nullable, object, refine, someOf } from './check';
import { duplicates } from './duplicates';
import { layerTerms } from './layers';
import { recognitionTerms } from './recognition';
import { amountSlices } from './slices';
import { byStatus, cited, dayOfYear, oneOf, rate, text, wholeNumber, yuan } from './values';

const plan = refine(
  object<Plan>({
    id: text,
    name: text,
    insutype: oneOf(insutypes),
    medTypes: listOf(oneOf(medTypes), 1),
    accumulation: text,
    deductible: object<Deductible>({
      basis: cited(oneOf(['year', 'visit'])),
      byLevel: someOf(institutionLevels, cited(byStatus(yuan))),
    }),
    rates: someOf(institutionLevels, cited(byStatus(amountSlices))),
    annualMaximum: nullable(cited(byStatus(yuan))),
    uncovered: nullable(cited(listOf(oneOf(institutionLevels), 1))),
  }),
  everyLevelHasARule,
);

const enhancement = object<Enhancement>({
  id: text,
  name: text,
  insutypes: listOf(oneOf(insutypes), 1),
  medTypes: listOf(oneOf(medTypes), 1),
  scope: cited(oneOf(enhancementScopes)),
  points: cited(rate),
});

export const benefitTerms = refine(
  object<BenefitTerms>({
    benefitYearStart: cited(dayOfYear),
    rateCeiling: cited(rate),
    settleAfterDeathDays: cited(wholeNumber(0, 366)),
    plans: listOf(plan, 1),
    enhancements: listOf(enhancement),
    recognition: nullable(recognitionTerms),
    ...layerTerms,
  }),
  (benefit, path) => [
    ...duplicates(benefit.plans.map((each) => each.id), `${path}.plans`),
    ...duplicates(benefit.enhancements.map((each) => each.id), `${path}.enhancements`),
    ...plansOverlap(benefit.plans, `${path}.plans`),
  ],
);

function everyLevelHasARule(value: Plan, path: string): PolicyDocumentRefusal[] {
  return institutionLevels.flatMap((level): PolicyDocumentRefusal[] => {
    const lacks = [
      ...(value.deductible.byLevel[level] ? [] : (['deductible'] as const)),
      ...(value.rates[level] ? [] : (['rate'] as const)),
    ];
    if (value.uncovered?.value.includes(level)) {
      return lacks.length === 2 ? [] : [{ code: 'policy.level_covered_and_uncovered', facts: { path, level } }];
    }
    return lacks.map((what) => ({ code: 'policy.level_without_rule', facts: { path, level, lacks: what } }));
  });
}

function plansOverlap(plans: readonly Plan[], path: string): PolicyDocumentRefusal[] {
  return insutypes.flatMap((insutype) =>
    medTypes.flatMap((medType): PolicyDocumentRefusal[] => {
      const planIds = plans
        .filter((each) => each.insutype === insutype && each.medTypes.includes(medType))
        .map((each) => each.id)
        .sort(compareCodes);
      return planIds.length > 1 ? [{ code: 'policy.plans_overlap', facts: { path, insutype, medType, planIds } }] : [];
    }),
  );
}
