import { z } from 'zod';
import { terminationReasons } from '@/server/domain/contract/contract';
import { consentVersions } from '@/server/domain/contract/packages';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { getContract } from '@/server/services/contract/get-contract';
import { getSigningTerms } from '@/server/services/contract/get-signing-terms';
import { contractTabs, listContracts } from '@/server/services/contract/list-contracts';
import { listPackages, quotePackages } from '@/server/services/contract/list-packages';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { answer, procedure, router } from '../trpc';
import { paging, registration } from './resident';

const id = z.string().max(64);
const day = z.string().refine(isDay);

const signing = z.object({
  requestKey: z.string().min(8).max(64),
  resident: z.union([z.object({ id }), z.object({ registration })]),
  teamId: id,
  practitionerId: id.nullable(),
  packageCodes: z.array(z.string().max(40)).min(1).max(12),
  startDay: day.nullable(),
  termYears: z.int().min(0).max(99),
  consent: z
    .object({
      textVersion: z.enum(consentVersions),
      guardian: z.object({ name: z.string().max(50), relation: z.string().max(20) }).nullable(),
    })
    .nullable(),
});

export const contractRouter = router({
  list: procedure('contract:read')
    .input(
      z.object({
        tab: z.enum([...contractTabs, 'all']),
        withinDays: z.int().min(0).max(366),
        teamId: id.nullable(),
        text: z.string().max(50),
        ...paging,
      }),
    )
    .query(({ ctx, input }) => listContracts(ctx.service, input)),

  get: procedure('contract:read')
    .input(z.object({ contractId: id }))
    .query(({ ctx, input }) => answer(getContract(ctx.service, input))),

  /** What the signing form offers today. */
  terms: procedure('contract:sign').query(({ ctx }) => answer(getSigningTerms(ctx.service))),

  /** What a contract can be for, with items and prices, and what suits a resident. */
  packages: procedure('contract:sign')
    .input(z.object({ residentId: id.nullable() }))
    .query(({ ctx, input }) => answer(listPackages(ctx.service, input))),

  /** What a year for these packages costs, and who bears it. */
  quote: procedure('contract:sign')
    .input(z.object({ residentId: id.nullable(), packageCodes: z.array(z.string().max(40)).min(1).max(12), startDay: day.nullable() }))
    .query(({ ctx, input }) => answer(quotePackages(ctx.service, input))),

  sign: procedure('contract:sign')
    .input(signing)
    .mutation(({ ctx, input }) => answer(signContract(ctx.service, input))),

  terminate: procedure('contract:terminate')
    .input(z.object({ contractId: id, reason: z.enum(terminationReasons), endDay: day.nullable(), note: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(terminateContract(ctx.service, input))),
});
