import { z } from 'zod';
import { differenceKinds } from '@/server/domain/benefit/classify-difference';
import { isDay, isMonth } from '@/server/domain/kernel/calendar-day';
import { exportBudgets } from '@/server/services/budget/export-budgets';
import { exportBurn } from '@/server/services/budget/export-burn';
import { exportBoard } from '@/server/services/coverage/export-board';
import { exportFollowUps } from '@/server/services/fulfilment/export-follow-ups';
import { followUpTabs } from '@/server/services/fulfilment/list-follow-ups';
import { contractStatuses } from '@/server/domain/contract/contract';
import { templateKinds } from '@/server/domain/import/template';
import { exportContracts } from '@/server/services/export/export-contracts';
import { exportResidents } from '@/server/services/export/export-residents';
import { exportTeams } from '@/server/services/export/export-teams';
import { exportTemplate } from '@/server/services/export/export-template';
import { exportLeftovers } from '@/server/services/import-review/export-leftovers';
import { exportRejectedRows } from '@/server/services/import/export-rejected-rows';
import { exportMonth } from '@/server/services/month/export-month';
import { exportPrepaymentWorkbook } from '@/server/services/prepayment/prepayment-workbook';
import { exportServiceFees } from '@/server/services/service-fee/export-service-fees';
import { exportComparison } from '@/server/services/settlement/comparison-workbook';
import { exportSettlementWorkbook } from '@/server/services/settlement/settlement-workbook';
import { comparisonClasses } from '@/server/domain/reconciliation/comparison';
import { differenceStatuses } from '@/server/domain/reconciliation/mark';
import { exportReconciliation } from '@/server/services/reconciliation/export-reconciliation';
import { exportVisits } from '@/server/services/visit/export-visits';
import { exporting, type Exporter } from './exporter';
import { reportExporters } from './report-exports';
import { year } from './routers/month';
import { isSpan } from './routers/reconciliation';

const id = z.string().max(64);
const month = z.string().refine(isMonth);
const flag = z.enum(['0', '1']).transform((text) => text === '1');

/** Every file by its name in `/api/exports/<name>?…`. A parameter without a value counts as not given. */
export const exporters: Readonly<Record<string, Exporter>> = {
  visits: exporting(
    'visit:read',
    z.object({
      institutionCode: id.optional(),
      month: month.optional(),
      residentId: id.optional(),
      contractId: id.optional(),
      difference: z.enum(differenceKinds).optional(),
      onlyEnhanced: flag.optional(),
    }),
    exportVisits,
  ),
  residents: exporting('resident:read', z.object({ homeInstitutionCode: id.optional(), unmasked: flag.optional(), reason: z.string().max(200).optional() }), exportResidents),
  contracts: exporting('contract:read', z.object({ teamId: id.optional(), status: z.enum(contractStatuses).optional() }), exportContracts),
  coverage: exporting('coverage:read', z.object({ on: z.string().refine(isDay).optional() }), exportBoard),
  teams: exporting('team:read', z.object({}), exportTeams),
  template: exporting('worklist:read', z.object({ kind: z.enum(templateKinds) }), exportTemplate),
  'review-leftovers': exporting('import:review', z.object({ reviewId: id }), exportLeftovers),
  'rejected-rows': exporting('visit:import', z.object({ batchId: id }), exportRejectedRows),
  'member-months': exporting('budget:read', z.object({ month }), (context, input, words) => exportMonth(context, input.month, words)),
  prepayment: exporting('budget:read', z.object({ month }), (context, input, words) => exportPrepaymentWorkbook(context, input.month, words)),
  settlement: exporting('settlement:read', z.object({ id }), exportSettlementWorkbook),
  comparison: exporting('settlement:read', z.object({ before: id, after: id }), exportComparison),
  reconciliation: exporting(
    'reconciliation:read',
    z.object({
      from: month,
      to: month,
      institutionCode: id.optional(),
      class: z.enum(comparisonClasses).optional(),
      status: z.enum(differenceStatuses).optional(),
      atLeastFen: z.coerce.number().int().min(0).max(10 ** 13).optional(),
    }).refine(({ from, to }) => isSpan(from, to), { path: ['to'] }),
    (context, { from, to, ...filter }, words) => exportReconciliation(context, { months: { from, to }, ...filter }, words),
  ),
  budgets: exporting('budget:read', z.object({ year }), (context, input, words) => exportBudgets(context, input.year, words)),
  'follow-ups': exporting('service:read', z.object({ tab: z.enum(followUpTabs), mine: z.enum(['true', 'false']), planCode: id.optional() }), (context, { tab, mine, planCode }, words) =>
    exportFollowUps(context, { tab, mine: mine === 'true', planCode: planCode ?? null }, words),
  ),
  'service-fees': exporting('budget:read', z.object({ month }), (context, input, words) => exportServiceFees(context, input.month, words)),
  ...reportExporters,
  burn: exporting('budget:read', z.object({ year }), (context, input, words) => exportBurn(context, input.year, words)),
};
