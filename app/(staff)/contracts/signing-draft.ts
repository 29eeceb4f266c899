import { emptyRegistration, type RegistrationDraft } from '../residents/registration-fields';

export const signingDraftKey = 'contracts.desk';

/** The signing form as it is kept until it is accepted. Signatures are not in it: they are drawn anew. */
export interface SigningDraft {
  /** Made at the first try to submit, so that a second try is known to be the same contract. */
  readonly requestKey: string;
  readonly person: RegistrationDraft;
  /** A resident chosen from a search instead of by number; empty otherwise. */
  readonly residentId: string;
  /** Members of the household who are signed along with them. */
  readonly memberIds: readonly string[];
  readonly teamId: string;
  /** Empty: the signer if of the team, its leader otherwise. */
  readonly practitionerId: string;
  /** By signer, where somebody has changed what is suggested. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /** 0 is the policy's usual term. */
  readonly termYears: number;
  /** Empty is today. */
  readonly startDay: string;
  readonly agreed: boolean;
  /** By signer who is too young to consent. */
  readonly guardians: Readonly<Record<string, GuardianDraft>>;
}

export interface GuardianDraft {
  readonly name: string;
  readonly relation: string;
}

export const emptySigning: SigningDraft = {
  requestKey: '',
  person: emptyRegistration,
  residentId: '',
  memberIds: [],
  teamId: '',
  practitionerId: '',
  packages: {},
  termYears: 0,
  startDay: '',
  agreed: false,
  guardians: {},
};

/** Random text; crypto.randomUUID is not there on plain http, which hospital networks use. */
export function newRequestKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
