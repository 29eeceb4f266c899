import { z } from 'zod';
import { approveServiceFees, rejectServiceFees, withdrawServiceFees } from '@/server/services/service-fee/decide-service-fees';
import { getServiceFees, listServiceFeeLines } from '@/server/services/service-fee/get-service-fees';
import { listServiceFees } from '@/server/services/service-fee/list-service-fees';
import { proposeServiceFees } from '@/server/services/service-fee/propose-service-fees';
import { answer, procedure, router } from '../trpc';
import { month, year } from './month';

const ofMonth = z.object({ month });
const withReason = z.object({ month, reason: z.string().trim().min(1).max(500) });

export const serviceFeeRouter = router({
  list: procedure('budget:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listServiceFees(ctx.service, input.year)),

  get: procedure('budget:read')
    .input(ofMonth)
    .query(({ ctx, input }) => answer(getServiceFees(ctx.service, input.month))),

  lines: procedure('budget:read')
    .input(z.object({ month, institutionCode: z.string().min(1).max(64), page: z.int().min(1).max(10 ** 6), pageSize: z.int().min(1).max(100) }))
    .query(({ ctx, input }) => answer(listServiceFeeLines(ctx.service, input))),

  propose: procedure('fee:propose')
    .input(ofMonth)
    .mutation(({ ctx, input }) => answer(proposeServiceFees(ctx.service, input.month))),

  approve: procedure('fee:approve')
    .input(ofMonth)
    .mutation(({ ctx, input }) => answer(approveServiceFees(ctx.service, input.month))),

  withdraw: procedure('fee:propose')
    .input(withReason)
    .mutation(({ ctx, input }) => answer(withdrawServiceFees(ctx.service, input))),

  reject: procedure('fee:approve')
    .input(withReason)
    .mutation(({ ctx, input }) => answer(rejectServiceFees(ctx.service, input))),
});
