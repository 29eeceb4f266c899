import { type SQL, and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { importReview, importReviewRow, resident } from '@/db/schema';
import { seal, unseal } from '@/db/sealed';
import { listAliases } from './resident-alias';
import type { ReviewStatus, ReviewSummary, RowClass, RowDecision } from '@/server/domain/import/review';

export type ReviewHead = typeof importReview.$inferSelect;
type StoredRow = typeof importReviewRow.$inferSelect;
export type ReviewReason = StoredRow['reasons'][number];

/** What a staged row says: its facts as they were read, and its cells as they came. Both hold identity numbers and are sealed at rest. */
export interface StagedContent<Facts = unknown> {
  readonly facts: Facts;
  readonly original: Readonly<Record<string, string>>;
}

/** A staged row with what it says. */
export interface StagedRow extends Omit<StoredRow, 'rowSealed'> {
  readonly content: StagedContent;
}

export async function insertReview(tx: Tx, row: ReviewHead): Promise<void> {
  await tx.insert(importReview).values(row);
}

export async function findReview(q: Queryable, reach: Reach, id: string): Promise<ReviewHead | null> {
  const [row] = await q.select().from(importReview).where(and(inReach(reach), eq(importReview.id, id)));
  return row ?? null;
}

/** The review of a file that is still being read or worked on. */
export async function findOpenReviewOf(q: Queryable, reach: Reach, kind: ReviewHead['kind'], fileDigest: string): Promise<ReviewHead | null> {
  const [row] = await q
    .select()
    .from(importReview)
    .where(and(inReach(reach), eq(importReview.kind, kind), eq(importReview.fileDigest, fileDigest), inArray(importReview.status, ['reading', 'ready', 'applying']), isNull(importReview.purgedAt)))
    .orderBy(desc(importReview.startedAt))
    .limit(1);
  return row ?? null;
}

/** One page, newest first. */
export async function listReviews(q: Queryable, reach: Reach, page: { limit: number; offset: number }): Promise<{ rows: ReviewHead[]; total: number }> {
  const rows = await q.select().from(importReview).where(inReach(reach)).orderBy(desc(importReview.startedAt), desc(importReview.id)).limit(page.limit).offset(page.offset);
  const [counted] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(importReview).where(inReach(reach));
  return { rows, total: counted?.total ?? 0 };
}

/** Moves a review that still stands as it did; false when somebody was faster. */
export async function moveReview(tx: Tx, regionCode: string, id: string, from: readonly ReviewStatus[], set: Partial<ReviewHead>, heardBefore?: number): Promise<boolean> {
  const won = await tx
    .update(importReview)
    .set(set)
    .where(and(eq(importReview.regionCode, regionCode), eq(importReview.id, id), inArray(importReview.status, [...from]), heardBefore === undefined ? undefined : lt(importReview.heardAt, heardBefore)))
    .returning({ id: importReview.id });
  return won.length === 1;
}

/** More rows were staged: the review is alive. */
export async function countStaged(tx: Tx, regionCode: string, id: string, rows: number, heardAt: number): Promise<void> {
  await tx
    .update(importReview)
    .set({ rowsRead: sql`${importReview.rowsRead} + ${rows}`, heardAt, touchedAt: heardAt })
    .where(and(eq(importReview.regionCode, regionCode), eq(importReview.id, id)));
}

export type ArrivingRow = Pick<StagedRow, 'rowNumber' | 'class' | 'content' | 'keyIndex' | 'contentIndex' | 'likeIndex' | 'turn' | 'matchId' | 'matchDigest'> & { readonly reasons: readonly ReviewReason[] };

export async function insertReviewRows(tx: Tx, regionCode: string, reviewId: string, rows: readonly ArrivingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const undecided = { decision: null, decidedAt: null, decidedByName: null, result: null, resultReasons: null, resultId: null, appliedAt: null, version: 1 };
  await tx.append(importReviewRow, rows.map(({ content, reasons, ...row }) => ({ regionCode, reviewId, ...row, reasons: [...reasons], rowSealed: seal(JSON.stringify(content)), ...undecided })));
}

/** The rows of a review that were staged under one of the keys, by number. Put in order here: asked to, SQLite would read the whole review in order instead of looking up the keys. */
export async function findRowsByKey(q: Queryable, regionCode: string, reviewId: string, keys: readonly string[]): Promise<Pick<StoredRow, 'rowNumber' | 'keyIndex' | 'contentIndex'>[]> {
  if (keys.length === 0) return [];
  const { rowNumber, keyIndex, contentIndex } = importReviewRow;
  const rows = await q.select({ rowNumber, keyIndex, contentIndex }).from(importReviewRow).where(and(ofReview(regionCode, reviewId), inArray(keyIndex, [...keys])));
  return rows.sort((a, b) => a.rowNumber - b.rowNumber);
}

/** The rows of a review that may still be taken and were staged under one of the indexes of name and birth day, by number. */
export async function findRowsAlike(q: Queryable, regionCode: string, reviewId: string, indexes: readonly string[]): Promise<StagedRow[]> {
  if (indexes.length === 0) return [];
  const { class: rowClass, likeIndex } = importReviewRow;
  const rows = await q.select().from(importReviewRow).where(and(ofReview(regionCode, reviewId), inArray(likeIndex, [...indexes]), inArray(rowClass, ['new', 'close'])));
  return rows.map(stagedOf).sort((a, b) => a.rowNumber - b.rowNumber);
}

/** Turns a staged row to a rejected one for a reason that came up further down in the file; one that was rejected before keeps its reasons. */
export async function rejectStaged(tx: Tx, regionCode: string, reviewId: string, rowNumber: number, reasons: readonly ReviewReason[]): Promise<void> {
  await tx
    .update(importReviewRow)
    .set({ class: 'rejected', reasons: [...reasons] })
    .where(and(ofReview(regionCode, reviewId), eq(importReviewRow.rowNumber, rowNumber), ne(importReviewRow.class, 'rejected')));
}

export async function summaryOf(q: Queryable, regionCode: string, reviewId: string): Promise<ReviewSummary> {
  const { class: rowClass, decision, result } = importReviewRow;
  const rows = await q
    .select({ class: rowClass, decision, result, rows: sql<number>`count(*)`.mapWith(Number) })
    .from(importReviewRow)
    .where(ofReview(regionCode, reviewId))
    .groupBy(rowClass, decision, result);
  return rows;
}

/** What a list of rows is narrowed to. `open`: those that somebody still has to decide about. */
export interface RowFilter {
  readonly class?: RowClass | undefined;
  readonly standing?: 'open' | 'decided' | 'done' | 'refused' | undefined;
}

export async function listReviewRows(q: Queryable, regionCode: string, reviewId: string, filter: RowFilter, page: { limit: number; offset: number }): Promise<{ rows: StagedRow[]; total: number }> {
  const condition = and(ofReview(regionCode, reviewId), filter.class === undefined ? undefined : eq(importReviewRow.class, filter.class), standingOf(filter.standing));
  const rows = await q.select().from(importReviewRow).where(condition).orderBy(asc(importReviewRow.rowNumber)).limit(page.limit).offset(page.offset);
  const [counted] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(importReviewRow).where(condition);
  return { rows: rows.map(stagedOf), total: counted?.total ?? 0 };
}

function standingOf(standing: RowFilter['standing']): SQL | undefined {
  const { class: rowClass, decision, result } = importReviewRow;
  switch (standing) {
    case 'open':
      return and(inArray(rowClass, ['new', 'changed', 'close']), isNull(decision), isNull(result));
    case 'decided':
      return and(isNotNull(decision), isNull(result));
    case 'done':
      return inArray(result, ['done', 'held']);
    case 'refused':
      return eq(result, 'refused');
    case undefined:
      return undefined;
  }
}

export async function findReviewRow(q: Queryable, regionCode: string, reviewId: string, rowNumber: number): Promise<StagedRow | null> {
  const [row] = await q.select().from(importReviewRow).where(and(ofReview(regionCode, reviewId), eq(importReviewRow.rowNumber, rowNumber)));
  return row ? stagedOf(row) : null;
}

export interface Deciding {
  readonly decision: RowDecision | null;
  readonly decidedAt: number | null;
  readonly decidedByName: string | null;
}

/** Decides about a row that nobody has touched since it was read; false when somebody was faster. */
export async function decideRow(tx: Tx, regionCode: string, reviewId: string, row: { rowNumber: number; version: number }, set: Deciding & { matchId?: string | null; matchDigest?: string | null }): Promise<boolean> {
  const won = await tx
    .update(importReviewRow)
    .set({ ...set, version: row.version + 1 })
    .where(and(ofReview(regionCode, reviewId), eq(importReviewRow.rowNumber, row.rowNumber), eq(importReviewRow.version, row.version), isNull(importReviewRow.result)))
    .returning({ rowNumber: importReviewRow.rowNumber });
  return won.length === 1;
}

/** Decides about every row of a class that nobody has decided about; how many they were. */
export async function decideOpenRows(tx: Tx, regionCode: string, reviewId: string, rowClass: RowClass, set: Deciding): Promise<number> {
  const open = and(ofReview(regionCode, reviewId), eq(importReviewRow.class, rowClass), isNull(importReviewRow.decision), isNull(importReviewRow.result));
  const [counted] = await tx.select({ rows: sql<number>`count(*)`.mapWith(Number) }).from(importReviewRow).where(open);
  await tx.update(importReviewRow).set({ ...set, version: sql`${importReviewRow.version} + 1` }).where(open);
  return counted?.rows ?? 0;
}

/** Takes back what was decided about the rows of a class, as far as it was not applied; how many they were. */
export async function undecideRows(tx: Tx, regionCode: string, reviewId: string, rowClass: RowClass): Promise<number> {
  const decided = and(ofReview(regionCode, reviewId), eq(importReviewRow.class, rowClass), isNotNull(importReviewRow.decision), isNull(importReviewRow.result));
  const [counted] = await tx.select({ rows: sql<number>`count(*)`.mapWith(Number) }).from(importReviewRow).where(decided);
  await tx.update(importReviewRow).set({ decision: null, decidedAt: null, decidedByName: null, version: sql`${importReviewRow.version} + 1` }).where(decided);
  return counted?.rows ?? 0;
}

/** Where the applying of a review has come to: rows are applied by their turn, then by number. */
export type AppliedUpTo = Pick<StoredRow, 'turn' | 'rowNumber'>;

/** The next rows to be applied. `after`: those before it are known to be settled, so that they are not read once more for every few rows. */
export async function listDecided(q: Queryable, regionCode: string, reviewId: string, limit: number, after: AppliedUpTo | null = null): Promise<StagedRow[]> {
  const { decision, result, turn, rowNumber } = importReviewRow;
  const rows = await q
    .select()
    .from(importReviewRow)
    .where(and(ofReview(regionCode, reviewId), after ? sql`(${turn}, ${rowNumber}) > (${after.turn}, ${after.rowNumber})` : undefined, isNotNull(decision), ne(decision, 'discard'), isNull(result)))
    .orderBy(asc(turn), asc(rowNumber))
    .limit(limit);
  return rows.map(stagedOf);
}

/** Rows that are settled one way or another, or handed back to be decided anew. */
export async function saveApplied(tx: Tx, regionCode: string, reviewId: string, rowNumber: number, set: Partial<Pick<StoredRow, 'class' | 'reasons' | 'matchId' | 'matchDigest' | 'decision' | 'result' | 'resultReasons' | 'resultId' | 'appliedAt'>>): Promise<void> {
  await tx
    .update(importReviewRow)
    .set({ ...set, version: sql`${importReviewRow.version} + 1` })
    .where(and(ofReview(regionCode, reviewId), eq(importReviewRow.rowNumber, rowNumber), isNull(importReviewRow.result)));
}

/** Rows that were not taken and can be mended, some at a time, in the order of the file. */
export async function listLeftovers(q: Queryable, regionCode: string, reviewId: string, after: number, limit: number): Promise<StagedRow[]> {
  const { class: rowClass, result, rowNumber } = importReviewRow;
  const rows = await q
    .select()
    .from(importReviewRow)
    .where(and(ofReview(regionCode, reviewId), gt(rowNumber, after), or(inArray(rowClass, ['rejected', 'elsewhere']), eq(result, 'refused'))))
    .orderBy(asc(rowNumber))
    .limit(limit);
  return rows.map(stagedOf);
}

/** Reviews whose process has been silent since before a moment. */
export async function listSilentReviews(q: Queryable, regionCode: string, before: number): Promise<string[]> {
  const rows = await q.select({ id: importReview.id }).from(importReview).where(and(eq(importReview.regionCode, regionCode), eq(importReview.status, 'reading'), lt(importReview.heardAt, before)));
  return rows.map(({ id }) => id);
}

/** Reviews that nobody has touched since before a moment and whose rows still lie there. */
export async function listUntouchedReviews(q: Queryable, regionCode: string, before: number): Promise<string[]> {
  const rows = await q.select({ id: importReview.id }).from(importReview).where(and(eq(importReview.regionCode, regionCode), isNull(importReview.purgedAt), lt(importReview.touchedAt, before)));
  return rows.map(({ id }) => id);
}

export async function deleteReviewRows(tx: Tx, regionCode: string, reviewId: string): Promise<void> {
  await tx.delete(importReviewRow).where(ofReview(regionCode, reviewId));
}

/** A resident as a staged row is held against: particulars, and what is sealed beside them. */
export type ResidentOnFile = typeof resident.$inferSelect;

/** Residents by the blind index of their number, or of one that leads to them. */
export async function listResidentsByIdentity(q: Queryable, regionCode: string, indexes: readonly string[]): Promise<Map<string, ResidentOnFile>> {
  if (indexes.length === 0) return new Map();
  const found = new Map((await listOnFile(q, regionCode, inArray(resident.identityIndex, [...indexes]))).map((row) => [row.identityIndex, row]));
  const leads = await listAliases(q, regionCode, indexes.filter((index) => !found.has(index)));
  if (leads.size === 0) return found;
  const survivors = new Map((await listResidentsOnFile(q, regionCode, [...new Set(leads.values())])).map((row) => [row.id, row]));
  for (const [index, id] of leads) {
    const survivor = survivors.get(id);
    if (survivor) found.set(index, survivor);
  }
  return found;
}

export async function listResidentsOnFile(q: Queryable, regionCode: string, ids: readonly string[]): Promise<ResidentOnFile[]> {
  return ids.length === 0 ? [] : listOnFile(q, regionCode, inArray(resident.id, [...ids]));
}

/** Residents who bear one of the names. */
export async function listNamesakes(q: Queryable, regionCode: string, names: readonly string[]): Promise<ResidentOnFile[]> {
  if (names.length === 0) return [];
  return listOnFile(q, regionCode, inArray(resident.name, [...names]));
}

/** By id. Put in order here: asked to, SQLite would read all residents of the region in order instead of looking up the few. */
async function listOnFile(q: Queryable, regionCode: string, which: SQL): Promise<ResidentOnFile[]> {
  const rows = await q.select().from(resident).where(and(eq(resident.regionCode, regionCode), which, isNull(resident.mergedIntoId)));
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function stagedOf({ rowSealed, ...row }: StoredRow): StagedRow {
  return { ...row, content: JSON.parse(unseal(rowSealed)) as StagedContent };
}

function ofReview(regionCode: string, reviewId: string): SQL | undefined {
  return and(eq(importReviewRow.regionCode, regionCode), eq(importReviewRow.reviewId, reviewId));
}

/** One institution's is seen by whoever reaches it; one of the region by those who see the region. */
function inReach(reach: Reach): SQL {
  return within(reach, importReview.regionCode, importReview.institutionCode);
}
