import { listMerges as listRows, listRecords } from '@/db/queries/merge';
import type { PageOf } from '@/db/queries/resident';
import type { DuplicateRefusal } from '@/server/domain/registry/merge';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryOf } from '../resident/resident-summary';
import { whyNotUndo } from './undo-merge';

export interface ListedMerge {
  readonly id: string;
  readonly survivor: ResidentSummary;
  readonly merged: ResidentSummary;
  readonly reason: string;
  /** Of each table, how many rows moved. */
  readonly moved: Readonly<Record<string, number>>;
  readonly mergedAt: number;
  readonly mergedByName: string;
  readonly undoneAt: number | null;
  readonly undoneByName: string | null;
  readonly undoneReason: string | null;
  /** Why it cannot be undone; empty when it can. */
  readonly whyNotUndo: readonly DuplicateRefusal[];
}

/** The region's merges, the newest first, each with what moved and whether it can still be undone. */
export async function listMerges(context: ServiceContext, { page, pageSize }: PageOf): Promise<{ rows: ListedMerge[]; total: number }> {
  const { regionCode } = permit(context, 'duplicate:read');
  const q = context.store.reads;
  const { rows, total } = await listRows(q, regionCode, { limit: pageSize, offset: (page - 1) * pageSize });
  const people = new Map((await listRecords(q, regionCode, rows.flatMap(({ survivorId, mergedId }) => [survivorId, mergedId]))).map((row) => [row.id, row]));
  const shown: ListedMerge[] = [];
  for (const row of rows) {
    const [survivor, merged] = [people.get(row.survivorId), people.get(row.mergedId)];
    if (!survivor || !merged) throw new Error(`merge ${row.id} names nobody`);
    const { id, reason, mergedAt, mergedByName, undoneAt, undoneByName, undoneReason } = row;
    const moved = Object.fromEntries(Object.entries(row.moved).map(([table, keys]) => [table, keys.length]));
    shown.push({ ...{ id, reason, moved, mergedAt, mergedByName, undoneAt, undoneByName, undoneReason }, survivor: summaryOf(survivor, today(context)), merged: summaryOf(merged, today(context)), whyNotUndo: await whyNotUndo(q, row) });
  }
  return { rows: shown, total };
}
