import { z } from 'zod';
import { poolIds } from '@/server/domain/ledger/account';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import { answer, procedure, router } from '../trpc';
import { year } from './month';

const most = 10 ** 15;
export const poolBudget = z.object({ pool: z.enum(poolIds), budgetFen: z.int().min(0).max(most), adjustmentFen: z.int().min(-most).max(most) });

const code = z.string().min(1).max(64);
const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('region') }),
  z.object({ kind: z.literal('alliance'), allianceId: code }),
  z.object({ kind: z.literal('institution'), institutionCode: code }),
]);
const reason = z.string().trim().min(1).max(500);

export const budgetRouter = router({
  burn: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listBurn(ctx.service, input.year)),

  set: procedure('budget:set')
    .input(z.object({ year, pool: z.enum(poolIds), scope, request: z.object({ method: z.literal('fixed'), amountFen: z.int().min(0).max(most) }), reason: reason.nullable() }))
    .mutation(({ ctx, input }) => answer(setBudget(ctx.service, input))),
});
