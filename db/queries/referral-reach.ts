import { type SQL, and, isNotNull, or } from 'drizzle-orm';
import { type AnyReach, within } from '@/db/reach';
import { referral } from '@/db/schema';

/**
 * The referrals that touch the reach on either side. The receiver's is what has been sent: before the resident agrees, or when they do
 * not, the record is not passed on, and nothing of it has come to the hospital.
 */
export function touchingReferral(reach: AnyReach): SQL | undefined {
  return or(within(reach, referral.regionCode, referral.fromInstitutionCode), receivedWithin(reach));
}

/** The referrals that came to the reach. */
export function receivedWithin(reach: AnyReach): SQL | undefined {
  return and(within(reach, referral.regionCode, referral.toInstitutionCode), isNotNull(referral.sentAt));
}
