import type { Instant } from '@/server/domain/kernel/instant';
import type { Refusal } from '@/server/domain/kernel/outcome';
import type { ReferralStatus } from '@/server/domain/referral/codes';
import type { ReasonRefusal } from '@/server/domain/referral/texts';
import type { OfferOutcome } from './codes';

/** Why somebody is not put on the waiting list, beside what the referral's own table says. */
export type QueueingRefusal =
  | Refusal<'waiting.emergency_directly', object>
  | Refusal<'waiting.nights_out_of_range', { nights: number; limit: number }>;

/** Why a place is not offered by hand, in the order in which `whyNotOffered` gives the reasons. */
export type OfferingRefusal =
  | Refusal<'waiting.not_waiting', { status: ReferralStatus }>
  | Refusal<'waiting.offer_open', { expiresAt: Instant }>
  | Refusal<'waiting.other_kind', object>
  | Refusal<'waiting.out_of_order', { numbers: readonly string[] }>
  | ReasonRefusal;

/** Why somebody who waits is not simply given a reserved place: it is offered, so that the order can be shown. */
export type AcceptingRefusal = Refusal<'waiting.offer_instead', object>;

/** Why an offer cannot be turned down any more. */
export type OfferAnswerRefusal = Refusal<'waiting.no_offer', { outcome: OfferOutcome | null }>;

export type WaitingRefusal = QueueingRefusal | OfferingRefusal | AcceptingRefusal | OfferAnswerRefusal;
