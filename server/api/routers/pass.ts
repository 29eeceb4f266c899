import { z } from 'zod';
import { issueResidentPass } from '@/server/services/resident-pass/issue-resident-pass';
import { answer, procedure, router } from '../trpc';

export const passRouter = router({
  /** A new paper code for a resident; the token is told once. */
  issue: procedure('contract:sign')
    .input(z.object({ residentId: z.string().min(1).max(64) }))
    .mutation(({ ctx, input }) => answer(issueResidentPass(ctx.service, input))),
});
