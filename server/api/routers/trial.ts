import { z } from 'zod';
import { getTrial } from '@/server/services/trial/get-trial';
import { listTrials } from '@/server/services/trial/list-trials';
import { requestTrial } from '@/server/services/trial/request-trial';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);

export const trialRouter = router({
  list: procedure('policy:try').query(({ ctx }) => listTrials(ctx.service)),
  get: procedure('policy:try')
    .input(z.object({ id }))
    .query(({ ctx, input }) => answer(getTrial(ctx.service, input.id))),
  /** The document is checked by the domain, which names every problem with its path. */
  request: procedure('policy:try')
    .input(z.object({ year: z.string().regex(/^\d{4}$/), draft: z.union([z.strictObject({ policyId: id }), z.strictObject({ document: z.unknown() })]) }))
    .mutation(({ ctx, input }) => answer(requestTrial(ctx.service, input))),
});
