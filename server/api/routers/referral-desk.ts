import { z } from 'zod';
import { isDay } from '@/server/domain/kernel/calendar-day';
import { referralDirections, referralKinds, referralPriorities, referralStatuses } from '@/server/domain/referral/codes';
import { worklistSides, worklistTabs } from '@/server/domain/referral/worklists';
import { assignReferrals, listAssignees } from '@/server/services/referral/assign-referrals';
import { checkInReferral, readSlip } from '@/server/services/referral/check-in-referral';
import { getReferralFacets } from '@/server/services/referral/list-referrals';
import { answer, procedure, router } from '../trpc';

const id = z.string().min(1).max(64);

/** What one page of a worklist is asked for by. */
export const referralListInput = z.object({
  side: z.enum(worklistSides),
  tab: z.enum(worklistTabs),
  status: z.enum(referralStatuses).exclude(['draft']).nullable(),
  who: z.enum(['everybody', 'mine', 'nobody']),
  priority: z.enum(referralPriorities).nullable(),
  direction: z.enum(referralDirections).nullable(),
  kind: z.enum(referralKinds).nullable(),
  departmentCode: id.nullable(),
  partnerCode: id.nullable(),
  residentId: id.nullable(),
  overdue: z.boolean(),
  placeDay: z.string().refine(isDay).nullable(),
  text: z.string().max(50).nullable(),
  page: z.number().int().positive(),
  pageSize: z.number().int().min(1).max(100),
});

/** As long as any scanner's line; the rule tells what a number looks like. */
const typed = z.string().max(100);

/** The daily work on referrals: whose they are, and who has come. */
export const referralDeskRouter = router({
  /** What the filters of a side offer. */
  facets: procedure('referral:read')
    .input(z.object({ side: z.enum(worklistSides) }))
    .query(({ ctx, input }) => getReferralFacets(ctx.service, input)),
  assignees: procedure('referral:accept').query(({ ctx }) => listAssignees(ctx.service)),
  assign: procedure('referral:accept')
    .input(z.object({ referrals: z.array(z.object({ referralId: id, version: z.number().int().positive().nullable() })).min(1).max(100), to: z.union([z.enum(['me', 'nobody']), z.object({ accountId: id })]) }))
    .mutation(({ ctx, input }) => assignReferrals(ctx.service, input)),
  slip: procedure('referral:close')
    .input(z.object({ number: typed }))
    .mutation(({ ctx, input }) => answer(readSlip(ctx.service, input))),
  checkIn: procedure('referral:close')
    .input(z.object({ number: typed, anyDay: z.boolean() }))
    .mutation(({ ctx, input }) => answer(checkInReferral(ctx.service, input))),
});
