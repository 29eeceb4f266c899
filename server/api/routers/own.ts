import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { confirmProposal, dropOwnRequest } from '@/server/services/own/answer-proposal';
import { askToRenew, askToSign, askToTransfer } from '@/server/services/own/ask-for-contract';
import { askToEnd, keepContract } from '@/server/services/own/ask-to-end';
import { listOwnRequests } from '@/server/services/own/list-own-requests';
import { ownConsent, proveOneself } from '@/server/services/own/prove-oneself';
import { withdrawOwnConsent } from '@/server/services/own/withdraw-own-consent';
import { transferReasons } from '@/server/domain/contract/transfer-contract';
import { changeOwnPhone } from '@/server/services/own/change-own-phone';
import { askOwnCode } from '@/server/services/own/ask-own-code';
import { describeOwnContract } from '@/server/services/own/describe-own-contract';
import { describeOwnPhone } from '@/server/services/own/describe-own-phone';
import { explainOwnVisit } from '@/server/services/own/explain-own-visit';
import { listOwnLookups } from '@/server/services/own/list-own-lookups';
import { listOwnNotices } from '@/server/services/own/list-own-notices';
import { listOwnPackages } from '@/server/services/own/list-own-packages';
import { listOwnRecognitions } from '@/server/services/own/list-own-recognitions';
import { answerOwnReferral, cancelOwnReferral } from '@/server/services/own/act-on-own-referral';
import { describeOwnReferral } from '@/server/services/own/describe-own-referral';
import { listOwnReferrals } from '@/server/services/own/list-own-referrals';
import { findOwnTeam, listOwnTeams } from '@/server/services/own/list-own-teams';
import { chooseOwnWard, listOwnWards } from '@/server/services/own/own-wards';
import { summariseOwnBenefits } from '@/server/services/own/summarise-own-benefits';
import { sentenceOf } from '@/server/integration/sms/texts';
import { codePurposes } from '@/server/domain/notice/notice';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);
const typedCode = z.object({ token: z.string().max(64), typed: z.string().max(32) });
const requestKey = z.string().min(8).max(64);
const proof = { requestKey, code: typedCode.nullable() };
const agreed = { textVersion: z.string().max(20), relation: z.string().max(20) };
const order = { packageCodes: z.array(z.string().max(40)).min(1).max(12), termYears: z.int().min(0).max(99) };

/** What residents see and do of themselves. */
export const ownRouter = router({
  contract: procedure('own:read').query(({ ctx }) => describeOwnContract(ctx.service)),
  answerReferral: procedure('own:act')
    .input(z.object({ referralId: id, agreed: z.boolean(), reason: z.string().max(2000).nullable() }))
    .mutation(({ ctx, input }) => answer(answerOwnReferral(ctx.service, input))),
  cancelReferral: procedure('own:act')
    .input(z.object({ referralId: id, reason: z.string().max(2000) }))
    .mutation(({ ctx, input }) => answer(cancelOwnReferral(ctx.service, input))),
  /** By the number on the slip, which is also what the page's address says. */
  referral: procedure('own:read')
    .input(z.object({ number: z.string().min(1).max(64) }))
    .query(({ ctx, input }) => answer(describeOwnReferral(ctx.service, input))),
  referrals: procedure('own:read').query(({ ctx }) => listOwnReferrals(ctx.service)),
  recognitions: procedure('own:read').query(({ ctx }) => listOwnRecognitions(ctx.service)),
  /** Of the benefit year that begins on a day, or of the newest. */
  benefits: procedure('own:read')
    .input(z.object({ year: z.string().refine(isDay).nullable() }))
    .query(({ ctx, input }) => summariseOwnBenefits(ctx.service, { asked: input.year })),
  visit: procedure('own:read')
    .input(z.object({ institutionCode: z.string().max(32), settlementId: z.string().max(64) }))
    .query(({ ctx, input }) => answer(explainOwnVisit(ctx.service, input))),
  lookups: procedure('own:read').query(({ ctx }) => listOwnLookups(ctx.service)),
  /** In the words of the SMS; a code's digits are not in them any more. */
  notices: procedure('own:read').query(async ({ ctx }) => (await listOwnNotices(ctx.service)).map(({ message, ...notice }) => ({ ...notice, text: sentenceOf(message, null) }))),
  teams: procedure('own:read')
    .input(z.object({ text: z.string().max(50) }))
    .query(({ ctx, input }) => listOwnTeams(ctx.service, input)),
  team: procedure('own:read')
    .input(z.object({ teamId: id }))
    .query(({ ctx, input }) => findOwnTeam(ctx.service, input)),
  packages: procedure('own:read').query(({ ctx }) => answer(listOwnPackages(ctx.service))),
  phone: procedure('own:act').query(({ ctx }) => describeOwnPhone(ctx.service)),
  requests: procedure('own:read').query(({ ctx }) => listOwnRequests(ctx.service)),
  wards: procedure('own:read').query(({ ctx }) => listOwnWards(ctx.service)),

  chooseWard: procedure('own:act')
    .input(z.object({ wardId: id.nullable() }))
    .mutation(({ ctx, input }) => answer(chooseOwnWard(ctx.service, input))),
  askCode: procedure('own:act')
    .input(z.object({ purpose: z.enum(codePurposes).exclude(['enter']), newPhone: z.string().max(32).nullable() }))
    .mutation(({ ctx, input }) => answer(askOwnCode(ctx.service, input))),
  changePhone: procedure('own:act')
    .input(z.object({ requestKey, newCode: typedCode, oldCode: typedCode.nullable() }))
    .mutation(({ ctx, input }) => answer(changeOwnPhone(ctx.service, input))),

  sign: procedure('own:act')
    .input(z.object({ ...proof, ...agreed, ...order, teamId: id }))
    .mutation(({ ctx: { service }, input }) =>
      answer(proveOneself(service, { ...input, deed: 'sign', about: input.teamId }, async (by) => askToSign(service, { ...input, note: null, consent: await ownConsent(service, input, by) }))),
    ),
  transfer: procedure('own:act')
    .input(z.object({ ...proof, ...agreed, ...order, contractId: id, toTeamId: id, reason: z.enum(transferReasons).exclude(['other']) }))
    .mutation(({ ctx: { service }, input }) =>
      answer(proveOneself(service, { ...input, deed: 'sign', about: `${input.contractId}:${input.toTeamId}` }, async (by) => askToTransfer(service, { ...input, note: null, consent: await ownConsent(service, input, by) }))),
    ),
  renew: procedure('own:act')
    .input(z.object({ ...proof, ...agreed, ...order, contractId: id }))
    .mutation(({ ctx: { service }, input }) =>
      answer(proveOneself(service, { ...input, deed: 'renew', about: input.contractId }, async (by) => askToRenew(service, { ...input, note: null, consent: await ownConsent(service, input, by) }))),
    ),
  confirm: procedure('own:act')
    .input(z.object({ ...proof, ...agreed, requestId: id }))
    .mutation(({ ctx: { service }, input }) =>
      answer(proveOneself(service, { ...input, deed: 'confirm', about: input.requestId }, async (by) => confirmProposal(service, { requestId: input.requestId, consent: await ownConsent(service, input, by) }))),
    ),
  /** Declining a proposal or taking back one's own request binds nobody to anything, and needs no code. */
  drop: procedure('own:act')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => answer(dropOwnRequest(ctx.service, { ...input, reason: null }))),
  end: procedure('own:act')
    .input(z.object({ ...proof, contractId: id, reason: z.enum(['voluntary', 'moved_away']) }))
    .mutation(({ ctx: { service }, input }) => answer(proveOneself(service, { ...input, deed: 'end', about: input.contractId }, () => askToEnd(service, { ...input, note: null })))),
  keep: procedure('own:act')
    .input(z.object({ requestId: id }))
    .mutation(({ ctx, input }) => answer(keepContract(ctx.service, input))),
  withdraw: procedure('own:act')
    .input(z.object({ ...proof, contractId: id }))
    .mutation(({ ctx: { service }, input }) => answer(proveOneself(service, { ...input, deed: 'withdraw', about: input.contractId }, () => withdrawOwnConsent(service, { contractId: input.contractId, note: null })))),
});
