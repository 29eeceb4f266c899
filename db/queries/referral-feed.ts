import { and, asc, eq, gt, gte, lte, or } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import type { Reach } from '@/db/reach';
import { referral, referralEvent, resident, slot } from '@/db/schema';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReferralEventRow, ReferralRow } from './referral';
import { touchingReferral } from './referral-reach';
import type { ResidentRow } from './resident';

/** The place of an event among all events of a region. */
export interface FeedPlace {
  readonly at: Instant;
  readonly referralId: string;
  readonly seq: number;
}

export interface FeedRow {
  readonly event: ReferralEventRow;
  readonly referral: ReferralRow;
  readonly resident: ResidentRow;
  readonly slotStartsAt: Instant | null;
}

/** What happened to the referrals of a reach, on either side, after one place and up to a moment, oldest first. */
export async function listReferralFeed(q: Queryable, reach: Reach, after: FeedPlace, until: Instant, limit: number): Promise<FeedRow[]> {
  const { at, referralId, seq } = referralEvent;
  const isLater = or(gt(at, after.at), and(eq(at, after.at), gt(referralId, after.referralId)), and(eq(at, after.at), eq(referralId, after.referralId), gt(seq, after.seq)));
  return q
    .select({ event: referralEvent, referral, resident, slotStartsAt: slot.startsAt })
    .from(referralEvent)
    .innerJoin(referral, and(eq(referral.regionCode, referralEvent.regionCode), eq(referral.id, referralId)))
    .innerJoin(resident, and(eq(resident.regionCode, referral.regionCode), eq(resident.id, referral.residentId)))
    .leftJoin(slot, and(eq(slot.regionCode, referral.regionCode), eq(slot.id, referral.slotId)))
    .where(
      and(
        eq(referralEvent.regionCode, reach.regionCode),
        touchingReferral(reach),
        // Said apart from the rest, so that the index by time begins at the right place.
        gte(at, after.at),
        lte(at, until),
        isLater,
      ),
    )
    .orderBy(asc(at), asc(referralId), asc(seq))
    .limit(limit);
}

/** The id of the referral within reach that has this number. */
export async function findReferralId(q: Queryable, reach: Reach, number: string): Promise<string | null> {
  const [row] = await q
    .select({ id: referral.id })
    .from(referral)
    .where(and(eq(referral.regionCode, reach.regionCode), eq(referral.number, number), touchingReferral(reach)));
  return row?.id ?? null;
}
