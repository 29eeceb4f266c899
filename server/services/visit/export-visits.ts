import { type VisitExportRow, type VisitFilter, listVisitsAfter } from '@/db/queries/visit-export';
import type { Queryable, Reach } from '@/db';
import type { ExportedWorkbook, WorkbookRow } from '@/server/domain/kernel/workbook';
import { type Outcome, accept } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { isSpecialFee } from '@/server/domain/visit/is-special-fee';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

const pageRows = 2000;

/**
 * The visits within reach that a filter lets through, latest first, with what each was adjudicated at. They are read a page at a time while
 * the file is written. It holds names and diagnoses, so that whoever takes it leaves an audit row.
 */
export function exportVisits(context: ServiceContext, filter: VisitFilter, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'visit:read');
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ audit }) => {
    await audit({ action: 'visit.exported', subject: { kind: 'region', id: reach.regionCode }, facts: { ...filter } });
    const name = words.label('file', 'visits');
    return accept({
      fileName: [name, filter.month, filter.institutionCode].filter(Boolean).join('-'),
      workbook: { sheets: [{ name: words.label('sheet', 'visits'), columns: columnsOf(words, columns), rows: rowsOf(context.store.reads, reach, filter, words) }] },
    });
  });
}

const columns = [
  ['settledAt', 'time'],
  ['institutionCode', 'text'],
  ['institutionName', 'text', 24],
  ['settlementId', 'text', 20],
  ['residentName', 'text'],
  ['insutype', 'text'],
  ['medType', 'text'],
  ['diagnosisCode', 'text'],
  ['diagnosisName', 'text', 24],
  ['total', 'yuan'],
  ['inScope', 'yuan'],
  ['deductible', 'yuan'],
  ['rate', 'decimal'],
  ['pay', 'yuan'],
  ['enhancement', 'yuan'],
  ['ladder', 'yuan'],
  ['assistance', 'yuan'],
  ['selfPaid', 'yuan'],
  ['special', 'text'],
  ['signed', 'text'],
  ['reportedPool', 'yuan'],
  ['difference', 'text'],
  ['status', 'text'],
] as const;

async function* rowsOf(q: Queryable, reach: Reach, filter: VisitFilter, words: Words): AsyncGenerator<WorkbookRow> {
  for (let last: VisitExportRow | null = null; ; ) {
    const rows: VisitExportRow[] = await listVisitsAfter(q, reach, filter, last, pageRows);
    for (const row of rows) yield cellsOf(row, words);
    last = rows.at(-1) ?? null;
    if (rows.length < pageRows) return;
  }
}

function cellsOf(row: VisitExportRow, words: Words): WorkbookRow {
  const isPaid = row.status === 'paid';
  const yes = (answer: boolean) => words.label('yesNo', answer ? 'yes' : 'no');
  return [
    ...[row.settledAt, row.institutionCode, row.institutionName, row.settlementId, row.residentName],
    ...[words.label('insutype', row.insutype), words.label('medType', row.medType), row.diagnosisCode, row.diagnosisName],
    ...[row.totalFen, row.inScopeFen, row.deductiblePaidFen, isPaid ? row.rate : null, row.payFen, row.enhancementFen],
    ...[row.ladderFen, row.assistanceFen, isPaid ? row.selfPaidFen : null],
    ...[yes(isSpecialFee(row)), yes(row.contractId !== null), row.reportedPoolFen, words.label('difference', row.difference), words.label('visitStatus', row.status)],
  ];
}
