import { z } from 'zod';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { dismissalReasons, findingStates } from '@/server/domain/warning/finding';
import { warningKinds } from '@/server/domain/warning/warning';
import { decideFinding } from '@/server/services/warning/decide-finding';
import { getFinding } from '@/server/services/warning/get-finding';
import { listFindings } from '@/server/services/warning/list-findings';
import { listScans } from '@/server/services/warning/list-scans';
import { scanWarnings } from '@/server/services/warning/scan-warnings';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().min(1).max(64);
const month = z.string().refine(isMonth);
const note = z.string().max(500);

export const warningRouter = router({
  list: procedure('warning:read')
    .input(
      z.object({
        kind: z.enum(warningKinds).optional(),
        state: z.enum(findingStates).optional(),
        month: month.optional(),
        institutionCode: id.optional(),
        residentId: id.optional(),
        ...paging,
      }),
    )
    .query(({ ctx, input }) => listFindings(ctx.service, input)),

  get: procedure('warning:read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => answer(getFinding(ctx.service, input.id))),

  /** When each month was last scanned, newest month first. */
  scans: procedure('warning:read').query(({ ctx }) => listScans(ctx.service)),

  scan: procedure('warning:work')
    .input(z.object({ from: month, to: month }))
    .mutation(({ ctx, input }) => answer(scanWarnings(ctx.service, input))),

  decide: procedure('warning:work')
    .input(
      z.object({
        id,
        version: z.int().min(1),
        decision: z.discriminatedUnion('to', [
          z.object({ to: z.literal('dismissed'), reason: z.enum(dismissalReasons), note }),
          z.object({ to: z.literal('confirmed'), note }),
          z.object({ to: z.literal('open') }),
        ]),
      }),
    )
    .mutation(({ ctx, input }) => answer(decideFinding(ctx.service, input))),
});
