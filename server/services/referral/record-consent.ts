import type { Tx } from '@/db';
import { consentRow, insertConsents } from '@/db/queries/consent';
import { type Guardian, guardianOf } from '@/server/domain/contract/consent';
import { referralConsentText, type ReferralConsent } from '@/server/domain/referral/consent';
import type { Referral } from '@/server/domain/referral/referral';
import type { ServiceContext } from '../context';

/** Keeps that the resident, or a guardian, agreed to a referral and to the record being passed on: with the consents of the resident. */
export async function recordReferralConsent(context: ServiceContext, tx: Tx, referral: Pick<Referral, 'id' | 'regionCode' | 'residentId'>, { way, guardian: told }: { readonly way: ReferralConsent['way']; readonly guardian: Guardian | null }): Promise<void> {
  const { id: referralId, regionCode, residentId } = referral;
  const guardian = guardianOf(told);
  const method = way === 'paper' ? 'paper' : guardian ? 'guardian' : 'self';
  const of = { regionCode, id: context.newId(), residentId, contractId: null, evidenceId: null, referralId };
  await insertConsents(tx, [consentRow(of, { textVersion: referralConsentText, givenAt: context.now(), method, guardian }, 'referral')]);
}
