import { z } from 'zod';
import { carePlanKinds, careTaskKinds, criterionAnswers, drugChanges, drugFrequencies, drugRoutes } from '@/server/domain/care-plan/codes';
import { returningTabs } from '@/server/domain/care-plan/worklists';
import { servicePlaces } from '@/server/domain/fulfilment/service';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { dropCareTask } from '@/server/services/care-plan/drop-care-task';
import { getCarePlan, getCarePlanRevision } from '@/server/services/care-plan/get-care-plan';
import { listOwnCarePlans } from '@/server/services/care-plan/list-own-care';
import { countAllReturning, listReturning } from '@/server/services/care-plan/list-returning';
import { saveCarePlan } from '@/server/services/care-plan/save-care-plan';
import { closeReferral } from '@/server/services/referral/close-referral';
import { followUpReferral } from '@/server/services/referral/follow-up-referral';
import { receiveReferral } from '@/server/services/referral/receive-referral';
import { returnReferral } from '@/server/services/referral/return-referral';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().min(1).max(64);
const day = z.string().refine(isDay);
const version = z.number().int().positive().nullable();
const handle = { referralId: id, version };
// Longer and more than the rules allow, so that the rule refuses with its sentence; the bounds only keep nonsense out.
const line = z.string().max(500);
const prose = z.string().max(8000);
const most = 200;

const content = z.object({
  kind: z.enum(carePlanKinds),
  summary: z.object({
    recordNumber: line.nullable(),
    admittedOn: day.nullable(),
    dischargedOn: day.nullable(),
    plannedUntil: day.nullable(),
    course: prose,
    state: prose,
    results: prose.nullable(),
    operations: z.array(z.object({ name: line, day: day.nullable() })).max(most).readonly(),
  }),
  diagnoses: z.array(z.object({ code: line.nullable(), name: line })).max(most).readonly(),
  criteria: z.object({ list: z.string().max(40), answers: z.record(z.string().max(40), z.enum(criterionAnswers)), reason: prose.nullable() }),
  drugs: z
    .array(
      z.object({
        name: line,
        form: line.nullable(),
        dose: z.string().max(20),
        unit: line,
        frequency: z.enum(drugFrequencies),
        route: z.enum(drugRoutes),
        days: z.number().nullable(),
        change: z.enum(drugChanges),
        note: line.nullable(),
      }),
    )
    .max(most).readonly(),
  goals: prose.nullable(),
  measures: prose.nullable(),
  lifestyle: prose.nullable(),
  warnings: prose.nullable(),
  tasks: z.array(z.object({ key: z.string().min(1).max(20), kind: z.enum(careTaskKinds), title: line, from: day.nullable(), due: day })).max(most).readonly(),
});

const measurement = z.int().min(-100_000).max(100_000).optional();
const measurements = z.object({ systolic: measurement, diastolic: measurement, glucoseTenths: measurement, heartRate: measurement, weightTenths: measurement });

export const careRouter = router({
  /** 接续工作台. */
  returning: procedure('referral:read')
    .input(z.object({ tab: z.enum(returningTabs), mine: z.boolean(), text: z.string().max(50).nullable(), ...paging }))
    .query(({ ctx, input }) => answer(listReturning(ctx.service, input))),
  counts: procedure('referral:read')
    .input(z.object({ mine: z.boolean() }))
    .query(({ ctx, input }) => answer(countAllReturning(ctx.service, input))),
  plan: procedure('referral:read')
    .input(z.object({ referralId: id }))
    .query(({ ctx, input }) => answer(getCarePlan(ctx.service, input))),
  revision: procedure('resident:read')
    .input(z.object({ referralId: id, revision: z.number().int().positive() }))
    .query(({ ctx, input }) => answer(getCarePlanRevision(ctx.service, input))),
  save: procedure('referral:close')
    .input(z.object({ referralId: id, content, version, handOver: z.boolean(), reason: prose.nullable() }))
    .mutation(({ ctx, input }) => answer(saveCarePlan(ctx.service, input))),
  /** 转回, with the plan and, where it is still to be done, the completing. */
  return: procedure('referral:close')
    .input(z.object({ ...handle, opinion: prose.nullable(), plan: z.object({ content, version }).nullable() }))
    .mutation(({ ctx, input }) => answer(returnReferral(ctx.service, input))),
  receive: procedure('referral:receive')
    .input(z.object({ ...handle, note: prose.nullable() }))
    .mutation(({ ctx, input }) => answer(receiveReferral(ctx.service, input))),
  followUp: procedure('referral:receive')
    .input(z.object({ ...handle, place: z.enum(servicePlaces), note: prose, measurements, taskKeys: z.array(z.string().max(20)).max(most) }))
    .mutation(({ ctx, input }) => answer(followUpReferral(ctx.service, input))),
  dropTask: procedure('referral:receive')
    .input(z.object({ referralId: id, key: z.string().max(20), reason: prose }))
    .mutation(({ ctx, input }) => answer(dropCareTask(ctx.service, input))),
  /** 办结: by the hospital that received it … */
  close: procedure('referral:close')
    .input(z.object(handle))
    .mutation(({ ctx, input }) => answer(closeReferral(ctx.service, input))),
  /** … or by the team at home. */
  closeAtHome: procedure('referral:receive')
    .input(z.object(handle))
    .mutation(({ ctx, input }) => answer(closeReferral(ctx.service, input))),
  own: procedure('own:read').query(({ ctx }) => listOwnCarePlans(ctx.service)),
});
