import { z } from 'zod';
import { savedFilterScreens } from '@/server/domain/saved-filter/saved-filter';
import { deleteFilter } from '@/server/services/saved-filter/delete-filter';
import { listOwnFilters } from '@/server/services/saved-filter/own-filters';
import { saveFilter } from '@/server/services/saved-filter/save-filter';
import { answer, procedure, router } from '../trpc';

const screen = z.enum(savedFilterScreens);

/** Filters of lists that people keep for themselves. */
export const savedFilterRouter = router({
  list: procedure('worklist:read')
    .input(z.object({ screen }))
    .query(({ ctx, input }) => listOwnFilters(ctx.service, input)),
  // Longer than the rule allows, so that the rule refuses with its sentence.
  save: procedure('worklist:read')
    .input(z.object({ screen, name: z.string().max(200), query: z.string().max(2000) }))
    .mutation(({ ctx, input }) => answer(saveFilter(ctx.service, input))),
  delete: procedure('worklist:read')
    .input(z.object({ filterId: z.string().min(1).max(64) }))
    .mutation(({ ctx, input }) => answer(deleteFilter(ctx.service, input))),
});
