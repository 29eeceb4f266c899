import { z } from 'zod';
import { duplicateStatuses } from '@/server/domain/registry/duplicate';
import { mergeParticulars } from '@/server/domain/registry/merge';
import { compareResidents } from '@/server/services/duplicate/compare-residents';
import { listDuplicates } from '@/server/services/duplicate/list-duplicates';
import { listMerges } from '@/server/services/duplicate/list-merges';
import { mergeResidents } from '@/server/services/duplicate/merge-residents';
import { scanDuplicates } from '@/server/services/duplicate/scan-duplicates';
import { reopenPair, setAside } from '@/server/services/duplicate/set-aside';
import { undoMerge } from '@/server/services/duplicate/undo-merge';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().max(64);
const version = z.int().min(0);
const reason = z.string().max(500);
const decision = z.object({ pairId: id, version, note: reason });
const side = z.enum(['survivor', 'merged']);

export const duplicateRouter = router({
  list: procedure('duplicate:read')
    .input(z.object({ status: z.enum(duplicateStatuses), onlyStrong: z.boolean(), ...paging }))
    .query(({ ctx, input }) => listDuplicates(ctx.service, input)),

  compare: procedure('duplicate:read')
    .input(z.object({ firstId: id, secondId: id }))
    .query(({ ctx, input }) => answer(compareResidents(ctx.service, input))),

  merges: procedure('duplicate:read')
    .input(z.object(paging))
    .query(({ ctx, input }) => listMerges(ctx.service, input)),

  scan: procedure('resident:merge').mutation(({ ctx }) => answer(scanDuplicates(ctx.service))),

  setAside: procedure('resident:merge')
    .input(decision)
    .mutation(({ ctx, input }) => answer(setAside(ctx.service, input))),

  reopen: procedure('resident:merge')
    .input(decision)
    .mutation(({ ctx, input }) => answer(reopenPair(ctx.service, input))),

  merge: procedure('resident:merge')
    .input(
      z.object({
        survivorId: id,
        mergedId: id,
        survivorVersion: version,
        mergedVersion: version,
        kept: z.object(Object.fromEntries(mergeParticulars.map((particular) => [particular, side])) as Record<(typeof mergeParticulars)[number], typeof side>),
        keptContractId: id.nullable(),
        reason,
      }),
    )
    .mutation(({ ctx, input }) => answer(mergeResidents(ctx.service, input))),

  undo: procedure('resident:merge')
    .input(z.object({ mergeId: id, reason }))
    .mutation(({ ctx, input }) => answer(undoMerge(ctx.service, input))),
});
