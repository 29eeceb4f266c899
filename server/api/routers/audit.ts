import { z } from 'zod';
import { listAudit } from '@/server/services/audit/list-audit';
import { procedure, router } from '../trpc';

const word = z.string().min(1).max(64);

export const auditRouter = router({
  /** One page of the region's audit, newest first. */
  list: procedure('audit:read')
    .input(
      z.object({
        subjectKind: word.nullable().default(null),
        subjectId: word.nullable().default(null),
        before: z.object({ at: z.number().int().positive(), chain: word, seq: z.number().int().positive() }).nullable().default(null),
        limit: z.number().int().min(1).max(200).default(50),
      }),
    )
    .query(({ ctx, input }) => listAudit(ctx.service, input)),
});
