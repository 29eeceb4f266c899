import { z } from 'zod';
import { isDay, isMonth } from '@/server/domain/kernel/calendar-day';
import { postingKinds, postingSides, sentDownKinds } from '@/server/domain/posting/posting';
import { capacityGroupings } from '@/server/domain/quota/compliance';
import { capacityKinds } from '@/server/domain/quota/slot';
import { referralDirections } from '@/server/domain/referral/codes';
import { exportPostings } from '@/server/services/posting/export-postings';
import { exportCapacityReport } from '@/server/services/referral-report/export-capacity-report';
import { exportFlowReport } from '@/server/services/referral-report/export-flow-report';
import { exportOutsideCare, exportQuarterReport } from '@/server/services/referral-report/export-quarter-report';
import { flowGroupings } from '@/server/services/referral-report/get-flow-report';
import { type Exporter, exporting } from './exporter';
import { isReportSpan } from './routers/referral-report';

const id = z.string().max(64);
const month = z.string().refine(isMonth);
const day = z.string().refine(isDay);
const span = { from: month, to: month, allianceId: id.optional(), institutionCode: id.optional() };
const inOrder = { path: ['to'] };

/** The files of the reports of referrals and reserved capacity, by their names in `/api/exports/<name>?…`. */
export const reportExporters: Readonly<Record<string, Exporter>> = {
  'capacity-report': exporting(
    'report:read',
    z.object({ ...span, kind: z.enum(capacityKinds).optional(), by: z.enum(capacityGroupings).optional() }).refine(isReportSpan, inOrder),
    (context, { from, to, allianceId, institutionCode, kind, by }, words) =>
      exportCapacityReport(context, { from, to, by: by ?? 'institution', kind: kind ?? null, allianceId: allianceId ?? null, institutionCode: institutionCode ?? null, departmentCode: null }, words),
  ),
  'referral-report': exporting(
    'report:read',
    z.object({ ...span, direction: z.enum(referralDirections).optional(), group: z.enum(flowGroupings).optional() }).refine(isReportSpan, inOrder),
    (context, { from, to, allianceId, institutionCode, direction, group }, words) =>
      exportFlowReport(context, { from, to, by: group ?? 'receiver', direction: direction ?? null, allianceId: allianceId ?? null, institutionCode: institutionCode ?? null, departmentCode: null }, words),
  ),
  'quarter-report': exporting('report:read', z.object(span).refine(isReportSpan, inOrder), (context, { from, to, allianceId, institutionCode }, words) =>
    exportQuarterReport(context, { from, to, allianceId: allianceId ?? null, institutionCode: institutionCode ?? null }, words),
  ),
  'outside-care': exporting('report:read', z.object(span).refine(isReportSpan, inOrder), (context, { from, to, allianceId, institutionCode }, words) =>
    exportOutsideCare(context, { from, to, allianceId: allianceId ?? null, institutionCode: institutionCode ?? null }, words),
  ),
  postings: exporting(
    'report:read',
    z.object({ fromDay: day, toDay: day, allianceId: id.optional(), institutionCode: id.optional(), side: z.enum(postingSides).optional(), kind: z.enum(['sent_down', ...postingKinds]).optional() }),
    (context, { fromDay, toDay, allianceId, institutionCode, side, kind }, words) =>
      exportPostings(context, { fromDay, toDay, allianceId: allianceId ?? null, institutionCode: institutionCode ?? null, side: side ?? 'either', kinds: kind === undefined ? null : kind === 'sent_down' ? sentDownKinds : [kind] }, words),
  ),
};
