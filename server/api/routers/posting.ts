import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { postingKinds, postingSides } from '@/server/domain/posting/posting';
import { listPostings } from '@/server/services/posting/list-postings';
import { recordPosting } from '@/server/services/posting/record-posting';
import { withdrawPosting } from '@/server/services/posting/withdraw-posting';
import { answer, procedure, router } from '../trpc';

const code = z.string().min(1).max(64);
const day = z.string().refine(isDay);
// Lengths are judged by the rule, which says so in a sentence; these bounds only keep out what is no text of a form.
const text = z.string().max(1000);

export const postingRouter = router({
  list: procedure('report:read')
    .input(
      z.object({
        fromDay: day,
        toDay: day,
        kinds: z.array(z.enum(postingKinds)).min(1).max(postingKinds.length).nullable(),
        allianceId: code.nullable(),
        institutionCode: code.nullable(),
        side: z.enum(postingSides),
        withWithdrawn: z.boolean(),
        page: z.int().min(1),
        pageSize: z.int().min(1).max(200),
      }),
    )
    .query(({ ctx, input }) => listPostings(ctx.service, input)),
  record: procedure('posting:record')
    .input(
      z.object({
        requestKey: code,
        kind: z.enum(postingKinds),
        fromInstitutionCode: code,
        toInstitutionCode: code,
        personName: text,
        title: text,
        subject: text.nullable(),
        fromDay: day,
        toDay: day,
        times: z.number().int(),
        people: z.number().int(),
        note: text.nullable(),
      }),
    )
    .mutation(({ ctx, input }) => answer(recordPosting(ctx.service, input))),
  withdraw: procedure('posting:record')
    .input(z.object({ id: code, version: z.int().min(1), reason: text }))
    .mutation(({ ctx, input }) => answer(withdrawPosting(ctx.service, input))),
});
