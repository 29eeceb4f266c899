import { z } from 'zod';
import { countTiles } from '@/server/services/worklist/count-tiles';
import { procedure, router } from '../trpc';

export const worklistRouter = router({
  /** The counts of the signed-in person's worklist; `mine` narrows them to their own teams. */
  tiles: procedure('worklist:read')
    .input(z.object({ mine: z.boolean() }))
    .query(({ ctx, input }) => countTiles(ctx.service, input)),
});
