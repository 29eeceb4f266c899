import { z } from 'zod';
import { isMonth } from '@/server/domain/kernel/calendar-day';
import { capacityGroupings, placeChoices } from '@/server/domain/quota/compliance';
import { capacityKinds } from '@/server/domain/quota/slot';
import { declineCodes, referralDirections } from '@/server/domain/referral/codes';
import { happenedMeasures, sentMeasures } from '@/server/domain/referral-report/measures';
import { careRoutes } from '@/server/domain/referral-report/outside-care';
import { getCompliance } from '@/server/services/quota/get-compliance';
import { flowGroupings, getFlowReport } from '@/server/services/referral-report/get-flow-report';
import { getOutsideCare, listOutsideVisitRows } from '@/server/services/referral-report/get-outside-care';
import { getQuarterReport } from '@/server/services/referral-report/get-quarter-report';
import { listCountedReferrals } from '@/server/services/referral-report/list-counted-referrals';
import { listCountedSessions, listReservedPlaces } from '@/server/services/referral-report/list-reserved-places';
import { answer, procedure, router } from '../trpc';

const code = z.string().min(1).max(64).nullable();
const month = z.string().refine(isMonth);
const months = { from: month, to: month };
const page = { page: z.int().min(1), pageSize: z.int().min(1).max(200) };

/** Whether a span of months is in order and not longer than two years. */
export function isReportSpan({ from, to }: { readonly from: string; readonly to: string }): boolean {
  return from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) <= 1;
}

const capacity = { ...months, kind: z.enum(capacityKinds).nullable(), allianceId: code, institutionCode: code, departmentCode: code };
const flow = { ...months, allianceId: code, institutionCode: code, departmentCode: code, direction: z.enum(referralDirections).nullable() };
const part = { ...months, allianceId: code, institutionCode: code };

export const referralReportRouter = router({
  /** Reserved capacity against its targets. */
  capacity: procedure('report:read')
    .input(z.object({ ...capacity, by: z.enum(capacityGroupings) }).refine(isReportSpan))
    .query(({ ctx, input }) => answer(getCompliance(ctx.service, input))),
  places: procedure('report:read')
    .input(z.object({ ...capacity, resourceName: code, choice: z.enum(placeChoices), fromInstitutionCode: code, ...page }).refine(isReportSpan))
    .query(({ ctx, input }) => listReservedPlaces(ctx.service, input)),
  sessions: procedure('report:read')
    .input(z.object({ ...capacity, resourceName: code, ...page }).refine(isReportSpan))
    .query(({ ctx, input }) => listCountedSessions(ctx.service, input)),
  /** What became of the referrals sent in a span. */
  flow: procedure('report:read')
    .input(z.object({ ...flow, by: z.enum(flowGroupings) }).refine(isReportSpan))
    .query(({ ctx, input }) => answer(getFlowReport(ctx.service, input))),
  referrals: procedure('report:read')
    .input(
      z
        .object({ ...flow, measure: z.enum([...sentMeasures, ...happenedMeasures]), fromInstitutionCode: code, toInstitutionCode: code, declineCode: z.enum([...declineCodes, 'none']).nullable(), ...page })
        .refine(isReportSpan),
    )
    .query(({ ctx, input }) => answer(listCountedReferrals(ctx.service, input))),
  /** The quarter's report of the kind that Shenyang publishes. */
  quarter: procedure('report:read')
    .input(z.object(part).refine(isReportSpan))
    .query(({ ctx, input }) => answer(getQuarterReport(ctx.service, input))),
  /** How signed residents came to hospitals. */
  outside: procedure('report:read')
    .input(z.object(part).refine(isReportSpan))
    .query(({ ctx, input }) => getOutsideCare(ctx.service, input)),
  visits: procedure('report:read')
    .input(z.object({ ...part, route: z.enum(careRoutes), visitedCode: code, ...page }).refine(isReportSpan))
    .query(({ ctx, input }) => listOutsideVisitRows(ctx.service, input)),
});
