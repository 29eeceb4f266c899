import type { Queryable, Reach } from '@/db';
import { findDraft } from '@/db/queries/referral-draft';
import { findReferral, findReferralOfRegion } from '@/db/queries/referral';
import { actorRef } from '@/server/domain/permission/actor';
import type { ReferralSide, ReferralStatus } from '@/server/domain/referral/codes';
import { sidesOf } from '@/server/domain/referral/transitions';
import type { ServiceContext } from '../context';

/** What attachments go with: a referral within reach, or the actor's own draft of one. */
export interface AttachedTo {
  readonly id: string;
  readonly residentId: string;
  readonly number: string | null;
  readonly status: ReferralStatus;
  readonly sides: readonly ReferralSide[];
  /** Its own id, and those of the referrals it follows: what was attached to them goes with it. */
  readonly chain: readonly string[];
}

/** Longer chains of redirection do not come about. */
const longestChain = 6;

export async function findAttachedTo(q: Queryable, context: ServiceContext, reach: Reach, referralId: string): Promise<AttachedTo | null> {
  const kept = await findReferral(q, reach, referralId);
  if (kept) {
    const { id, residentId, number, status, previousId } = kept.referral;
    return { id, residentId, number, status, sides: sidesOf(kept.referral, context.actor), chain: await chainOf(q, reach.regionCode, [id], previousId) };
  }
  const draft = await findDraft(q, reach.regionCode, actorRef(context.actor), referralId);
  return draft && { id: draft.id, residentId: draft.residentId, number: null, status: 'draft', sides: ['sender'], chain: [draft.id] };
}

async function chainOf(q: Queryable, regionCode: string, ids: readonly string[], previousId: string | null): Promise<readonly string[]> {
  if (previousId === null || ids.includes(previousId) || ids.length >= longestChain) return ids;
  const previous = await findReferralOfRegion(q, regionCode, previousId);
  return chainOf(q, regionCode, [...ids, previousId], previous?.referral.previousId ?? null);
}
