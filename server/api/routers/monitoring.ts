import { z } from 'zod';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { getIndicators } from '@/server/services/monitoring/get-indicators';
import { procedure, router } from '../trpc';

const month = z.string().refine(isMonth);

export const monitoringRouter = router({
  /** The monitoring indicators of the region and its alliances over at most two years. */
  indicators: procedure('monitoring:read')
    .input(z.object({ from: month, to: month }).refine(({ from, to }) => from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= 2))
    .query(({ ctx, input }) => getIndicators(ctx.service, input)),
});
