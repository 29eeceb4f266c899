import { z } from 'zod';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { comparisonClasses } from '@/server/domain/reconciliation/comparison';
import { differenceStatuses, marks } from '@/server/domain/reconciliation/mark';
import { getOverview } from '@/server/services/reconciliation/get-overview';
import { listDifferences } from '@/server/services/reconciliation/list-differences';
import { listReconciliationMonths } from '@/server/services/reconciliation/list-months';
import { markDifferences } from '@/server/services/reconciliation/mark-differences';
import { answer, procedure, router } from '../trpc';
import { year } from './month';
import { paging } from './resident';

const id = z.string().min(1).max(64);
const month = z.string().refine(isMonth);
const months = z.object({ from: month, to: month }).refine(({ from, to }) => isSpan(from, to));

/** In order, and of no more than three calendar years: sums over longer ones help nobody and cost much. */
export function isSpan(from: string, to: string): boolean {
  return from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) < 3;
}

export const reconciliationRouter = router({
  months: procedure('reconciliation:read')
    .input(z.object({ year }))
    .query(({ ctx, input }) => listReconciliationMonths(ctx.service, input.year)),

  overview: procedure('reconciliation:read')
    .input(months)
    .query(({ ctx, input }) => getOverview(ctx.service, input)),

  list: procedure('reconciliation:read')
    .input(
      z.object({
        months,
        institutionCode: id.optional(),
        class: z.enum(comparisonClasses).optional(),
        status: z.enum(differenceStatuses).optional(),
        atLeastFen: z.int().min(0).max(10 ** 13).optional(),
        order: z.enum(['amount', 'time']),
        ...paging,
      }),
    )
    .query(({ ctx, input }) => listDifferences(ctx.service, input)),

  mark: procedure('reconciliation:work')
    .input(
      z.object({
        rows: z.array(z.object({ institutionCode: id, settlementId: id, revision: z.int().min(1), version: z.int().min(0) })).min(1).max(200),
        mark: z.enum(marks),
        note: z.string().max(500),
      }),
    )
    .mutation(({ ctx, input }) => answer(markDifferences(ctx.service, input))),
});
