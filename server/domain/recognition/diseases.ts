import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { RecognizableDisease, RecognitionTerms } from '@/server/domain/policy/recognition-terms';
import type { DiseaseRefusal } from './refusals';

export function findDisease(terms: RecognitionTerms | null, diseaseCode: string): RecognizableDisease | null {
  return terms?.diseases.find(({ code }) => code === diseaseCode) ?? null;
}

/**
 * Whether a diagnosis is this disease: it begins with one of the disease's ICD prefixes, or it is the disease's own code, which
 * is what many hospital systems send for care under a recognition.
 */
export function isDiagnosisOf(disease: Pick<RecognizableDisease, 'code' | 'icdPrefixes'>, diagnosisCode: string): boolean {
  const code = diagnosisCode.trim();
  const capitals = code.toUpperCase();
  return capitals === disease.code.toUpperCase() || disease.icdPrefixes.some((prefix) => capitals.startsWith(prefix.toUpperCase()));
}

/** Why nobody can be recognized for the disease by this diagnosis; an empty diagnosis fits none. */
export function refusalsOfDisease(policy: PolicyVersion, diseaseCode: string, diagnosisCode: string): DiseaseRefusal[] {
  const terms = policy.benefit.recognition;
  if (terms === null) return [{ code: 'recognition.not_in_policy', facts: { policyId: policy.id } }];
  const disease = findDisease(terms, diseaseCode);
  if (disease === null) return [{ code: 'recognition.disease_unknown', facts: { diseaseCode } }];
  if (isDiagnosisOf(disease, diagnosisCode)) return [];
  const { name: diseaseName, icdPrefixes } = disease;
  return [{ code: 'recognition.diagnosis_does_not_fit', facts: { diagnosisCode: diagnosisCode.trim(), diseaseName, icdPrefixes } }];
}
