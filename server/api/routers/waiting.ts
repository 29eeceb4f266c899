import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { capacityKinds } from '@/server/domain/quota/slot';
import { offerOutcomes } from '@/server/domain/waiting/codes';
import { longestStay } from '@/server/services/referral/hold-places';
import { declineOffer, declineOwnOffer, takeOffer, takeOwnOffer } from '@/server/services/waiting/answer-offer';
import { getQueue, listQueues } from '@/server/services/waiting/get-queue';
import { getOwnTurn, getTurn } from '@/server/services/waiting/get-turn';
import { countPriority, getOffer, listOffers } from '@/server/services/waiting/list-offers';
import { offerByHand } from '@/server/services/waiting/offer-by-hand';
import { queueReferral } from '@/server/services/waiting/queue-referral';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const handle = z.object({ referralId: id, version: z.number().int().positive().nullable() });
const day = z.string().refine(isDay);
const paging = { page: z.number().int().positive(), pageSize: z.number().int().min(1).max(100) };
const places = z.object({ sessionId: id.nullable(), stay: z.object({ sessionId: id, nights: z.number().int().min(1).max(longestStay) }).nullable() });
const offers = z.object({
  institutionCode: id.nullable(),
  departmentCode: id.nullable(),
  kind: z.enum(capacityKinds).nullable(),
  outcome: z.enum(offerOutcomes).nullable(),
  byHand: z.boolean(),
  fromDay: day,
  toDay: day,
});

/** 候补: turns, offers in their order, and the proof of it. */
export const waitingRouter = router({
  queues: procedure('referral:read').query(({ ctx }) => listQueues(ctx.service)),
  queue: procedure('referral:read')
    .input(z.object({ institutionCode: id, departmentCode: id, kind: z.enum(capacityKinds), ...paging }))
    .query(({ ctx, input }) => answer(getQueue(ctx.service, input))),
  /** One referral's turn, its offers, and why it stands where it stands. */
  turn: procedure('referral:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(getTurn(ctx.service, input))),
  offers: procedure('referral:read')
    .input(offers.extend(paging))
    .query(({ ctx, input }) => listOffers(ctx.service, input)),
  priority: procedure('referral:read')
    .input(offers)
    .query(({ ctx, input }) => countPriority(ctx.service, input)),
  offer: procedure('referral:read')
    .input(z.object({ offerId: id }))
    .query(({ ctx, input }) => answer(getOffer(ctx.service, input))),
  put: procedure('referral:accept')
    .input(handle.extend({ resourceName: z.string().trim().min(1).max(50).nullable(), nights: z.number().int().min(0).max(366) }))
    .mutation(({ ctx, input }) => answer(queueReferral(ctx.service, input))),
  give: procedure('referral:accept')
    .input(handle.extend({ places, insteadOf: id.nullable(), reason: z.string().max(2000), confirmed: z.boolean() }))
    .mutation(({ ctx, input }) => answer(offerByHand(ctx.service, input))),
  take: procedure('referral:create')
    .input(handle)
    .mutation(({ ctx, input }) => answer(takeOffer(ctx.service, input))),
  decline: procedure('referral:create')
    .input(handle)
    .mutation(({ ctx, input }) => answer(declineOffer(ctx.service, input))),
  ownTurn: procedure('own:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(getOwnTurn(ctx.service, input))),
  takeOwn: procedure('own:act')
    .input(z.object({ referralId: id }))
    .mutation(({ ctx, input }) => answer(takeOwnOffer(ctx.service, input))),
  declineOwn: procedure('own:act')
    .input(z.object({ referralId: id }))
    .mutation(({ ctx, input }) => answer(declineOwnOffer(ctx.service, input))),
});
