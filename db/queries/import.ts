import { type Placeholder, type SQL, and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { type Reach, within } from '@/db/reach';
import { importBatch, importIssue, resident } from '@/db/schema';
import { seal, unseal } from '@/db/sealed';
import type { Insutype, Sex } from '@/server/domain/registry/codes';
import { type SearchKey, searchKeyVersion } from '@/server/domain/registry/search-keys';
import { listMergedInto } from './merge';
import { listAliases } from './resident-alias';
import { insertStandings } from './resident-standing';
import { appendSearchKeys } from './search-key';

export type ImportBatchRow = typeof importBatch.$inferSelect;
export type IssueReason = (typeof importIssue.$inferSelect)['reasons'][number];

export interface ImportIssue {
  readonly rowNumber: number;
  readonly outcome: 'rejected' | 'conflicting';
  readonly reasons: readonly IssueReason[];
  /** The row as it came, by column. */
  readonly original: Readonly<Record<string, string>>;
}

export type ImportIncrement = Pick<ImportBatchRow, 'rowsRead' | 'accepted' | 'alreadyHeld' | 'conflicting' | 'rejected'>;

export async function insertBatch(tx: Tx, row: ImportBatchRow): Promise<void> {
  await tx.insert(importBatch).values(row);
}

/** An earlier import of the same file that never reached its end can no longer be told from one that was killed. */
export async function interruptUnfinished(tx: Tx, regionCode: string, fileDigest: string, finishedAt: number): Promise<void> {
  await tx
    .update(importBatch)
    .set({ status: 'interrupted', finishedAt })
    .where(and(eq(importBatch.regionCode, regionCode), eq(importBatch.fileDigest, fileDigest), eq(importBatch.status, 'running')));
}

/** The imports that should be running and were last heard of before a moment. */
export async function listSilent(q: Queryable, regionCode: string, before: number): Promise<string[]> {
  const rows = await q.select({ id: importBatch.id }).from(importBatch).where(silent(regionCode, before));
  return rows.map((row) => row.id);
}

/** Whether it was still silent, and is now told to be interrupted. */
export async function interruptSilent(tx: Tx, regionCode: string, id: string, before: number, finishedAt: number): Promise<boolean> {
  const won = await tx
    .update(importBatch)
    .set({ status: 'interrupted', finishedAt })
    .where(and(silent(regionCode, before), eq(importBatch.id, id)))
    .returning({ id: importBatch.id });
  return won.length === 1;
}

function silent(regionCode: string, before: number) {
  return and(eq(importBatch.regionCode, regionCode), eq(importBatch.status, 'running'), lt(importBatch.heardAt, before));
}

/** What comes on top, and that the import is alive, whatever was thought of it. */
export async function addToBatch(tx: Tx, regionCode: string, id: string, more: ImportIncrement, heardAt: number): Promise<void> {
  const plus = (column: keyof ImportIncrement) => sql<number>`${importBatch[column]} + ${more[column]}`;
  await tx
    .update(importBatch)
    .set({
      status: 'running',
      heardAt,
      finishedAt: null,
      rowsRead: plus('rowsRead'),
      accepted: plus('accepted'),
      alreadyHeld: plus('alreadyHeld'),
      conflicting: plus('conflicting'),
      rejected: plus('rejected'),
    })
    .where(and(eq(importBatch.regionCode, regionCode), eq(importBatch.id, id)));
}

export async function finishBatch(
  tx: Tx,
  regionCode: string,
  id: string,
  end: Pick<ImportBatchRow, 'status' | 'problem' | 'finishedAt'>,
): Promise<void> {
  await tx.update(importBatch).set(end).where(and(eq(importBatch.regionCode, regionCode), eq(importBatch.id, id)));
}

/** The rows hold identity numbers, so they are sealed. */
export async function insertIssues(tx: Tx, regionCode: string, batchId: string, issues: readonly ImportIssue[]): Promise<void> {
  if (issues.length === 0) return;
  await tx.append(
    importIssue,
    issues.map(({ rowNumber, outcome, reasons, original }) => ({
      regionCode,
      batchId,
      rowNumber,
      outcome,
      reasons: [...reasons],
      rowSealed: seal(JSON.stringify(original)),
    })),
  );
}

export async function findBatch(q: Queryable, reach: Reach, id: string): Promise<ImportBatchRow | null> {
  const [row] = await q.select().from(importBatch).where(and(inReach(reach), eq(importBatch.id, id)));
  return row ?? null;
}

/** One page of the region's imports, newest first. */
export async function listBatches(q: Queryable, reach: Reach, page: { limit: number; offset: number }): Promise<{ rows: ImportBatchRow[]; total: number }> {
  const rows = await q.select().from(importBatch).where(inReach(reach)).orderBy(desc(importBatch.startedAt), desc(importBatch.id)).limit(page.limit).offset(page.offset);
  const [count] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(importBatch).where(inReach(reach));
  return { rows, total: count?.total ?? 0 };
}

/** Rows that were not taken, in the order of the file, without the rows themselves. */
export async function listIssues(
  q: Queryable,
  regionCode: string,
  batchId: string,
  page: { limit: number; offset: number },
): Promise<{ rows: Omit<ImportIssue, 'original'>[]; total: number }> {
  const ofBatch = and(eq(importIssue.regionCode, regionCode), eq(importIssue.batchId, batchId));
  const { rowNumber, outcome, reasons } = importIssue;
  const rows = await q.select({ rowNumber, outcome, reasons }).from(importIssue).where(ofBatch).orderBy(asc(rowNumber)).limit(page.limit).offset(page.offset);
  const [count] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(importIssue).where(ofBatch);
  return { rows, total: count?.total ?? 0 };
}

/** The rows that were not taken, unsealed, to be mended and sent again. */
export async function listRejectedRows(q: Queryable, regionCode: string, batchId: string, limit: number): Promise<ImportIssue[]> {
  const rows = await q
    .select()
    .from(importIssue)
    .where(and(eq(importIssue.regionCode, regionCode), eq(importIssue.batchId, batchId)))
    .orderBy(asc(importIssue.rowNumber))
    .limit(limit);
  return rows.map(({ rowNumber, outcome, reasons, rowSealed }) => ({
    rowNumber,
    outcome,
    reasons,
    original: JSON.parse(unseal(rowSealed)) as Record<string, string>,
  }));
}

/**
 * Many residents at once; the caller has looked that none of them is registered. Whose search keys are not given is found by them once
 * `fillSearchKeys` has come round.
 */
export async function insertResidents(tx: Tx, rows: readonly (typeof resident.$inferInsert)[], keysOf: ReadonlyMap<string, readonly SearchKey[]> = new Map()): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  await tx.append(resident, rows.map((row) => ({ ...row, searchVersion: keysOf.has(row.id) ? searchKeyVersion : 0 })));
  await insertStandings(tx, rows);
  await appendSearchKeys(tx, first.regionCode, keysOf);
}

/** What an import needs of a resident. */
export interface KnownResident {
  readonly id: string;
  readonly sex: Sex;
  readonly name: string;
  /** Of records merged into this one; only where one of their numbers led here. */
  readonly formerNames?: readonly string[];
  readonly birthDay: string;
  readonly deathDay: string | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
}

/** Residents of the region by the blind index of their identity number, or of one that leads to them. */
export async function findResidentsByIdentity(q: Queryable, regionCode: string, indexes: readonly string[]): Promise<Map<string, KnownResident>> {
  if (indexes.length === 0) return new Map();
  const found = new Map<string, KnownResident>((await knownByNumber(q, { regionCode, indexes: listed(indexes) })).map(({ identityIndex, ...row }) => [identityIndex, row]));
  const leads = await listAliases(q, regionCode, indexes.filter((index) => !found.has(index)));
  if (leads.size === 0) return found;
  const survivors = new Map((await knownById(q, { regionCode, ids: listed(new Set(leads.values())) })).map(({ identityIndex: _, ...row }) => [row.id, row]));
  const merged = await listMergedInto(q, regionCode, [...survivors.keys()]);
  for (const [index, id] of leads) {
    const survivor = survivors.get(id);
    if (survivor) found.set(index, { ...survivor, formerNames: (merged.get(id) ?? []).map(({ name }) => name) });
  }
  return found;
}

const knownByNumber = prepared(['regionCode', 'indexes'], (q, { regionCode, indexes }) => knownWith(q, regionCode, among(resident.identityIndex, indexes)));

const knownById = prepared(['regionCode', 'ids'], (q, { regionCode, ids }) => knownWith(q, regionCode, among(resident.id, ids)));

function knownWith(q: Queryable, regionCode: Placeholder, which: SQL) {
  const { identityIndex, id, sex, name, birthDay, deathDay, insutype, retired } = resident;
  return q
    .select({ identityIndex, id, sex, name, birthDay, deathDay, insutype, retired })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), which, isNull(resident.mergedIntoId)));
}

/** An import on behalf of one institution is seen by whoever reaches it; one of the region only by those who see the region. */
function inReach(reach: Reach) {
  return within(reach, importBatch.regionCode, importBatch.institutionCode);
}
