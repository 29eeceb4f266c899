import { z } from 'zod';
import { rowClasses, rowDecisions } from '@/server/domain/import/review';
import { startApplying } from '@/server/services/import-review/apply-review';
import { decideRow, decideRows } from '@/server/services/import-review/decide-rows';
import { dropReview } from '@/server/services/import-review/drop-review';
import { getReview, listReviews } from '@/server/services/import-review/get-review';
import { listReviewRows } from '@/server/services/import-review/list-review-rows';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().max(64);
const rowClass = z.enum(rowClasses);

/** Files that were uploaded to be looked at before anything of them is taken. */
export const importReviewRouter = router({
  list: procedure('import:review')
    .input(z.object({ ...paging }))
    .query(({ ctx, input }) => listReviews(ctx.service, input)),

  get: procedure('import:review')
    .input(z.object({ reviewId: id }))
    .query(({ ctx, input }) => answer(getReview(ctx.service, input))),

  rows: procedure('import:review')
    .input(z.object({ reviewId: id, class: rowClass.optional(), standing: z.enum(['open', 'decided', 'done', 'refused']).optional(), ...paging }))
    .query(({ ctx, input }) => answer(listReviewRows(ctx.service, input))),

  decide: procedure('import:review')
    .input(z.object({ reviewId: id, rowNumber: z.number().int().min(0).max(10_000_000), version: z.number().int().min(0).max(1_000_000_000), decision: z.enum(rowDecisions).nullable(), residentId: id.nullable() }))
    .mutation(({ ctx, input }) => answer(decideRow(ctx.service, input))),

  decideAll: procedure('import:review')
    .input(z.object({ reviewId: id, rowClass, decision: z.enum(rowDecisions).nullable() }))
    .mutation(({ ctx, input }) => answer(decideRows(ctx.service, input))),

  /** Answers when it has begun; importReview.get tells how far it is. */
  carryOut: procedure('import:review')
    .input(z.object({ reviewId: id }))
    .mutation(async ({ ctx, input }) => {
      const started = await answer(startApplying(ctx.service, input));
      void started.run().catch((error: unknown) => console.error(`review ${input.reviewId}:`, error));
      return { reviewId: input.reviewId };
    }),

  drop: procedure('import:review')
    .input(z.object({ reviewId: id }))
    .mutation(({ ctx, input }) => answer(dropReview(ctx.service, input))),
});
