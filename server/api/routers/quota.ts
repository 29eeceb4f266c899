import { z } from 'zod';
import { isDay, isMonth } from '@/server/domain/kernel/calendar-day';
import { referralPriorities } from '@/server/domain/referral/codes';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { listSessions } from '@/server/services/quota/list-sessions';
import { publishSession } from '@/server/services/quota/publish-session';
import { searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { answer, procedure, router } from '../trpc';

const day = z.string().refine(isDay);
const code = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(50);
// Up to the end of the last year that has four digits.
const instant = z.int().min(0).max(253_402_271_999_999);

const session = z.object({
  institutionCode: code.nullable(),
  departmentCode: code,
  departmentName: name,
  resourceName: name,
  startsAt: instant,
  endsAt: instant,
  capacity: z.number().int(),
  urgentOnly: z.boolean(),
  publicLeadDays: z.number().int().min(0).max(90),
});

export const quotaRouter = router({
  /** The week's sessions with what became of their reserved places. */
  week: procedure('quota:read')
    .input(z.object({ day, institutionCode: code.nullable() }))
    .query(({ ctx, input }) => listSessions(ctx.service, input)),
  publish: procedure('quota:publish')
    .input(session)
    .mutation(({ ctx, input }) => answer(publishSession(ctx.service, input))),
  cancel: procedure('quota:publish')
    .input(z.object({ sessionId: code, reason: z.string().trim().min(1).max(100) }))
    .mutation(({ ctx, input }) => answer(cancelSession(ctx.service, input))),
  /** Sessions with reserved places that may be held now. */
  search: procedure('quota:read')
    .input(z.object({ departmentCode: code, institutionCode: code.nullable(), fromDay: day, toDay: day, priority: z.enum(referralPriorities) }))
    .query(({ ctx, input }) => answer(searchFreeSlots(ctx.service, input))),
  compliance: procedure('quota:read')
    .input(z.object({ month: z.string().refine(isMonth) }))
    .query(({ ctx, input }) => answer(getCompliance(ctx.service, input))),
});
