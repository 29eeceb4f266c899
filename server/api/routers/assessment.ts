import { z } from 'zod';
import { assessedKinds } from '@/server/domain/assessment/assessment';
import { readAssessments } from '@/server/integration/sheets/read-assessments';
import { approveAssessment } from '@/server/services/assessment/approve-assessment';
import { enterAssessments } from '@/server/services/assessment/enter-assessments';
import { listAssessments } from '@/server/services/assessment/list-assessments';
import { answer, procedure, router } from '../trpc';
import { year } from './month';

const kind = z.enum(assessedKinds);
const code = z.string().min(1).max(64);
const entry = z.object({ kind, code, score: z.string().trim().max(10), note: z.string().trim().max(200).nullable() });

export const assessmentRouter = router({
  list: procedure('assessment:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listAssessments(ctx.service, input)),

  enter: procedure('assessment:enter')
    .input(z.object({ year, entries: z.array(entry).min(1).max(10_000) }))
    .mutation(({ ctx, input }) => answer(enterAssessments(ctx.service, input))),

  /** A small file of scores, as text or as the bytes of a workbook in base64. */
  import: procedure('assessment:enter')
    .input(z.object({ year, base64: z.base64().max(700_000) }))
    .mutation(async ({ ctx, input }) => {
      const entries = await answer(readAssessments(Buffer.from(input.base64, 'base64')));
      return answer(enterAssessments(ctx.service, { year: input.year, entries }));
    }),

  approve: procedure('assessment:approve')
    .input(z.object({ year, kind, code }))
    .mutation(({ ctx, input }) => answer(approveAssessment(ctx.service, input))),
});
