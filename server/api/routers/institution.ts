import { z } from 'zod';
import { institutionLevels } from '@/server/domain/registry/codes';
import { listInstitutions } from '@/server/services/institution/list-institutions';
import { procedure, router } from '../trpc';

export const institutionRouter = router({
  /** The institutions of the region, of these levels or, with none given, of all. */
  list: procedure('institution:read')
    .input(z.object({ levels: z.array(z.enum(institutionLevels)).max(institutionLevels.length) }))
    .query(({ ctx, input }) => listInstitutions(ctx.service, input)),
});
