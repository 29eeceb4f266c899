import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { exceptionEffects } from '@/server/domain/quota/schedule';
import { capacityKinds } from '@/server/domain/quota/slot';
import { changeCapacity } from '@/server/services/quota/change-capacity';
import { getPlan } from '@/server/services/quota/get-plan';
import { getSession, listStandInsOf } from '@/server/services/quota/get-session';
import { recordException, takeExceptionBack } from '@/server/services/quota/keep-exception';
import { addResource, changeResource, closeResource } from '@/server/services/quota/keep-resource';
import { addSchedule, changeSchedule } from '@/server/services/quota/keep-schedule';
import { answer, procedure, router } from '../trpc';

const day = z.string().refine(isDay);
const code = z.string().min(1).max(64);
const version = z.int().min(1);
const name = z.string().trim().min(1).max(50);
const reason = z.string().trim().min(1).max(100);
const time = z.string().max(5);
const capacity = z.number().int().min(-1).max(1_000_000);
const displacement = z.enum(['refuse', 'requeue']);
const publicLeadDays = z.number().int().min(0).max(90);
/** What tells a resource apart; an empty field is none. */
const note = z
  .string()
  .trim()
  .max(50)
  .nullable()
  .transform((text) => text || null);
const names = { departmentCode: code, departmentName: name.nullable(), name, note };
const terms = { capacity, urgentOnly: z.boolean(), onHolidays: z.boolean(), publicLeadDays, validTo: day.nullable() };

/** What a hospital has capacity of, its weeks, and single sessions: the referral office's side of reserved places. */
export const capacityRouter = router({
  plan: procedure('quota:read')
    .input(z.object({ institutionCode: code.nullable(), kind: z.enum(capacityKinds).nullable(), departmentCode: code.nullable(), withEnded: z.boolean() }))
    .query(({ ctx, input }) => getPlan(ctx.service, input)),
  addResource: procedure('quota:publish')
    .input(z.object({ institutionCode: code.nullable(), kind: z.enum(capacityKinds), ...names }))
    .mutation(({ ctx, input }) => answer(addResource(ctx.service, input))),
  changeResource: procedure('quota:publish')
    .input(z.object({ resourceId: code, version, ...names }))
    .mutation(({ ctx, input }) => answer(changeResource(ctx.service, input))),
  closeResource: procedure('quota:publish')
    .input(z.object({ resourceId: code, version, closedOn: day, displacement, reason }))
    .mutation(({ ctx, input }) => answer(closeResource(ctx.service, input))),
  addSchedule: procedure('quota:publish')
    .input(z.object({ resourceId: code, weekdays: z.array(z.int().min(1).max(7)).max(7), fromTime: time, toTime: time, validFrom: day, ...terms }))
    .mutation(({ ctx, input }) => answer(addSchedule(ctx.service, input))),
  changeSchedule: procedure('quota:publish')
    .input(z.object({ scheduleId: code, version, ...terms, displacement, reason }))
    .mutation(({ ctx, input }) => answer(changeSchedule(ctx.service, input))),
  recordException: procedure('quota:publish')
    .input(
      z.object({
        ...{ institutionCode: code.nullable(), resourceId: code.nullable(), fromDay: day, toDay: day, effect: z.enum(exceptionEffects) },
        ...{ capacity: capacity.nullable(), reason, displacement },
      }),
    )
    .mutation(({ ctx, input }) => answer(recordException(ctx.service, input))),
  takeExceptionBack: procedure('quota:publish')
    .input(z.object({ exceptionId: code }))
    .mutation(({ ctx, input }) => answer(takeExceptionBack(ctx.service, input))),
  /** One session place by place, with the referrals that count on them. */
  session: procedure('quota:read')
    .input(z.object({ sessionId: code }))
    .query(({ ctx, input }) => answer(getSession(ctx.service, input))),
  /** Where everybody of a session could be moved. */
  standIns: procedure('quota:publish')
    .input(z.object({ sessionId: code }))
    .query(({ ctx, input }) => answer(listStandInsOf(ctx.service, input))),
  resize: procedure('quota:publish')
    .input(z.object({ sessionId: code, version: version.nullable(), capacity }))
    .mutation(({ ctx, input }) => answer(changeCapacity(ctx.service, input))),
});
