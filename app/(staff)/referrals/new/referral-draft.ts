import type { ReferralDirection, ReferralKind, ReferralPriority } from '@/server/domain/referral/codes';

export const referralDraftKey = 'referrals.new';
/** The choice to ask for no reserved place. */
export const withoutSlot = 'without';

/** The form as it is kept until it is sent. */
export interface ReferralDraft {
  /** Made at the first try to send, so that a second try is known to be the same referral. */
  readonly requestKey: string;
  readonly residentId: string;
  readonly direction: ReferralDirection;
  readonly priority: ReferralPriority;
  readonly kind: ReferralKind;
  readonly departmentCode: string;
  /** Empty: any hospital that has places. */
  readonly institutionCode: string;
  /** Empty: today. */
  readonly fromDay: string;
  /** A session, `withoutSlot`, or nothing chosen yet. */
  readonly place: string;
  readonly diagnosisName: string;
  readonly reason: string;
  readonly findings: string;
  readonly practitionerId: string;
  readonly consented: boolean;
}

export const emptyReferral: ReferralDraft = {
  requestKey: '',
  residentId: '',
  direction: 'up',
  priority: 'routine',
  kind: 'outpatient',
  departmentCode: '',
  institutionCode: '',
  fromDay: '',
  place: '',
  diagnosisName: '',
  reason: '',
  findings: '',
  practitionerId: '',
  consented: false,
};
