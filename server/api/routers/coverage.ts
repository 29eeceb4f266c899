import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { getBoard } from '@/server/services/coverage/get-board';
import { getTrend } from '@/server/services/coverage/get-trend';
import { procedure, router } from '../trpc';

const asOf = z.object({ on: z.string().refine(isDay).nullable() });

export const coverageRouter = router({
  /** Coverage, renewals and fulfilment within reach on a day; null: today. */
  board: procedure('coverage:read')
    .input(asOf)
    .query(({ ctx, input }) => getBoard(ctx.service, input)),
  /** Coverage at the end of each of the last twelve months. */
  trend: procedure('coverage:read')
    .input(asOf)
    .query(({ ctx, input }) => getTrend(ctx.service, input)),
});
