import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { poolIds } from '@/server/domain/ledger/account';
import { settlementMethods, shareReadings } from '@/server/domain/policy/policy-version';
import { insutypes } from '@/server/domain/registry/codes';
import { overspendReasons } from '@/server/domain/settlement/alliance-inputs';
import { settlementStatuses } from '@/server/domain/settlement/course';
import { objectionAnswers } from '@/server/domain/settlement/objection';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { answerObjection, withdrawObjection } from '@/server/services/settlement/answer-objection';
import { closeSettlement } from '@/server/services/settlement/close-settlement';
import { compareSettlements } from '@/server/services/settlement/compare-settlements';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { exportSettlement } from '@/server/services/settlement/export-settlement';
import { getLine, listVisitsOfLine } from '@/server/services/settlement/get-line';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { listSettlementObjections } from '@/server/services/settlement/list-objections';
import { listSettlements } from '@/server/services/settlement/list-settlements';
import { raiseObjection } from '@/server/services/settlement/raise-objection';
import { recordDisposals } from '@/server/services/settlement/record-disposals';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { answer, procedure, router } from '../trpc';
import { year } from './month';

const id = z.string().max(64);
const day = z.string().refine(isDay);
const most = 10 ** 15;
const poolId = z.string().max(40);
const code = z.string().max(40);
const lineKey = z.object({ settlementId: id, poolId, code });
const deduction = z.object({
  pool: z.enum(poolIds),
  institutionCode: z.string().max(40),
  amountFen: z.int().min(0).max(most),
  reason: z.string().trim().min(1).max(200),
  reference: z.string().trim().min(1).max(100),
});
const disposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['paid', 'recovered']), day, voucher: z.string().trim().max(60) }),
  z.object({ kind: z.literal('carried') }),
]);
const declaredOverspend = z.object({
  poolId,
  code,
  amountFen: z.int().min(0).max(most),
  reason: z.enum(overspendReasons),
  note: z.string().trim().min(1).max(200),
});
const shared = { year, deductions: z.array(deduction).max(5000).optional() };

const request = z.discriminatedUnion('method', [
  z.object({
    ...shared,
    method: z.literal('points'),
    institutionShare: z.string().regex(/^\d(\.\d{1,6})?$/).optional(),
    reading: z.enum(shareReadings).optional(),
  }),
  z.object({ ...shared, method: z.literal('per_head_ceiling'), insutype: z.enum(insutypes).optional(), perHeadFen: z.int().min(0).max(most).optional() }),
  z.object({
    ...shared,
    method: z.literal('alliance_total'),
    staffShare: z.string().regex(/^\d(\.\d{1,6})?$/).optional(),
    reasonable: z.array(declaredOverspend).max(200).optional(),
  }),
  z.object({ ...shared, method: z.literal('total_kept_or_borne') }),
  z.object({ ...shared, method: z.literal('composite') }),
]);

export const settlementRouter = router({
  list: procedure('settlement:read')
    .input(z.object({ year: year.optional(), method: z.enum(settlementMethods).optional(), status: z.enum(settlementStatuses).optional(), newestOnly: z.boolean().optional() }))
    .query(({ ctx, input }) => listSettlements(ctx.service, input)),

  get: procedure('settlement:read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => answer(getSettlement(ctx.service, input.id))),

  line: procedure('settlement:read')
    .input(lineKey)
    .query(({ ctx, input }) => answer(getLine(ctx.service, input))),

  lineVisits: procedure('settlement:read')
    .input(lineKey.extend({ place: code.optional(), page: z.int().min(1).max(1_000_000), pageSize: z.int().min(1).max(100) }))
    .query(({ ctx, input: { page, pageSize, ...key } }) => answer(listVisitsOfLine(ctx.service, key, { page, pageSize }))),

  compare: procedure('settlement:read')
    .input(z.object({ beforeId: id, afterId: id }))
    .query(({ ctx, input }) => answer(compareSettlements(ctx.service, input.beforeId, input.afterId))),

  verify: procedure('settlement:read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => answer(verifySettlement(ctx.service, input.id))),

  /** The statement as a file that `gatekeeper verify` computes again. */
  export: procedure('settlement:read')
    .input(z.object({ id }))
    .query(async ({ ctx, input }) => {
      const { fileName, statement } = await answer(exportSettlement(ctx.service, input.id));
      return { fileName, content: JSON.stringify(publishStatement(statement), null, 2) };
    }),

  compute: procedure('settlement:compute')
    .input(request)
    .mutation(({ ctx, input }) => answer(computeSettlement(ctx.service, input))),

  deliver: procedure('settlement:compute')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => answer(deliverSettlement(ctx.service, input.id))),

  review: procedure('settlement:review')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => answer(reviewSettlement(ctx.service, input.id))),

  confirm: procedure('settlement:confirm')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => answer(confirmSettlement(ctx.service, input.id))),

  dispose: procedure('settlement:dispose')
    .input(z.object({ settlementId: id, disposals: z.array(z.object({ poolId, code, disposal })).min(1).max(5000) }))
    .mutation(({ ctx, input }) => answer(recordDisposals(ctx.service, input))),

  close: procedure('settlement:close')
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => answer(closeSettlement(ctx.service, input.id))),

  objections: procedure('settlement:read')
    .input(z.object({ settlementId: id }))
    .query(({ ctx, input }) => answer(listSettlementObjections(ctx.service, input.settlementId))),

  object: procedure('settlement:object')
    .input(lineKey.extend({ text: z.string().max(2000), amountFen: z.int().min(-most).max(most) }))
    .mutation(({ ctx, input }) => answer(raiseObjection(ctx.service, input))),

  answerObjection: procedure('settlement:answer')
    .input(z.object({ objectionId: id, decision: z.enum(objectionAnswers), answer: z.string().max(2000) }))
    .mutation(({ ctx, input }) => answer(answerObjection(ctx.service, input))),

  withdrawObjection: procedure('settlement:object')
    .input(z.object({ objectionId: id }))
    .mutation(({ ctx, input }) => answer(withdrawObjection(ctx.service, input.objectionId))),
});
