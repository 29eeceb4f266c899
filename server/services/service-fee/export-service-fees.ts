import { findFeeRun, listFeeLines } from '@/db/queries/service-fee';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import type { GenericRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { packageNamer } from '../policy-in-force/package-names';
import { getServiceFees } from './get-service-fees';

const pageSize = 2000;

/** 签约服务费: a month's latest run within reach, by institution, and every contract's line. It names contracts, not people. */
export async function exportServiceFees(context: ServiceContext, month: Month, words: Words): Promise<Outcome<ExportedWorkbook, GenericRefusal>> {
  const found = await getServiceFees(context, month);
  if (!found.ok) return found;
  const { institutions, status } = found.value;
  const kind = (code: string) => words.label('feeLineKind', code);
  return accept({
    fileName: `${words.label('file', 'service-fees')}-${month}`,
    workbook: {
      sheets: [
        {
          name: words.label('sheet', 'fees.institutions'),
          columns: columnsOf(words, [
            ...([['month', 'text'], ['status', 'text'], ['institutionCode', 'text', 16], ['institutionName', 'text', 24], ['feeKind', 'text'], ['contracts', 'count']] as const),
            ...([['feeFund', 'yuan'], ['feePublicHealth', 'yuan'], ['feePerson', 'yuan'], ['feeHeld', 'yuan']] as const),
          ]),
          rows: institutions.map((row) => [
            ...[month, words.label('feeRunStatus', status), row.institutionCode, row.institutionName, kind(row.kind), row.lines],
            ...[row.fundFen, row.publicHealthFen, row.personFen, row.heldFen],
          ]),
        },
        {
          name: words.label('sheet', 'fees.lines'),
          columns: columnsOf(words, [
            ...([['institutionCode', 'text', 16], ['institutionName', 'text', 24], ['teamName', 'text', 24], ['contractNumber', 'text', 24], ['package', 'text', 16], ['yearStart', 'day']] as const),
            ...([['feeKind', 'text'], ['feeFund', 'yuan'], ['feePublicHealth', 'yuan'], ['feePerson', 'yuan'], ['feeHeld', 'yuan'], ['score', 'decimal'], ['policy', 'text', 20]] as const),
          ]),
          rows: linesOf(context, month, words),
        },
      ],
    },
  });
}

async function* linesOf(context: ServiceContext, month: Month, words: Words): AsyncGenerator<WorkbookRow> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const nameOf = await packageNamer(q, reach.regionCode);
  const run = await findFeeRun(q, reach.regionCode, month);
  for (let offset = 0; run !== null; offset += pageSize) {
    const rows = await listFeeLines(q, reach, run, null, { limit: pageSize, offset });
    for (const line of rows) {
      yield [
        ...[line.institutionCode, line.institutionName, line.teamName, line.contractNumber, line.packageCode.split(';').map(nameOf).join('、'), line.yearStart],
        ...[words.label('feeLineKind', line.kind), line.fundFen, line.publicHealthFen, line.personFen, line.heldFen, line.score, line.policyId],
      ];
    }
    if (rows.length < pageSize) return;
  }
}
