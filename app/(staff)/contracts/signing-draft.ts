import { emptyRegistration, type RegistrationDraft } from '../residents/registration-fields';

export const signingDraftKey = 'contracts.new';

/** The signing form as it is kept until it is accepted. */
export interface SigningDraft {
  /** Made at the first try to submit, so that a second try is known to be the same contract. */
  readonly requestKey: string;
  readonly person: RegistrationDraft;
  readonly teamId: string;
  readonly packageCode: string;
  /** 0 is the policy's usual term. */
  readonly termYears: number;
  /** Empty is today. */
  readonly startDay: string;
  readonly agreed: boolean;
  readonly guardianName: string;
  readonly guardianRelation: string;
}

export const emptySigning: SigningDraft = {
  requestKey: '',
  person: emptyRegistration,
  teamId: '',
  packageCode: 'basic',
  termYears: 0,
  startDay: '',
  agreed: false,
  guardianName: '',
  guardianRelation: '',
};

/** Random text; crypto.randomUUID is not there on plain http, which hospital networks use. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
