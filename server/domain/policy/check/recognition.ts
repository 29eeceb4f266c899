import { medTypes } from '@/server/domain/registry/codes';
import { type RecognitionTerms, type RecognizableDisease, unrecognizedTreatments } from '../recognition-terms';
import type { PolicyDocumentRefusal } from '../refusals';
import { type Check, describe, listOf, object, refine, wrongKind } from './check';
import { duplicates } from './duplicates';
import { cited, oneOf, text, wholeNumber } from './values';
import { accept } from '@/server/domain/kernel/outcome';

/** The beginning of an ICD-10 code: a chapter letter at least, in capitals as codes are compared. */
const icdPrefix: Check<string> = (json, path) =>
  typeof json === 'string' && /^[A-Z]\d{0,2}(\.[0-9A-Zx]{0,5})?$/.test(json) ? accept(json) : wrongKind(path, 'icd_prefix', describe(json));

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
