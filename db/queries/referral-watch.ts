import { and, asc, eq, gt } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { referral, referralEvent } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';

/** That something happened to a referral, and whose it is; never what. */
export interface ReferralTouch {
  readonly referralId: string;
  /** Numbers what happened to the referral. */
  readonly seq: number;
  readonly fromInstitutionCode: string;
  readonly toInstitutionCode: string;
}

/** What happened in a region after a moment, the oldest first: one look into the index of events by time. */
export async function listReferralTouches(q: Queryable, regionCode: string, after: Instant, limit: number): Promise<ReferralTouch[]> {
  return q
    .select({ referralId: referralEvent.referralId, seq: referralEvent.seq, fromInstitutionCode: referral.fromInstitutionCode, toInstitutionCode: referral.toInstitutionCode })
    .from(referralEvent)
    .innerJoin(referral, and(eq(referral.regionCode, referralEvent.regionCode), eq(referral.id, referralEvent.referralId)))
    .where(and(eq(referralEvent.regionCode, regionCode), gt(referralEvent.at, after)))
    .orderBy(asc(referralEvent.at))
    .limit(limit);
}
