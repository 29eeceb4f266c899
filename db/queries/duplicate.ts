import { type SQL, and, asc, count, desc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { duplicateCandidate, duplicateScan, resident } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DuplicateStatus } from '@/server/domain/registry/duplicate';
import type { ResidentRow } from './resident';

export type DuplicateCandidateRow = typeof duplicateCandidate.$inferSelect;
export type DuplicateScanRow = typeof duplicateScan.$inferSelect;

const idsPerStatement = 1000;

/** Residents born on a day, merged records aside, in the order of their ids. */
export async function listBornOn(q: Queryable, regionCode: string, birthDay: Day, limit: number): Promise<ResidentRow[]> {
  return q.select().from(resident).where(and(unmerged(regionCode), eq(resident.birthDay, birthDay))).orderBy(asc(resident.id)).limit(limit);
}

/** Residents of exactly this name born on one of the days. */
export async function listNamedBornOn(q: Queryable, regionCode: string, name: string, days: readonly Day[], limit: number): Promise<ResidentRow[]> {
  if (days.length === 0) return [];
  return q
    .select()
    .from(resident)
    .where(and(unmerged(regionCode), eq(resident.name, name), inArray(resident.birthDay, [...days])))
    .orderBy(asc(resident.id))
    .limit(limit);
}

/** Those of the ids that stand for themselves. */
export async function listUnmerged(q: Queryable, regionCode: string, ids: readonly string[]): Promise<ResidentRow[]> {
  const found: ResidentRow[] = [];
  for (let from = 0; from < ids.length; from += idsPerStatement) {
    found.push(...(await q.select().from(resident).where(and(unmerged(regionCode), inArray(resident.id, ids.slice(from, from + idsPerStatement))))));
  }
  return found;
}

function unmerged(regionCode: string): SQL | undefined {
  return and(eq(resident.regionCode, regionCode), isNull(resident.mergedIntoId));
}

/** Residents by birth day, then id, after one of them: whoever was born on one day stands together. */
export async function listInOrderOfBirth(q: Queryable, regionCode: string, after: { readonly birthDay: Day; readonly id: string }, limit: number): Promise<ResidentRow[]> {
  const { birthDay, id } = resident;
  return q
    .select()
    .from(resident)
    .where(and(unmerged(regionCode), or(gt(birthDay, after.birthDay), and(eq(birthDay, after.birthDay), gt(id, after.id)))))
    .orderBy(asc(birthDay), asc(id))
    .limit(limit);
}

export interface NamedDay {
  readonly name: string;
  readonly birthDay: Day;
  readonly id: string;
}

/** Residents by name, then id, after one of them: whoever has one name stands together. */
export async function listInOrderOfName(q: Queryable, regionCode: string, after: { readonly name: string; readonly id: string }, limit: number): Promise<NamedDay[]> {
  const { name, birthDay, id } = resident;
  return q
    .select({ name, birthDay, id })
    .from(resident)
    .where(and(unmerged(regionCode), or(gt(name, after.name), and(eq(name, after.name), gt(id, after.id)))))
    .orderBy(asc(name), asc(id))
    .limit(limit);
}

/** Every pair that is known of some residents, whatever became of it. */
export async function listPairsOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<DuplicateCandidateRow[]> {
  const found: DuplicateCandidateRow[] = [];
  const { firstId, secondId } = duplicateCandidate;
  for (let from = 0; from < residentIds.length; from += idsPerStatement) {
    const some = residentIds.slice(from, from + idsPerStatement);
    found.push(...(await q.select().from(duplicateCandidate).where(and(eq(duplicateCandidate.regionCode, regionCode), or(inArray(firstId, some), inArray(secondId, some))))));
  }
  return [...new Map(found.map((row) => [row.id, row])).values()];
}

/** False when the pair is known already; then nothing was written. */
export async function insertPair(tx: Tx, row: DuplicateCandidateRow): Promise<boolean> {
  const won = await tx
    .insert(duplicateCandidate)
    .values(row)
    .onConflictDoNothing({ target: [duplicateCandidate.regionCode, duplicateCandidate.firstId, duplicateCandidate.secondId] })
    .returning({ id: duplicateCandidate.id });
  return won.length === 1;
}

/** Saves a pair that still is as it was read; false when somebody else was faster. */
export async function savePair(tx: Tx, before: DuplicateCandidateRow, change: Partial<Omit<DuplicateCandidateRow, 'regionCode' | 'id' | 'version'>>): Promise<boolean> {
  const won = await tx
    .update(duplicateCandidate)
    .set({ ...change, version: before.version + 1 })
    .where(and(eq(duplicateCandidate.regionCode, before.regionCode), eq(duplicateCandidate.id, before.id), eq(duplicateCandidate.version, before.version)))
    .returning({ id: duplicateCandidate.id });
  return won.length === 1;
}

export async function removePair(tx: Tx, regionCode: string, id: string): Promise<void> {
  await tx.delete(duplicateCandidate).where(and(eq(duplicateCandidate.regionCode, regionCode), eq(duplicateCandidate.id, id)));
}

export async function findPair(q: Queryable, regionCode: string, id: string): Promise<DuplicateCandidateRow | null> {
  const [row] = await q.select().from(duplicateCandidate).where(and(eq(duplicateCandidate.regionCode, regionCode), eq(duplicateCandidate.id, id)));
  return row ?? null;
}

/** The pair of two residents in either order. */
export async function findPairOf(q: Queryable, regionCode: string, one: string, other: string): Promise<DuplicateCandidateRow | null> {
  const { firstId, secondId } = pairIds(one, other);
  const [row] = await q
    .select()
    .from(duplicateCandidate)
    .where(and(eq(duplicateCandidate.regionCode, regionCode), eq(duplicateCandidate.firstId, firstId), eq(duplicateCandidate.secondId, secondId)));
  return row ?? null;
}

/** Two residents in the order in which a pair keeps them. */
export function pairIds(one: string, other: string): { readonly firstId: string; readonly secondId: string } {
  return one < other ? { firstId: one, secondId: other } : { firstId: other, secondId: one };
}

/** One page of the pairs in a state, the likeliest first. */
export async function listPairs(
  q: Queryable,
  regionCode: string,
  filter: { readonly status: DuplicateStatus; readonly atLeast: number },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: DuplicateCandidateRow[]; total: number }> {
  const { status, score, id } = duplicateCandidate;
  const condition = and(eq(duplicateCandidate.regionCode, regionCode), eq(status, filter.status), sql`${score} >= ${filter.atLeast}`);
  const rows = await q.select().from(duplicateCandidate).where(condition).orderBy(desc(score), asc(id)).limit(page.limit).offset(page.offset);
  const [counted] = await q.select({ total: count() }).from(duplicateCandidate).where(condition);
  return { rows, total: Number(counted?.total ?? 0) };
}

/** Open pairs after one, in the order of their ids. */
export async function listOpenPairs(q: Queryable, regionCode: string, after: string, limit: number): Promise<DuplicateCandidateRow[]> {
  return q
    .select()
    .from(duplicateCandidate)
    .where(and(eq(duplicateCandidate.regionCode, regionCode), eq(duplicateCandidate.status, 'open'), gt(duplicateCandidate.id, after)))
    .orderBy(asc(duplicateCandidate.id))
    .limit(limit);
}

export async function saveDuplicateScan(tx: Tx, row: DuplicateScanRow): Promise<void> {
  const { regionCode: _, ...scan } = row;
  await tx.insert(duplicateScan).values(row).onConflictDoUpdate({ target: duplicateScan.regionCode, set: scan });
}

export async function findDuplicateScan(q: Queryable, regionCode: string): Promise<DuplicateScanRow | null> {
  const [row] = await q.select().from(duplicateScan).where(eq(duplicateScan.regionCode, regionCode));
  return row ?? null;
}
