import { z } from 'zod';
import { approvePrepayment } from '@/server/services/prepayment/approve-prepayment';
import { rejectPrepayment, withdrawPrepayment } from '@/server/services/prepayment/end-prepayment';
import { getPrepayment } from '@/server/services/prepayment/get-prepayment';
import { listPrepayments } from '@/server/services/prepayment/list-prepayments';
import { proposePrepayment } from '@/server/services/prepayment/propose-prepayment';
import { answer, procedure, router } from '../trpc';
import { month } from './month';

const ofMonth = z.object({ month });
const withReason = z.object({ month, reason: z.string().trim().min(1).max(500) });

export const prepaymentRouter = router({
  list: procedure('budget:read').query(({ ctx }) => listPrepayments(ctx.service)),

  get: procedure('budget:read')
    .input(ofMonth)
    .query(({ ctx, input }) => answer(getPrepayment(ctx.service, input.month))),

  propose: procedure('prepayment:propose')
    .input(ofMonth)
    .mutation(({ ctx, input }) => answer(proposePrepayment(ctx.service, input.month))),

  approve: procedure('prepayment:approve')
    .input(ofMonth)
    .mutation(({ ctx, input }) => answer(approvePrepayment(ctx.service, input.month))),

  withdraw: procedure('prepayment:propose')
    .input(withReason)
    .mutation(({ ctx, input }) => answer(withdrawPrepayment(ctx.service, input))),

  reject: procedure('prepayment:approve')
    .input(withReason)
    .mutation(({ ctx, input }) => answer(rejectPrepayment(ctx.service, input))),
});
