import type { Tx } from '@/db';
import { type OfferRow, endOpenOffer, findOpenOffer } from '@/db/queries/waiting';
import { placeIdsOf, type Referral } from '@/server/domain/referral/referral';
import type { OfferOutcome } from '@/server/domain/waiting/codes';
import { type ServiceContext, nameOfActor } from '../context';
import type { ReferralEventName } from '../referral/record-event';

/** Whatever step of a waiting referral takes its offered place away, or makes it its own, ends the open offer in the same work. */
export async function settleOffer(context: ServiceContext, tx: Tx, after: Referral, event: ReferralEventName): Promise<void> {
  const open = await findOpenOffer(tx, after.regionCode, after.id);
  const outcome = open && outcomeOf(open, after, event);
  if (!outcome) return;
  await endOpenOffer(tx, after.regionCode, after.id, { outcome, endedAt: context.now(), endedBy: nameOfActor(context.actor) });
}

function outcomeOf({ slotIds }: OfferRow, after: Referral, event: ReferralEventName): Exclude<OfferOutcome, 'open'> | null {
  if (event === 'offer_lapsed') return 'lapsed';
  if (event === 'offer_declined') return 'declined';
  const places = placeIdsOf(after);
  const isKept = slotIds.every((id) => places.includes(id));
  if (after.status === 'accepted') return isKept ? 'taken' : 'withdrawn';
  return after.status === 'waiting' && isKept ? null : 'withdrawn';
}
