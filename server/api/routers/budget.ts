import { z } from 'zod';
import { dealingBases } from '@/server/domain/budget/budget';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { poolIds } from '@/server/domain/ledger/account';
import { dealRegionBudget } from '@/server/services/budget/deal-region-budget';
import { approveAdjustment, refuseAdjustment } from '@/server/services/budget/decide-adjustment';
import { getBudget } from '@/server/services/budget/get-budget';
import { listBudgetSheet } from '@/server/services/budget/list-budgets';
import { listBurn } from '@/server/services/budget/list-burn';
import { proposeAdjustment } from '@/server/services/budget/propose-adjustment';
import { setBudget } from '@/server/services/budget/set-budget';
import { answer, procedure, router } from '../trpc';
import { year } from './month';

const most = 10 ** 15;
const amount = z.int().min(0).max(most);
const signed = z.int().min(-most).max(most);
export const poolBudget = z.object({ pool: z.enum(poolIds), budgetFen: amount, adjustmentFen: signed });

const code = z.string().min(1).max(64);
const reason = z.string().trim().min(1).max(500);
const heads = z.int().min(0).max(10 ** 9);
const weight = z.string().regex(/^\d{1,3}(\.\d{1,6})?$/).refine((text) => Number(text) > 0);
const growth = z.string().regex(/^-?[01](\.\d{1,6})?$/);
const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('region') }),
  z.object({ kind: z.literal('alliance'), allianceId: code }),
  z.object({ kind: z.literal('institution'), institutionCode: code }),
]);
const request = z.discriminatedUnion('method', [
  z.object({ method: z.literal('fixed'), amountFen: amount }),
  z.object({ method: z.literal('per_head'), perHeadFen: amount.optional(), countedOn: z.string().refine(isDay).optional() }),
  z.object({
    method: z.literal('mean_of_years'),
    weights: z.array(weight).min(1).max(10).optional(),
    growth: growth.optional(),
    given: z.array(z.object({ year, fundFen: amount })).max(10).optional(),
  }),
  z.object({
    method: z.literal('composite'),
    outpatientHeads: heads,
    drgPoints: z.string().regex(/^\d{1,12}(\.\d{1,6})?$/),
    bedDays: heads,
    perHeadFen: amount.optional(),
    drgRateFen: amount.optional(),
    bedDayRateFen: amount.optional(),
  }),
]);
const pool = z.enum(poolIds);
const one = z.object({ id: code });

export const budgetRouter = router({
  burn: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listBurn(ctx.service, input.year)),

  list: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listBudgetSheet(ctx.service, input.year)),

  get: procedure('budget:read')
    .input(one)
    .query(({ ctx, input }) => answer(getBudget(ctx.service, input.id))),

  set: procedure('budget:set')
    .input(z.object({ year, pool, scope, request, reason: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(setBudget(ctx.service, input))),

  deal: procedure('budget:set')
    .input(z.object({ year, pool, to: z.enum(['alliance', 'institution']), by: z.enum(dealingBases).optional(), reason }))
    .mutation(({ ctx, input }) => answer(dealRegionBudget(ctx.service, input))),

  adjust: procedure('budget:set')
    .input(z.object({ budgetId: code, amountFen: signed, reason }))
    .mutation(({ ctx, input }) => answer(proposeAdjustment(ctx.service, input))),

  approveAdjustment: procedure('budget:approve')
    .input(one)
    .mutation(({ ctx, input }) => answer(approveAdjustment(ctx.service, input.id))),

  refuseAdjustment: procedure('budget:approve')
    .input(one.extend({ reason }))
    .mutation(({ ctx, input }) => answer(refuseAdjustment(ctx.service, input.id, input.reason))),
});
