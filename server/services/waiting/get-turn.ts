import type { Queryable, Reach } from '@/db';
import { findReferral } from '@/db/queries/referral';
import { type OfferHead, findTurn, listOffersOf, listWaiting } from '@/db/queries/waiting';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { Referral } from '@/server/domain/referral/referral';
import { whyNot } from '@/server/domain/referral/transitions';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { WaitingStanding } from '@/server/domain/waiting/codes';
import { type RankWorking, explainRank } from '@/server/domain/waiting/order';
import { isPromiseBroken } from '@/server/domain/waiting/turn';
import { type ServiceContext, today } from '../context';
import { ownResident } from '../own/own-resident';
import { permit } from '../permit';

/** An offer as both sides and the resident see it: what, when, until when, and what became of it. */
export type TurnOffer = Pick<OfferHead, 'id' | 'kind' | 'resourceName' | 'startsAt' | 'offeredAt' | 'expiresAt' | 'outcome' | 'endedAt' | 'endedBy' | 'origin' | 'reason' | 'rank' | 'waiting'>;

export interface TurnView {
  readonly referralId: string;
  readonly version: number;
  readonly kind: CapacityKind;
  readonly resourceName: string | null;
  readonly nights: number;
  readonly standing: WaitingStanding;
  /** Why it stands where it stands; null once it waits no more. */
  readonly working: RankWorking | null;
  readonly queuedAt: number;
  readonly promisedDay: Day;
  readonly promiseBroken: boolean;
  readonly lapses: number;
  /** The offer that is open, if one is. */
  readonly offer: TurnOffer | null;
  /** All that were made, the newest first. */
  readonly offers: readonly TurnOffer[];
  /** Why the actor cannot take or turn down what is offered; none means they can. */
  readonly refusals: readonly AnyRefusal[];
}

/** A referral's turn on the waiting list; null for one that never waited. */
export async function getTurn(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<TurnView | null, AnyRefusal>> {
  const reach = permit(context, 'referral:read');
  const q = context.store.reads;
  const kept = await findReferral(q, reach, input.referralId);
  if (!kept) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  return accept(await viewOf(context, q, kept.referral, kept.version));
}

/** The turn of one of the person's own referrals; null for one that never waited. */
export async function getOwnTurn(context: ServiceContext, input: { readonly referralId: string }): Promise<Outcome<TurnView | null, AnyRefusal>> {
  const { regionCode, residentId } = ownResident(context);
  const everywhere: Reach = { regionCode, institutionCodes: 'all' };
  const kept = await findReferral(context.store.reads, everywhere, input.referralId);
  if (kept?.referral.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'referral' } });
  return accept(await viewOf(context, context.store.reads, kept.referral, kept.version));
}

async function viewOf(context: ServiceContext, q: Queryable, referral: Referral, version: number): Promise<TurnView | null> {
  const turn = await findTurn(q, referral.regionCode, referral.id);
  if (!turn) return null;
  const isWaiting = referral.status === 'waiting';
  const { regionCode, institutionCode, departmentCode, kind } = turn;
  const queue = isWaiting ? await listWaiting(q, { regionCode, institutionCode, departmentCode, kind }) : [];
  const offers = (await listOffersOf(q, regionCode, [referral.id])).map(offerOf);
  const promisedDay = referral.promisedDay ?? today(context);
  return {
    ...{ referralId: referral.id, version, kind, resourceName: turn.resourceName, nights: turn.nights, standing: turn.standing, lapses: turn.lapses },
    working: queue.some(({ referralId }) => referralId === referral.id) ? explainRank(queue, referral.id) : null,
    queuedAt: referral.queuedAt ?? turn.turnSince,
    promisedDay,
    promiseBroken: isPromiseBroken({ promisedDay, firstOfferAt: turn.firstOfferAt }, today(context)),
    offer: offers.find(({ outcome }) => outcome === 'open') ?? null,
    offers,
    refusals: isWaiting ? whyNot(referral, 'take', context.actor) : [],
  };
}

function offerOf(row: OfferHead): TurnOffer {
  const { id, kind, resourceName, startsAt, offeredAt, expiresAt, outcome, endedAt, endedBy, origin, reason, rank, waiting } = row;
  return { id, kind, resourceName, startsAt, offeredAt, expiresAt, outcome, endedAt, endedBy, origin, reason, rank, waiting };
}
