import { z } from 'zod';
import { endingReasons } from '@/server/domain/contract/terminate-contract';
import { transferReasons } from '@/server/domain/contract/transfer-contract';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { correctContract } from '@/server/services/contract/correct-contract';
import { getContract } from '@/server/services/contract/get-contract';
import { getSigningTerms } from '@/server/services/contract/get-signing-terms';
import { contractTabs, listContracts } from '@/server/services/contract/list-contracts';
import { listPackages, quotePackages } from '@/server/services/contract/list-packages';
import { renewContract } from '@/server/services/contract/renew-contract';
import { renewMany } from '@/server/services/contract/renew-many';
import { signContract } from '@/server/services/contract/sign-contract';
import { terminateContract } from '@/server/services/contract/terminate-contract';
import { transferContract } from '@/server/services/contract/transfer-contract';
import { withdrawConsent } from '@/server/services/contract/withdraw-consent';
import { deskSignature } from '../signature-input';
import { answer, procedure, router } from '../trpc';
import { paging, registration } from './resident';

const id = z.string().max(64);
const day = z.string().refine(isDay);

const requestKey = z.string().min(8).max(64);
const packageCodes = z.array(z.string().max(40)).min(1).max(12);
const termYears = z.int().min(0).max(99);
const guardian = z.object({ name: z.string().max(50), relation: z.string().max(20) }).nullable();
const consent = z.object({ textVersion: z.string().max(20), guardian }).nullable();
const note = z.string().max(200);

const signing = z.object({
  requestKey,
  resident: z.union([z.object({ id }), z.object({ registration })]),
  teamId: id,
  practitionerId: id.nullable(),
  packageCodes,
  startDay: day.nullable(),
  termYears,
  consent,
  signature: deskSignature.optional(),
});

export const contractRouter = router({
  list: procedure('contract:read')
    .input(
      z.object({
        tab: z.enum([...contractTabs, 'all']),
        withinDays: z.int().min(0).max(366),
        teamId: id.nullable(),
        packageCode: z.string().max(40).nullable().optional(),
        text: z.string().max(50),
        ...paging,
      }),
    )
    .query(({ ctx, input }) => listContracts(ctx.service, input)),

  get: procedure('contract:read')
    .input(z.object({ contractId: id }))
    .query(({ ctx, input }) => answer(getContract(ctx.service, input))),

  /** What the signing form offers today. */
  terms: procedure('contract:read').query(({ ctx }) => answer(getSigningTerms(ctx.service))),

  /** What a contract can be for, with items and prices, and what suits a resident. */
  packages: procedure('contract:read')
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
    .input(z.object({ contractId: id, reason: z.enum(endingReasons), endDay: day.nullable(), note: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(terminateContract(ctx.service, input))),

  renew: procedure('contract:sign')
    .input(z.object({ requestKey, contractId: id, practitionerId: id.nullable(), packageCodes: packageCodes.nullable(), termYears: termYears.nullable(), consent, signature: deskSignature.optional() }))
    .mutation(({ ctx, input }) => answer(renewContract(ctx.service, input))),

  renewMany: procedure('contract:sign')
    .input(z.object({ requestKey: z.string().min(8).max(40), contractIds: z.array(id).min(1).max(100), termYears: termYears.nullable(), textVersion: z.string().max(20).nullable() }))
    .mutation(({ ctx, input }) => renewMany(ctx.service, input)),

  transfer: procedure('contract:sign')
    .input(
      z.object({
        ...{ requestKey, contractId: id, toTeamId: id, practitionerId: id.nullable(), reason: z.enum(transferReasons), note: note.nullable() },
        ...{ packageCodes, startDay: day.nullable(), termYears, consent, signature: deskSignature.optional() },
      }),
    )
    .mutation(({ ctx, input }) => answer(transferContract(ctx.service, input))),

  correct: procedure('contract:correct')
    .input(
      z.object({
        ...{ requestKey, contractId: id, note },
        correction: z.object({ teamId: id.optional(), practitionerId: id.optional(), packageCodes: packageCodes.optional(), startDay: day.optional(), termYears: termYears.optional(), guardian: guardian.optional() }),
      }),
    )
    .mutation(({ ctx, input }) => answer(correctContract(ctx.service, input))),

  withdrawConsent: procedure('contract:terminate')
    .input(z.object({ contractId: id, note: note.nullable() }))
    .mutation(({ ctx, input }) => answer(withdrawConsent(ctx.service, input))),
});
