import { z } from 'zod';
import { differenceKinds } from '@/server/domain/benefit/classify-difference';
import { refundProblems } from '@/server/domain/benefit/match-refunds';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { getBatch } from '@/server/services/import/get-batch';
import { listBatches } from '@/server/services/import/list-batches';
import { readRejectedRows } from '@/server/services/import/read-rejected-rows';
import { getVisit } from '@/server/services/visit/get-visit';
import { listWaitingRefunds } from '@/server/services/visit/list-waiting-refunds';
import { listVisits } from '@/server/services/visit/list-visits';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().max(64);

export const visitRouter = router({
  list: procedure('visit:read')
    .input(
      z.object({
        institutionCode: id.optional(),
        month: z.string().refine(isMonth).optional(),
        residentId: id.optional(),
        contractId: id.optional(),
        difference: z.enum(differenceKinds).optional(),
        onlyEnhanced: z.boolean().optional(),
        ...paging,
      }),
    )
    .query(({ ctx, input }) => listVisits(ctx.service, input)),

  get: procedure('visit:read')
    .input(z.object({ institutionCode: id, settlementId: id }))
    .query(({ ctx, input }) => answer(getVisit(ctx.service, input))),

  /** Refunds that take nothing back as things stand. */
  waitingRefunds: procedure('visit:read')
    .input(z.object({ institutionCode: id.optional(), problem: z.enum(refundProblems).optional(), ...paging }))
    .query(({ ctx, input }) => listWaitingRefunds(ctx.service, input)),

  /** The imports, newest first. */
  batches: procedure('visit:import')
    .input(z.object({ ...paging }))
    .query(({ ctx, input }) => listBatches(ctx.service, input)),

  /** How far an import has come, and the rows it did not take. */
  batch: procedure('visit:import')
    .input(z.object({ batchId: id, ...paging }))
    .query(({ ctx, input }) => answer(getBatch(ctx.service, input))),

  /** The rows that were not taken, as they came; reading them is audited. */
  rejectedRows: procedure('visit:import')
    .input(z.object({ batchId: id }))
    .mutation(({ ctx, input }) => answer(readRejectedRows(ctx.service, input))),
});
