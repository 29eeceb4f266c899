import { inFen, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { RecognitionTerms } from '@/server/domain/policy/recognition-terms';
import type { MedType } from '@/server/domain/registry/codes';
import type { VisitFacts } from './adjudication';
import { following, step } from './working-step';

const ordinaryCare: MedType = '11';

/** The terms under which a kind of care needs a recognition that it does not have; null where it needs none or has one. */
function lackingTerms(policy: PolicyVersion, medType: MedType, recognitionId: string | null): RecognitionTerms | null {
  const terms = policy.benefit.recognition;
  return terms !== null && recognitionId === null && terms.medTypes.value.includes(medType) ? terms : null;
}

/** The kind of care a visit is paid as: its own, or ordinary care where its disease is not recognized and the policy says so. */
export function paidAs(policy: PolicyVersion, medType: MedType, recognitionId: string | null): MedType {
  return lackingTerms(policy, medType, recognitionId)?.otherwise.value === 'ordinary' ? ordinaryCare : medType;
}

/** Whether care is paid nothing, because its disease is not recognized and the policy pays only what is. */
export function isUnrecognized(policy: PolicyVersion, facts: Pick<VisitFacts, 'medType' | 'recognitionId'>): boolean {
  return lackingTerms(policy, facts.medType, facts.recognitionId)?.otherwise.value === 'uncovered';
}

/** What a recognition has to do with a visit's pay; no step where its kind of care needs none. */
export function recognitionSteps(policy: PolicyVersion, facts: Pick<VisitFacts, 'medType' | 'billedAs' | 'diagnosisCode' | 'recognitionId'>): WorkingStep[] {
  const terms = policy.benefit.recognition;
  const { medType, billedAs = medType, diagnosisCode, recognitionId } = facts;
  if (terms === null || !terms.medTypes.value.includes(billedAs)) return [];
  const operands = { diagnosis: inText(diagnosisCode ?? '—') };
  if (recognitionId !== null) {
    return [following(terms.medTypes, step('benefit.recognized', 'recognized disease, its diagnosis and day covered', operands, inText('recognized')))];
  }
  if (terms.otherwise.value === 'ordinary') {
    return [following(terms.otherwise, step('benefit.unrecognized', 'no recognition covers the visit: paid as ordinary care', operands, inText('ordinary_care')))];
  }
  return [following(terms.otherwise, step('benefit.unrecognized_unpaid', 'no recognition covers the visit: pay = 0', operands, inFen(0)))];
}
