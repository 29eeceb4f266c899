import { z } from 'zod';
import { mostNoteLength, renewalResults, servicePlaces } from '@/server/domain/fulfilment/service';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { mostReminders, recordRenewalCall, remindRenewals } from '@/server/services/fulfilment/contact-renewal';
import { describeOwnServices, describeServices } from '@/server/services/fulfilment/describe-services';
import { countFollowUps, followUpTabs, listFollowUps, listUnservedContracts } from '@/server/services/fulfilment/list-follow-ups';
import { listFulfilmentTotals } from '@/server/services/fulfilment/list-fulfilment-totals';
import { listRenewals } from '@/server/services/fulfilment/list-renewals';
import { matchResidents, mostLines } from '@/server/services/fulfilment/match-residents';
import { recordService } from '@/server/services/fulfilment/record-service';
import { mostInBatch, recordServices } from '@/server/services/fulfilment/record-services';
import { withdrawService } from '@/server/services/fulfilment/withdraw-service';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().max(64);
const day = z.string().refine(isDay);
const note = z.string().max(mostNoteLength).nullable();
const measurement = z.int().min(-100_000).max(100_000).optional();

/** What is the same for one resident and for many. */
const given = {
  requestKey: z.string().min(8).max(64),
  day,
  practitionerId: id.nullable(),
  place: z.enum(servicePlaces),
  note,
  bySubstitute: z.boolean(),
  beyondPackage: z.boolean(),
};

export const fulfilmentRouter = router({
  followUps: procedure('service:read')
    .input(z.object({ tab: z.enum(followUpTabs), mine: z.boolean(), planCode: z.string().max(40).nullable(), ...paging }))
    .query(({ ctx, input }) => answer(listFollowUps(ctx.service, input))),

  counts: procedure('service:read')
    .input(z.object({ mine: z.boolean() }))
    .query(({ ctx, input }) => answer(countFollowUps(ctx.service, input))),

  /** 签而不约. */
  unserved: procedure('service:read')
    .input(z.object({ mine: z.boolean(), ...paging }))
    .query(({ ctx, input }) => answer(listUnservedContracts(ctx.service, input))),

  /** What a resident is owed and was given. */
  ofResident: procedure('service:read')
    .input(z.object({ residentId: id }))
    .query(({ ctx, input }) => answer(describeServices(ctx.service, input))),

  /** The same for whoever asks. */
  own: procedure('own:read').query(({ ctx }) => describeOwnServices(ctx.service)),

  record: procedure('service:record')
    .input(
      z.object({
        ...given,
        contractId: id,
        itemCodes: z.array(z.string().max(40)).min(1).max(20),
        measurements: z.object({ systolic: measurement, diastolic: measurement, glucoseTenths: measurement, heartRate: measurement, weightTenths: measurement }),
      }),
    )
    .mutation(({ ctx, input }) => answer(recordService(ctx.service, input))),

  /** One item to many; every resident gets an answer of their own. */
  recordMany: procedure('service:record')
    .input(z.object({ ...given, itemCode: z.string().max(40), residentIds: z.array(id).min(1).max(mostInBatch) }))
    .mutation(({ ctx, input }) => recordServices(ctx.service, input)),

  /** Who is meant by pasted lines. */
  match: procedure('service:record')
    .input(z.object({ lines: z.array(z.string().max(200)).max(mostLines), day }))
    .query(({ ctx, input }) => matchResidents(ctx.service, input)),

  withdraw: procedure('service:record')
    .input(z.object({ serviceId: id, reason: z.string().max(200) }))
    .mutation(({ ctx, input }) => answer(withdrawService(ctx.service, input))),

  totals: procedure('contract:read')
    .input(z.object({ asOf: day.nullable() }))
    .query(({ ctx, input }) => listFulfilmentTotals(ctx.service, input)),

  renewals: procedure('service:read')
    .input(z.object({ withinDays: z.int().min(0).max(366), mine: z.boolean(), ...paging }))
    .query(({ ctx, input }) => answer(listRenewals(ctx.service, input))),

  /** Many reminders; every contract gets an answer of its own. */
  remind: procedure('contract:sign')
    .input(z.object({ contractIds: z.array(id).min(1).max(mostReminders) }))
    .mutation(({ ctx, input }) => remindRenewals(ctx.service, input)),

  recordCall: procedure('contract:sign')
    .input(z.object({ contractId: id, result: z.enum(renewalResults), note }))
    .mutation(({ ctx, input }) => answer(recordRenewalCall(ctx.service, input))),
});
