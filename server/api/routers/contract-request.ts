import { z } from 'zod';
import { requestKinds } from '@/server/domain/contract/request';
import { transferReasons } from '@/server/domain/contract/transfer-contract';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { answerEndingRequest } from '@/server/services/contract-request/answer-ending-request';
import { answerSigningRequest } from '@/server/services/contract-request/answer-signing-request';
import { listEndingRequests } from '@/server/services/contract-request/list-ending-requests';
import { listSigningRequests, requestTabs } from '@/server/services/contract-request/list-signing-requests';
import { proposeContract } from '@/server/services/contract-request/propose-contract';
import { saveSigningDraft } from '@/server/services/contract-request/save-signing-draft';
import { withdrawSigningRequest } from '@/server/services/contract-request/withdraw-signing-request';
import { answer, procedure, router } from '../trpc';
import { paging } from './resident';

const id = z.string().max(64);
const day = z.string().refine(isDay);

const requested = z.object({
  requestKey: z.string().min(8).max(64),
  draftId: id.nullable(),
  kind: z.enum(requestKinds),
  residentId: id,
  teamId: id,
  practitionerId: id.nullable(),
  packageCodes: z.array(z.string().max(40)).min(1).max(12),
  termYears: z.int().min(0).max(99),
  startDay: day.nullable(),
  contractId: id.nullable(),
  transferReason: z.enum(transferReasons).nullable(),
  note: z.string().max(200).nullable(),
});

export const contractRequestRouter = router({
  list: procedure('contract:read')
    .input(z.object({ tab: z.enum(requestTabs), teamId: id.nullable(), ...paging }))
    .query(({ ctx, input }) => listSigningRequests(ctx.service, input)),

  endings: procedure('contract:read')
    .input(z.object({ teamId: id.nullable().optional(), ...paging }))
    .query(({ ctx, input }) => listEndingRequests(ctx.service, { ...input, teamId: input.teamId ?? null })),

  saveDraft: procedure('contract:sign')
    .input(requested)
    .mutation(({ ctx, input }) => answer(saveSigningDraft(ctx.service, input))),

  propose: procedure('contract:sign')
    .input(requested)
    .mutation(({ ctx, input }) => answer(proposeContract(ctx.service, input))),

  accept: procedure('contract:sign')
    .input(z.object({ requestId: id, practitionerId: id.nullable() }))
    .mutation(({ ctx, input }) => answer(answerSigningRequest(ctx.service, { ...input, answer: 'accept' }))),

  refuse: procedure('contract:sign')
    .input(z.object({ requestId: id, reason: z.string().max(200) }))
    .mutation(({ ctx, input }) => answer(answerSigningRequest(ctx.service, { ...input, answer: 'refuse' }))),

  withdraw: procedure('contract:sign')
    .input(z.object({ requestId: id, reason: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(withdrawSigningRequest(ctx.service, input))),

  answerEnding: procedure('contract:terminate')
    .input(z.object({ requestId: id, agreed: z.boolean(), endDay: day.nullable(), note: z.string().max(200).nullable() }))
    .mutation(({ ctx, input }) => answer(answerEndingRequest(ctx.service, input))),
});
