import { z } from 'zod';
import { daysBetween, isDay, isMonth } from '@/server/domain/kernel/calendar-day';
import { displacements } from '@/server/domain/quota/cancel-session';
import { capacityKinds } from '@/server/domain/quota/slot';
import { referralPriorities } from '@/server/domain/referral/codes';
import { cancelSession } from '@/server/services/quota/cancel-session';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { listSessions } from '@/server/services/quota/list-sessions';
import { publishSession } from '@/server/services/quota/publish-session';
import { explainWithheld, searchFreeSlots } from '@/server/services/quota/search-free-slots';
import { longestStay } from '@/server/services/referral/hold-places';
import { answer, procedure, router } from '../trpc';

const day = z.string().refine(isDay);
const code = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(50);
// Up to the end of the last year that has four digits.
const instant = z.int().min(0).max(253_402_271_999_999);

const session = z.object({
  kind: z.enum(capacityKinds).default('clinic'),
  /** One of the hospital's list, whose kind, department and name go before those given here. */
  resourceId: code.nullable().default(null),
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

const search = z
  .object({
    kind: z.enum(capacityKinds).optional(),
    departmentCode: code.nullable(),
    institutionCode: code.nullable(),
    fromDay: day,
    toDay: day,
    priority: z.enum(referralPriorities),
    nights: z.int().min(1).max(longestStay).optional(),
    fromInstitutionCode: code.nullable().optional(),
  })
  // A quarter is more than anybody plans ahead, and bounds what one question may cost.
  .refine(({ fromDay, toDay }) => daysBetween(fromDay, toDay) <= 92);

export const quotaRouter = router({
  /** The week's sessions with what became of their reserved places. */
  week: procedure('quota:read')
    .input(z.object({ day, institutionCode: code.nullable(), kind: z.enum(capacityKinds).nullable().default(null), departmentCode: code.nullable().default(null) }))
    .query(({ ctx, input }) => listSessions(ctx.service, input)),
  publish: procedure('quota:publish')
    .input(session)
    .mutation(({ ctx, input }) => answer(publishSession(ctx.service, input))),
  cancel: procedure('quota:publish')
    .input(
      z.object({
        sessionId: code,
        reason: z.string().trim().min(1).max(100),
        displacement: z.enum(displacements).default('refuse'),
        otherSessionId: code.nullable().default(null),
      }),
    )
    .mutation(({ ctx, input }) => answer(cancelSession(ctx.service, input))),
  /** Sessions with reserved places that the referring institution may hold now; for a ward, the days on which a stay can begin. */
  search: procedure('quota:read')
    .input(search)
    .query(({ ctx, input }) => answer(searchFreeSlots(ctx.service, input))),
  /** Why a search found nothing: what is withheld, and how many sessions for which reason. */
  withheld: procedure('quota:read')
    .input(search)
    .query(({ ctx, input }) => answer(explainWithheld(ctx.service, input))),
  compliance: procedure('quota:read')
    .input(z.object({ month: z.string().refine(isMonth) }))
    .query(({ ctx, input }) => answer(getCompliance(ctx.service, { from: input.month, to: input.month, by: 'institution', kind: null, allianceId: null, institutionCode: null, departmentCode: null }))),
});
