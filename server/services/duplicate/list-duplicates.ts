import { type DuplicateScanRow, findDuplicateScan, listPairs } from '@/db/queries/duplicate';
import { listRecords } from '@/db/queries/merge';
import type { PageOf, ResidentRow } from '@/db/queries/resident';
import type { DuplicateStatus, MatchDoubt, MatchReason } from '@/server/domain/registry/duplicate';
import { strongScore } from '@/server/domain/registry/near-duplicates';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';

export interface ListDuplicatesInput extends PageOf {
  readonly status: DuplicateStatus;
  /** Only those so alike that registering the second would have been stopped. */
  readonly onlyStrong: boolean;
}

export interface ListedPair {
  readonly id: string;
  readonly version: number;
  readonly status: DuplicateStatus;
  readonly score: number;
  readonly strong: boolean;
  readonly reasons: readonly MatchReason[];
  readonly doubts: readonly MatchDoubt[];
  readonly first: ResidentSummary;
  readonly second: ResidentSummary;
  readonly foundAt: number;
  readonly decidedAt: number | null;
  readonly decidedByName: string | null;
  readonly note: string | null;
}

export interface DuplicateList {
  readonly rows: readonly ListedPair[];
  readonly total: number;
  readonly lastScan: Pick<DuplicateScanRow, 'residents' | 'found' | 'gone' | 'scannedAt' | 'scannedBy'> | null;
}

/** One page of the region's pairs that may be one person, the likeliest first. */
export async function listDuplicates(context: ServiceContext, input: ListDuplicatesInput): Promise<DuplicateList> {
  const { regionCode } = permit(context, 'duplicate:read');
  const q = context.store.reads;
  const { rows, total } = await listPairs(q, regionCode, { status: input.status, atLeast: input.onlyStrong ? strongScore : 0 }, { limit: input.pageSize, offset: (input.page - 1) * input.pageSize });
  const people = new Map((await listRecords(q, regionCode, rows.flatMap(({ firstId, secondId }) => [firstId, secondId]))).map((row) => [row.id, row]));
  const scan = await findDuplicateScan(q, regionCode);
  const summary = (id: string) => summaryOf(known(people, id), today(context));
  return {
    rows: rows.map(({ regionCode: _, firstId, secondId, decidedBy: _by, ...row }) => ({ ...row, strong: row.score >= strongScore, first: summary(firstId), second: summary(secondId) })),
    total,
    lastScan: scan && { residents: scan.residents, found: scan.found, gone: scan.gone, scannedAt: scan.scannedAt, scannedBy: scan.scannedBy },
  };
}

function known(people: ReadonlyMap<string, ResidentRow>, id: string): ResidentRow {
  const row = people.get(id);
  if (!row) throw new Error(`a pair names nobody: ${id}`);
  return row;
}
