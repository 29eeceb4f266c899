import { compareCodes } from '@/server/domain/kernel/allocate';
import { insutypes, medTypes } from '@/server/domain/registry/codes';
import type { Plan } from '../plan';
import type { BenefitTerms } from '../policy-version';
import type { PolicyDocumentRefusal } from '../refusals';
import { listOf, nullable, object, refine } from './check';
import { duplicates } from './duplicates';
import { enhancement, plansAreNamed } from './enhancement';
import { layerTerms } from './layers';
import { plan } from './plan';
import { fallsBackToAPlan, recognitionTerms } from './recognition';
import { cited, dayOfYear, rate, wholeNumber } from './values';

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
    ...plansAreNamed(benefit.plans, benefit.enhancements, path),
    ...fallsBackToAPlan(benefit, path),
  ],
);

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
