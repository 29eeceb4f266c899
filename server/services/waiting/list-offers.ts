import { type OfferLine, type PriorityCount, countOffers, findOffer, listOfferLines } from '@/db/queries/waiting-list';
import { addDays, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { allows } from '@/server/domain/permission/actor';
import type { CapacityKind } from '@/server/domain/quota/slot';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { OfferOutcome } from '@/server/domain/waiting/codes';
import type { Considered } from '@/server/domain/waiting/order';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface OfferFilterInput {
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
  readonly kind: CapacityKind | null;
  readonly outcome: OfferOutcome | null;
  readonly byHand: boolean;
  /** Both days included. */
  readonly fromDay: Day;
  readonly toDay: Day;
}

export interface OfferItem extends Omit<OfferLine['offer'], 'considered' | 'regionCode'> {
  readonly number: string;
  /** Masked for those who may see referrals but no patients. */
  readonly residentName: string;
  readonly institutionName: string;
}

/** One page of what was offered from the waiting lists of the actor's hospitals, the newest first: the proof that the order was kept. */
export async function listOffers(context: ServiceContext, { page, pageSize, ...input }: OfferFilterInput & { readonly page: number; readonly pageSize: number }): Promise<{ readonly rows: readonly OfferItem[]; readonly total: number }> {
  const reach = permit(context, 'referral:read');
  const { rows, total } = await listOfferLines(context.store.reads, reach, filterOf(input), { page, pageSize });
  return { rows: rows.map((row) => itemOf(context, row)), total };
}

/** 优先就诊、优先检查、优先住院 in numbers. */
export async function countPriority(context: ServiceContext, input: OfferFilterInput): Promise<readonly PriorityCount[]> {
  return countOffers(context.store.reads, permit(context, 'referral:read'), filterOf(input));
}

export interface OfferProof extends OfferItem {
  readonly considered: readonly Considered[];
}

/** One offer with everybody who was considered, in the order of that moment. */
export async function getOffer(context: ServiceContext, input: { readonly offerId: string }): Promise<Outcome<OfferProof, AnyRefusal>> {
  const found = await findOffer(context.store.reads, permit(context, 'referral:read'), input.offerId);
  return found ? accept({ ...itemOf(context, found), considered: found.offer.considered }) : refuse({ code: 'not_found', facts: { what: 'offer' } });
}

function filterOf({ fromDay, toDay, ...rest }: OfferFilterInput) {
  return { ...rest, from: instantOf(`${fromDay} 00:00:00`), to: instantOf(`${addDays(toDay, 1)} 00:00:00`) };
}

function itemOf(context: ServiceContext, { offer, number, resident, institutionName }: OfferLine): OfferItem {
  const { considered: _, regionCode: __, ...plain } = offer;
  return { ...plain, number, institutionName, residentName: allows(context.actor, 'resident:read') ? resident.name : maskName(resident.name) };
}
