import type { ServiceContext } from '@/server/services/context';
import { contractFileColumns, residentFileColumns } from '@/server/domain/import/registry-columns';
import { csvOf } from '@/server/domain/kernel/csv';
import type { RowDecision } from '@/server/domain/import/review';
import { readContractRow, readResidentRow } from '@/server/integration/his/registry-rows';
import { type FileLayout, openImport } from '@/server/integration/sheets/open-import';
import type { SheetRow } from '@/server/integration/sheets/sheet-row';
import type { IncomingFile, IncomingRow } from '@/server/services/import/incoming';
import type { ContractRowFacts } from '@/server/services/import/judge-contracts';
import type { ResidentRowFacts } from '@/server/services/import/import-residents';
import { type AppliedCounts, startApplying } from '@/server/services/import-review/apply-review';
import { decideRow } from '@/server/services/import-review/decide-rows';
import { type ReviewView, getReview } from '@/server/services/import-review/get-review';
import { reviewedContracts, reviewedResidents } from '@/server/services/import-review/kinds';
import { type ReviewRowView, listReviewRows } from '@/server/services/import-review/list-review-rows';
import { startReview } from '@/server/services/import-review/start-review';
import { accepted } from './signing';
import { inPieces } from './xlsx-files';

type Cells = Readonly<Record<string, string>>;

/** A file that can be opened as often as asked, and what it holds. */
interface TestFile<Facts> {
  (): Promise<IncomingFile<Facts>>;
  readonly kind: 'residents' | 'contracts';
}

/** A CSV of residents under whatever headers the rows name; those that a file must have are always there. */
export const residentFile = (rows: readonly Cells[]): TestFile<ResidentRowFacts> => fileOf('residents', rows, ['证件号码', '姓名', '险种'], residentFileColumns, readResidentRow);

export const contractFile = (rows: readonly Cells[]): TestFile<ContractRowFacts> => fileOf('contracts', rows, ['身份证号', '签约团队', '签约日期', '签约年限', '服务包'], contractFileColumns, readContractRow);

function fileOf<Facts>(kind: TestFile<Facts>['kind'], rows: readonly Cells[], always: readonly string[], layout: FileLayout, read: (row: SheetRow) => IncomingRow<Facts>): TestFile<Facts> {
  const headers = [...new Set([...always, ...rows.flatMap((row) => Object.keys(row))])];
  const text = csvOf([headers, ...rows.map((row) => headers.map((header) => row[header] ?? ''))]);
  return Object.assign(async () => accepted(await openImport(`${kind}.csv`, inPieces(text), layout, read)), { kind });
}

/** Uploads a file and reads it to its end. */
export async function stage(context: ServiceContext, file: TestFile<ResidentRowFacts> | TestFile<ContractRowFacts>): Promise<string> {
  const started = isResidents(file) ? await startReview(context, reviewedResidents, await file()) : await startReview(context, reviewedContracts, await file());
  await started.run();
  return started.reviewId;
}

function isResidents(file: TestFile<ResidentRowFacts> | TestFile<ContractRowFacts>): file is TestFile<ResidentRowFacts> {
  return file.kind === 'residents';
}

export async function rowsOf(context: ServiceContext, reviewId: string): Promise<ReviewRowView[]> {
  return accepted(await listReviewRows(context, { reviewId, page: 1, pageSize: 100 })).rows;
}

export async function reviewOf(context: ServiceContext, reviewId: string): Promise<ReviewView> {
  return accepted(await getReview(context, { reviewId }));
}

/** Decides about rows by their number, as they stand now; the likeliest person where one has to be named. */
export async function decisionsOf(context: ServiceContext, reviewId: string, decisions: Readonly<Record<number, RowDecision>>): Promise<void> {
  for (const row of await rowsOf(context, reviewId)) {
    const decision = decisions[row.rowNumber];
    if (decision) accepted(await decideRow(context, { reviewId, rowNumber: row.rowNumber, version: row.version, decision, residentId: null }));
  }
}

export async function applyReview(context: ServiceContext, reviewId: string): Promise<AppliedCounts> {
  return accepted(await startApplying(context, { reviewId })).run();
}
