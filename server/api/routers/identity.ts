import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import { endIdentity, withdrawIdentity } from '@/server/services/resident-identity/end-identity';
import { recordIdentity } from '@/server/services/resident-identity/record-identity';
import { answer, procedure, router } from '../trpc';

const id = z.string().max(64);
const day = z.string().refine(isDay);

/** 人员身份 of residents. Reading them is part of resident.get. */
export const identityRouter = router({
  record: procedure('identity:record')
    .input(z.object({ residentId: id, identityClass: z.enum(identityClasses), from: day, to: day.nullable(), note: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(recordIdentity(ctx.service, input))),

  end: procedure('identity:record')
    .input(z.object({ identityId: id, lastDay: day }))
    .mutation(({ ctx, input }) => answer(endIdentity(ctx.service, input))),

  withdraw: procedure('identity:record')
    .input(z.object({ identityId: id, reason: z.string().max(200) }))
    .mutation(({ ctx, input }) => answer(withdrawIdentity(ctx.service, input))),
});
