import type { ReferralDirection, ReferralKind, ReferralPriority } from './codes';
import type { ConsentWay } from './consent';
import { type Assessment, nothingAssessed } from './danger-signs';

/** What a draft can be of: an e-consult has a form of its own. */
export type DraftKind = Exclude<ReferralKind, 'e_consult'>;
export const draftKinds = ['outpatient', 'inpatient', 'exam', 'rehabilitation'] as const satisfies readonly DraftKind[];

/** The form of a referral as it stands. Texts are as they were typed; an empty one is not filled in yet. */
export interface DraftBody {
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: DraftKind;
  /** The reserved places that are wanted: a visit or an examination, a bed for some nights, both, or neither. */
  readonly places: { readonly sessionId: string | null; readonly stay: { readonly sessionId: string; readonly nights: number } | null };
  /** Where to, and to which department, when no place is wanted; beside a place, what was searched for. */
  readonly toInstitutionCode: string;
  readonly departmentCode: string;
  /** Without a place: the hospital finds a time. */
  readonly withoutPlace: boolean;
  readonly practitionerId: string;
  readonly diagnosisCode: string | null;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly purpose: string;
  readonly findings: string;
  readonly history: string;
  readonly treatment: string;
  readonly assessment: Assessment;
  /** Null: nobody has been asked yet. */
  readonly consent: ConsentWay | null;
  readonly guardianName: string;
  readonly guardianRelation: string;
}

export const emptyDraft: DraftBody = {
  direction: 'up',
  priority: 'routine',
  kind: 'outpatient',
  places: { sessionId: null, stay: null },
  toInstitutionCode: '',
  departmentCode: '',
  withoutPlace: false,
  practitionerId: '',
  diagnosisCode: null,
  ...{ diagnosisName: '', reason: '', purpose: '', findings: '', history: '', treatment: '' },
  assessment: nothingAssessed,
  consent: null,
  ...{ guardianName: '', guardianRelation: '' },
};

/** Days after which a draft that nobody touched is thrown away: it tells of somebody's health, and is no use any more. */
export const draftDays = 30;

/** What of a form is still missing before it is worth sending, in the order in which the form asks for it. */
export const draftGaps = ['destination', 'diagnosis', 'reason', 'consent'] as const;
export type DraftGap = (typeof draftGaps)[number];

export function gapsOf(body: DraftBody): DraftGap[] {
  const hasPlace = body.places.sessionId !== null || body.places.stay !== null;
  const missing: Readonly<Record<DraftGap, boolean>> = {
    destination: !hasPlace && (body.toInstitutionCode === '' || body.departmentCode === ''),
    diagnosis: body.diagnosisName.trim() === '',
    reason: body.reason.trim() === '',
    consent: body.consent === null,
  };
  return draftGaps.filter((gap) => missing[gap]);
}
