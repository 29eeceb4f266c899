import { z } from 'zod';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { closeMonth } from '@/server/services/month/close-month';
import { getMonth } from '@/server/services/month/get-month';
import { listMonths } from '@/server/services/month/list-months';
import { answer, procedure, router } from '../trpc';

export const month = z.string().refine(isMonth);
export const year = z.string().regex(/^(19|20)\d{2}$/);

export const monthRouter = router({
  list: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listMonths(ctx.service, input.year)),

  get: procedure('budget:read')
    .input(z.object({ month }))
    .query(({ ctx, input }) => answer(getMonth(ctx.service, input.month))),

  close: procedure('month:close')
    .input(z.object({ month }))
    .mutation(({ ctx, input }) => answer(closeMonth(ctx.service, input.month))),
});
