import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { getDeadline } from '@/server/services/calendar/get-deadline';
import { comparePolicies } from '@/server/services/policy/compare-policies';
import { getPolicy } from '@/server/services/policy/get-policy';
import { importPolicy } from '@/server/services/policy/import-policy';
import { listPolicies } from '@/server/services/policy/list-policies';
import { listPackageNames } from '@/server/services/policy-in-force/package-names';
import { answer, procedure, router } from '../trpc';

export const policyRouter = router({
  list: procedure('policy:read').query(({ ctx }) => listPolicies(ctx.service)),

  /** What the codes of service packages are called here. */
  packageNames: procedure('policy:read').query(({ ctx }) => listPackageNames(ctx.service)),

  get: procedure('policy:read')
    .input(z.object({ id: z.string().max(64) }))
    .query(({ ctx, input }) => answer(getPolicy(ctx.service, input.id))),

  compare: procedure('policy:read')
    .input(z.object({ beforeId: z.string().max(64), afterId: z.string().max(64) }))
    .query(({ ctx, input }) => answer(comparePolicies(ctx.service, input.beforeId, input.afterId))),

  /** The document is checked by the domain, which names every problem with its path. */
  import: procedure('policy:import')
    .input(z.object({ document: z.unknown() }))
    .mutation(({ ctx, input }) => answer(importPolicy(ctx.service, input.document))),

  deadline: procedure('policy:read')
    .input(z.object({ received: z.string().refine(isDay), workingDays: z.int().min(1).max(60) }))
    .query(({ ctx, input }) => answer(getDeadline(ctx.service, input.received, input.workingDays))),
});
