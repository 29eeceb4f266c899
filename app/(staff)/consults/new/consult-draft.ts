import type { consult } from '@/app/_copy/consult';
import type { RouterInputs } from '@/app/_trpc/outputs';
import type { ConsultType, ReferralDirection, ReferralPriority } from '@/server/domain/referral/codes';

export const consultDraftKey = 'consults.new';

/** The form as it is kept until it is sent. */
export interface ConsultDraft {
  /** Made at the first try to send, so that a second try is known to be the same consult. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly type: ConsultType;
  readonly institutionCode: string;
  readonly departmentCode: string;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly practitionerId: string;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly findings: string;
  readonly mayConvert: boolean;
  readonly consented: boolean;
  /** Who agreed for a child; empty for everybody else. */
  readonly guardianName: string;
  readonly guardianRelation: string;
}

export const emptyConsult: ConsultDraft = {
  ...{ requestKey: '', residentId: '', type: 'clinical', institutionCode: '', departmentCode: '', direction: 'up', priority: 'routine' },
  ...{ practitionerId: '', diagnosisCode: null, diagnosisName: '', reason: '', findings: '', mayConvert: false, consented: false, guardianName: '', guardianRelation: '' },
};

/** What is missing is said beside the button instead of greying it out; everything else is the rule's to refuse. */
export function missingOf(draft: ConsultDraft, asksPractitioner: boolean): (keyof typeof consult.form.need)[] {
  const lacks = { resident: draft.residentId, institution: draft.institutionCode, department: draft.departmentCode, diagnosis: draft.diagnosisName.trim(), practitioner: asksPractitioner ? draft.practitionerId : '-' };
  return (Object.keys(lacks) as (keyof typeof lacks)[]).filter((part) => lacks[part] === '');
}

function guardianOf({ guardianName, guardianRelation }: ConsultDraft) {
  const name = guardianName.trim();
  return name === '' ? null : { name, relation: guardianRelation.trim() };
}

export function requestOf(draft: ConsultDraft): RouterInputs['referral']['create'] {
  const { requestKey, residentId, type, mayConvert, direction, priority, departmentCode, diagnosisCode, reason, consented } = draft;
  return {
    ...{ requestKey, residentId, direction, priority, departmentCode, diagnosisCode, reason, consented },
    diagnosisName: draft.diagnosisName.trim(),
    consent: consented ? { way: 'desk', guardian: guardianOf(draft) } : null,
    kind: 'e_consult',
    consult: { type, mayConvert },
    places: { sessionId: null, stay: null },
    toInstitutionCode: draft.institutionCode,
    practitionerId: draft.practitionerId || null,
    findings: draft.findings.trim() || null,
  };
}
