import { z } from 'zod';
import { poolIds } from '@/server/domain/ledger/account';
import { listBurn } from '@/server/services/budget/list-burn';
import { setBudget } from '@/server/services/budget/set-budget';
import { answer, procedure, router } from '../trpc';
import { year } from './month';

const most = 10 ** 15;
export const poolBudget = z.object({ pool: z.enum(poolIds), budgetFen: z.int().min(0).max(most), adjustmentFen: z.int().min(-most).max(most) });

export const budgetRouter = router({
  burn: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listBurn(ctx.service, input.year)),

  set: procedure('budget:set')
    .input(poolBudget.extend({ year }))
    .mutation(({ ctx, input }) => answer(setBudget(ctx.service, input))),
});
