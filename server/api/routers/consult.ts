import { z } from 'zod';
import { consultCuts, consultSides } from '@/server/domain/consult/cuts';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { consultTypes, referralKinds, referralPriorities } from '@/server/domain/referral/codes';
import { askConsultAgain } from '@/server/services/consult/ask-consult-again';
import { convertConsult } from '@/server/services/consult/convert-consult';
import { getConversation } from '@/server/services/consult/get-consult';
import { countConsults, listConsults, summariseConsults } from '@/server/services/consult/list-consults';
import { replyConsult } from '@/server/services/consult/reply-consult';
import { sayInConsult } from '@/server/services/consult/say-in-consult';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const handle = z.object({ referralId: id, version: z.number().int().positive().nullable() });
const day = z.string().refine(isDay);
// Longer than the rules allow, so that the rule refuses with its sentence; the bound only keeps nonsense out.
const prose = z.string().max(4000);

const list = z.object({
  side: z.enum(consultSides),
  cut: z.enum(consultCuts),
  type: z.enum(consultTypes).nullable(),
  text: z.string().max(50).nullable(),
  page: z.number().int().positive(),
  pageSize: z.number().int().min(1).max(100),
});

export const consultRouter = router({
  list: procedure('referral:read')
    .input(list)
    .query(({ ctx, input }) => listConsults(ctx.service, input)),
  counts: procedure('referral:read').query(({ ctx }) => countConsults(ctx.service)),
  summary: procedure('referral:read')
    .input(z.object({ fromDay: day, toDay: day }))
    .query(({ ctx, input }) => summariseConsults(ctx.service, input)),
  conversation: procedure('referral:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(getConversation(ctx.service, input))),
  say: procedure('consult:talk')
    .input(z.object({ referralId: id, text: prose }))
    .mutation(({ ctx, input }) => answer(sayInConsult(ctx.service, input))),
  reply: procedure('referral:accept')
    .input(handle.extend({ opinion: prose, findings: prose }))
    .mutation(({ ctx, input }) => answer(replyConsult(ctx.service, input))),
  askAgain: procedure('referral:create')
    .input(handle.extend({ question: prose }))
    .mutation(({ ctx, input }) => answer(askConsultAgain(ctx.service, input))),
  convert: procedure('consult:talk')
    .input(handle.extend({ kind: z.enum(referralKinds), priority: z.enum(referralPriorities), opinion: prose, consented: z.boolean() }))
    .mutation(({ ctx, input }) => answer(convertConsult(ctx.service, input))),
});
