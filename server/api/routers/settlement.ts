import { z } from 'zod';
import { poolIds } from '@/server/domain/ledger/account';
import { settlementMethods, shareReadings } from '@/server/domain/policy/policy-version';
import { insutypes } from '@/server/domain/registry/codes';
import { settlementStatuses } from '@/server/domain/settlement/course';
import { publishStatement } from '@/server/integration/statement/publish-statement';
import { compareSettlements } from '@/server/services/settlement/compare-settlements';
import { computeSettlement } from '@/server/services/settlement/compute-settlement';
import { confirmSettlement } from '@/server/services/settlement/confirm-settlement';
import { deliverSettlement } from '@/server/services/settlement/deliver-settlement';
import { exportSettlement } from '@/server/services/settlement/export-settlement';
import { getLine, listVisitsOfLine } from '@/server/services/settlement/get-line';
import { getSettlement } from '@/server/services/settlement/get-settlement';
import { listSettlements } from '@/server/services/settlement/list-settlements';
import { reviewSettlement } from '@/server/services/settlement/review-settlement';
import { verifySettlement } from '@/server/services/settlement/verify-settlement';
import { answer, procedure, router } from '../trpc';
import { poolBudget } from './budget';
import { year } from './month';

const id = z.string().max(64);
const most = 10 ** 15;
const lineKey = z.object({ settlementId: id, poolId: z.string().max(40), code: z.string().max(40) });
const deduction = z.object({ pool: z.enum(poolIds), institutionCode: z.string().max(40), amountFen: z.int().min(0).max(most) });
const shared = { year, deductions: z.array(deduction).max(5000).optional() };

const request = z.discriminatedUnion('method', [
  z.object({
    ...shared,
    method: z.literal('points'),
    institutionShare: z.string().regex(/^\d(\.\d{1,6})?$/).optional(),
    reading: z.enum(shareReadings).optional(),
    budgets: z.array(poolBudget).max(poolIds.length).optional(),
  }),
  z.object({ ...shared, method: z.literal('per_head_ceiling'), insutype: z.enum(insutypes).optional(), perHeadFen: z.int().min(0).max(most).optional() }),
]);

export const settlementRouter = router({
  list: procedure('settlement:read')
    .input(z.object({ year: year.optional(), method: z.enum(settlementMethods).optional(), status: z.enum(settlementStatuses).optional() }))
    .query(({ ctx, input }) => listSettlements(ctx.service, input)),

  get: procedure('settlement:read')
    .input(z.object({ id }))
    .query(({ ctx, input }) => answer(getSettlement(ctx.service, input.id))),

  line: procedure('settlement:read')
    .input(lineKey)
    .query(({ ctx, input }) => answer(getLine(ctx.service, input))),

  lineVisits: procedure('settlement:read')
    .input(lineKey.extend({ page: z.int().min(1).max(1_000_000), pageSize: z.int().min(1).max(100) }))
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
});
