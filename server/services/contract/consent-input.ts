import { type Consent, type Guardian, guardianOf } from '@/server/domain/contract/consent';

/** A ticked box: which text was shown, and who ticked it in the resident's place. */
export interface ConsentInput {
  readonly textVersion: string;
  readonly guardian: Guardian | null;
}

export function consentOf({ textVersion, guardian: told }: ConsentInput, givenAt: number): Consent {
  const guardian = guardianOf(told);
  return { textVersion, givenAt, method: guardian === null ? 'self' : 'guardian', guardian };
}
