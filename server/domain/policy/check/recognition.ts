import { insutypes, medTypes } from '@/server/domain/registry/codes';
import type { BenefitTerms } from '../policy-version';
import { type RecognitionTerms, type RecognizableDisease, unrecognizedTreatments } from '../recognition-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { type Check, listOf, object, refine } from './check';
import { duplicates } from './duplicates';
import { cited, icdPrefix, oneOf, text, wholeNumber } from './values';

const disease = object<RecognizableDisease>({
  code: text,
  name: text,
  icdPrefixes: listOf(icdPrefix, 1),
  validYears: cited(wholeNumber(1, 99)),
});

/** `benefit.recognition`, where a policy asks for recognition at all. */
export const recognitionTerms: Check<RecognitionTerms> = refine(
  object<RecognitionTerms>({
    medTypes: cited(listOf(oneOf(medTypes), 1)),
    otherwise: cited(oneOf(unrecognizedTreatments)),
    renewalDays: cited(wholeNumber(0, 366)),
    diseases: listOf(disease, 1),
  }),
  (terms, path): PolicyDocumentRefusal[] => duplicates(terms.diseases.map(({ code }) => code), `${path}.diseases`),
);

/** Care that falls back to ordinary care needs a plan to fall back to. */
export function fallsBackToAPlan({ recognition, plans }: Pick<BenefitTerms, 'recognition' | 'plans'>, path: string): PolicyDocumentRefusal[] {
  if (recognition?.otherwise.value !== 'ordinary') return [];
  const pays = (insutype: string, kinds: readonly string[]) => plans.some((plan) => plan.insutype === insutype && plan.medTypes.some((medType) => kinds.includes(medType)));
  return insutypes
    .filter((insutype) => pays(insutype, recognition.medTypes.value) && !pays(insutype, ['11']))
    .map((insutype) => ({ code: 'policy.no_ordinary_plan', facts: { path: `${path}.recognition`, insutype } }));
}
