import type { Queryable, Reach } from '@/db';
import { type DifferenceFilter, type DifferenceRow, listDifferences } from '@/db/queries/reconciliation';
import { civilTimeOf } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ExportedWorkbook, WorkbookRow, WorkbookSheet } from '@/server/domain/kernel/workbook';
import { comparisonClasses, openClasses } from '@/server/domain/reconciliation/comparison';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type Words, columnsOf } from '@/server/domain/words';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { type ReconciliationOverview, readOverview } from './get-overview';

const mostRows = 100_000;
const rowsInTurn = 5000;

/**
 * A month's or a year's reconciliation as a workbook: totals by institution, by class, the way to the books, and the records of
 * a class with what was made of them. All of it is one state of the database. It holds names, so whoever takes it leaves an audit
 * row.
 */
export async function exportReconciliation(context: ServiceContext, filter: DifferenceFilter, words: Words): Promise<Outcome<ExportedWorkbook, AnyRefusal>> {
  const reach = permit(context, 'reconciliation:read');
  const read = await context.store.snapshot(async (q) => ({ overview: await readOverview(q, reach, filter.months), rows: await readRows(q, reach, filter) }));
  const { overview, rows } = read;
  if (rows === null) return refuse({ code: 'reconciliation.too_many_rows', facts: { most: mostRows } });
  return unitOfWork<ExportedWorkbook, AnyRefusal>(context, async ({ audit }) => {
    await audit({ action: 'reconciliation.exported', subject: { kind: 'region', id: reach.regionCode }, facts: { ...filter, rows: rows.length } });
    const { from, to } = filter.months;
    return accept({
      fileName: [words.label('file', 'reconciliation'), from === to ? from : `${from}-${to}`].join('-'),
      workbook: { sheets: [institutionSheet(overview, words), classSheet(overview, words), ledgerSheet(overview, words), rowSheet(rows, words)] },
    });
  });
}

/** Null when there are more than a file should hold. */
async function readRows(q: Queryable, reach: Reach, filter: DifferenceFilter): Promise<DifferenceRow[] | null> {
  const rows: DifferenceRow[] = [];
  for (;;) {
    const some = await listDifferences(q, reach, filter, 'time', { limit: rowsInTurn, offset: rows.length });
    rows.push(...some);
    if (rows.length > mostRows) return null;
    if (some.length < rowsInTurn) return rows;
  }
}

function institutionSheet({ institutions, total, ledger }: ReconciliationOverview, words: Words): WorkbookSheet {
  const lines = [...institutions.map((each) => ({ ...each, code: each.institutionCode })), { ...total, ledger, code: '', name: words.label('column', 'total_of_all') }];
  return {
    name: words.label('sheet', 'reconciliation.institutions'),
    columns: columnsOf(words, [
      ['institutionCode', 'text'],
      ['institutionName', 'text', 24],
      ['visits', 'count'],
      ['reportedPool', 'yuan'],
      ['pay', 'yuan'],
      ['gap', 'yuan'],
      ['differing', 'count'],
      ['notReported', 'count'],
      ['takenBack', 'count'],
      ['ledger', 'yuan'],
      ['ledgerGap', 'yuan'],
    ]),
    rows: lines.map((each) => [
      ...[each.code, each.name, each.visits, each.reportedFen, each.oursFen, each.differenceFen],
      ...[openClasses.reduce((count, name) => count + each.classes[name].visits, 0), each.classes.not_reported.visits, each.classes.taken_back.visits],
      ...[each.ledger.ledgerFen, each.ledger.gapFen],
    ]),
  };
}

function classSheet({ total }: ReconciliationOverview, words: Words): WorkbookSheet {
  return {
    name: words.label('sheet', 'reconciliation.classes'),
    columns: columnsOf(words, [['comparison', 'text', 24], ['visits', 'count'], ['reportedPool', 'yuan'], ['pay', 'yuan'], ['gap', 'yuan']]),
    rows: comparisonClasses.map((name) => {
      const { visits, reportedFen, oursFen } = total.classes[name];
      return [words.label('comparison', name), visits, reportedFen, oursFen, name === 'not_reported' ? null : reportedFen - oursFen];
    }),
  };
}

function ledgerSheet({ ledger }: ReconciliationOverview, words: Words): WorkbookSheet {
  const line = (name: string, month: string | null, fen: number): WorkbookRow => [words.label('ledgerTie', name), month, fen];
  return {
    name: words.label('sheet', 'reconciliation.ledger'),
    columns: columnsOf(words, [['item', 'text', 30], ['month', 'text'], ['amount', 'yuan']]),
    rows: [
      line('adjudicated', null, ledger.adjudicatedFen),
      line('gap', null, ledger.gapFen),
      line('ledger', null, ledger.ledgerFen),
      ...ledger.postedLater.map(({ month, amountFen }) => line('later', month, -amountFen)),
      ...ledger.carriedIn.map(({ originMonth, amountFen }) => line('carried', originMonth, amountFen)),
      line('books', null, ledger.booksFen),
    ],
  };
}

function rowSheet(rows: readonly DifferenceRow[], words: Words): WorkbookSheet {
  return {
    name: words.label('sheet', 'reconciliation.rows'),
    columns: columnsOf(words, [
      ['settledAt', 'time'],
      ['institutionCode', 'text'],
      ['institutionName', 'text', 24],
      ['settlementId', 'text', 20],
      ['residentName', 'text'],
      ['insutype', 'text'],
      ['medType', 'text'],
      ['total', 'yuan'],
      ['inScope', 'yuan'],
      ['reportedPool', 'yuan'],
      ['pay', 'yuan'],
      ['gap', 'yuan'],
      ['enhancement', 'yuan'],
      ['comparison', 'text', 20],
      ['differenceStatus', 'text'],
      ['note', 'text', 30],
      ['markedBy', 'text'],
      ['markedAt', 'time'],
    ]),
    rows: rows.map((row) => [
      ...[row.settledAt, row.institutionCode, row.institutionName, row.settlementId, row.residentName, words.label('insutype', row.insutype), words.label('medType', row.medType)],
      ...[row.totalFen, row.inScopeFen, row.reportedPoolFen, row.payFen, row.differenceFen, row.enhancementFen],
      ...[words.label('comparison', row.class), words.label('differenceStatus', row.status), row.note, row.markedByName, row.markedAt === null ? null : civilTimeOf(row.markedAt)],
    ]),
  };
}
