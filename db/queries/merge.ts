import { type SQL, and, asc, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { householdMember, notice, recognition, resident, residentIdentity, residentMerge, signingRequest, visit, warningFinding } from '@/db/schema';
import { openStatuses } from '@/server/domain/contract/request';
import type { MovingTable } from './merge-plan';
import type { ResidentRow } from './resident';

export type ResidentMergeRow = typeof residentMerge.$inferSelect;
export type HouseholdMemberRow = typeof householdMember.$inferSelect;

/** Lets every row of a table that names one resident name another. Returns the keys of those rows. */
export async function moveRows(tx: Tx, regionCode: string, { table, who, keys }: MovingTable, from: string, to: string): Promise<string[][]> {
  const rows = await tx.rows<Record<string, string>>(
    sql`update ${table} set ${sql.identifier(who)} = ${to} where ${sql.identifier('region_code')} = ${regionCode} and ${sql.identifier(who)} = ${from} returning ${named(keys)}`,
  );
  return rows.map((row) => keys.map((key) => row[key] ?? ''));
}

/** Lets the rows with these keys name another resident again, as far as they still name the one. Returns how many did. */
export async function moveRowsBack(tx: Tx, regionCode: string, { table, who, keys }: MovingTable, moved: readonly (readonly string[])[], from: string, to: string): Promise<number> {
  let back = 0;
  for (const values of moved) {
    const itself = sql.join(keys.map((key, at) => sql`${sql.identifier(key)} = ${values[at] ?? ''}`), sql` and `);
    const rows = await tx.rows(
      sql`update ${table} set ${sql.identifier(who)} = ${to} where ${sql.identifier('region_code')} = ${regionCode} and ${itself} and ${sql.identifier(who)} = ${from} returning ${named(keys)}`,
    );
    back += rows.length;
  }
  return back;
}

/** Every row of a table that names a resident, as the engine gives it. */
export function listRowsOf(q: Queryable, regionCode: string, { table, who }: MovingTable, residentId: string): Promise<Record<string, unknown>[]> {
  return q.rows<Record<string, unknown>>(sql`select * from ${table} where ${sql.identifier('region_code')} = ${regionCode} and ${sql.identifier(who)} = ${residentId}`);
}

function named(keys: readonly string[]): SQL {
  return sql.join(keys.map((key) => sql.identifier(key)), sql`, `);
}

/** Two records of the region as they stand, merged ones too; fewer when an id is nobody's. */
export async function listRecords(q: Queryable, regionCode: string, ids: readonly string[]): Promise<ResidentRow[]> {
  return q.select().from(resident).where(and(eq(resident.regionCode, regionCode), inArray(resident.id, [...ids])));
}

/** Saves a record that still is as it was read; false when somebody else was faster. */
export async function saveRecord(tx: Tx, before: ResidentRow, set: Partial<ResidentRow>): Promise<boolean> {
  const won = await tx
    .update(resident)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(resident.regionCode, before.regionCode), eq(resident.id, before.id), eq(resident.version, before.version), before.mergedIntoId === null ? isNull(resident.mergedIntoId) : eq(resident.mergedIntoId, before.mergedIntoId)))
    .returning({ id: resident.id });
  return won.length === 1;
}

/** Makes room for a number that another record is about to take: nobody is found under what stands in its place for the moment. */
export async function vacateNumber(tx: Tx, regionCode: string, id: string): Promise<void> {
  await tx
    .update(resident)
    .set({ identityIndex: `vacated:${id}` })
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, id)));
}

/** Diseases with an undecided application, by resident. */
export async function listOpenApplications(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<{ id: string; residentId: string; diseaseCode: string; diseaseName: string }[]> {
  const { id, residentId, diseaseCode, diseaseName } = recognition;
  return q
    .select({ id, residentId, diseaseCode, diseaseName })
    .from(recognition)
    .where(and(eq(recognition.regionCode, regionCode), inArray(residentId, [...residentIds]), eq(recognition.status, 'applied')));
}

export async function setOpenKey(tx: Tx, regionCode: string, id: string, openKey: string): Promise<void> {
  await tx
    .update(recognition)
    .set({ openKey })
    .where(and(eq(recognition.regionCode, regionCode), eq(recognition.id, id)));
}

/** Of these residents, those with a request to sign that is open. */
export async function listRequesters(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<string[]> {
  const rows = await q
    .selectDistinct({ residentId: signingRequest.residentId })
    .from(signingRequest)
    .where(and(eq(signingRequest.regionCode, regionCode), inArray(signingRequest.residentId, [...residentIds]), inArray(signingRequest.status, [...openStatuses])));
  return rows.map((row) => row.residentId);
}

export async function setVisitDigest(tx: Tx, regionCode: string, key: { readonly institutionCode: string; readonly settlementId: string }, contentDigest: string): Promise<void> {
  await tx
    .update(visit)
    .set({ contentDigest })
    .where(and(eq(visit.regionCode, regionCode), eq(visit.institutionCode, key.institutionCode), eq(visit.settlementId, key.settlementId)));
}

export async function listVisitsOf(q: Queryable, regionCode: string, residentId: string): Promise<(typeof visit.$inferSelect)[]> {
  return q.select().from(visit).where(and(eq(visit.regionCode, regionCode), eq(visit.residentId, residentId)));
}

export async function listHouseholdRows(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<HouseholdMemberRow[]> {
  return q.select().from(householdMember).where(and(eq(householdMember.regionCode, regionCode), inArray(householdMember.residentId, [...residentIds])));
}

/** Puts the rows of some residents in the place of those they had. */
export async function replaceHouseholdRows(tx: Tx, regionCode: string, residentIds: readonly string[], rows: readonly HouseholdMemberRow[]): Promise<void> {
  await tx.delete(householdMember).where(and(eq(householdMember.regionCode, regionCode), inArray(householdMember.residentId, [...residentIds])));
  if (rows.length > 0) await tx.append(householdMember, rows);
}

export type IdentityRow = typeof residentIdentity.$inferSelect;

/** Puts one record of an identity class as it is given. */
export async function saveIdentityRow(tx: Tx, { regionCode, id, ...row }: Pick<IdentityRow, 'regionCode' | 'id' | 'residentId' | 'fromDay' | 'toDay'>): Promise<void> {
  await tx
    .update(residentIdentity)
    .set(row)
    .where(and(eq(residentIdentity.regionCode, regionCode), eq(residentIdentity.id, id)));
}

/** Notices to a resident go to another; returns their ids. */
export async function readdressNotices(tx: Tx, regionCode: string, from: string, to: string, only: readonly string[] | 'all' = 'all'): Promise<string[]> {
  const moved = await tx
    .update(notice)
    .set({ toId: to })
    .where(and(eq(notice.regionCode, regionCode), eq(notice.toKind, 'resident'), eq(notice.toId, from), only === 'all' ? undefined : inArray(notice.id, [...only])))
    .returning({ id: notice.id });
  return moved.map((row) => row.id);
}

/** Findings about a resident are about another, under a key that says so; one that is known of the other already stays. Returns their ids. */
export async function renameFindings(tx: Tx, regionCode: string, from: string, to: string, only: readonly string[] | 'all' = 'all'): Promise<string[]> {
  const rows = await tx
    .select()
    .from(warningFinding)
    .where(and(eq(warningFinding.regionCode, regionCode), eq(warningFinding.residentId, from), only === 'all' ? undefined : inArray(warningFinding.id, [...only])));
  const moved: string[] = [];
  for (const { id, kind, key } of rows) {
    const renamed = key.replaceAll(from, to);
    const [known] = renamed === key ? [] : await tx.select({ id: warningFinding.id }).from(warningFinding).where(and(eq(warningFinding.regionCode, regionCode), eq(warningFinding.kind, kind), eq(warningFinding.key, renamed)));
    if (known) continue;
    await tx.update(warningFinding).set({ residentId: to, key: renamed }).where(and(eq(warningFinding.regionCode, regionCode), eq(warningFinding.id, id)));
    moved.push(id);
  }
  return moved;
}

export async function insertMerge(tx: Tx, row: ResidentMergeRow): Promise<void> {
  await tx.insert(residentMerge).values(row);
}

export async function findMerge(q: Queryable, regionCode: string, id: string): Promise<ResidentMergeRow | null> {
  const [row] = await q.select().from(residentMerge).where(and(eq(residentMerge.regionCode, regionCode), eq(residentMerge.id, id)));
  return row ?? null;
}

/** False when somebody undid it a moment earlier. */
export async function saveUndone(tx: Tx, before: ResidentMergeRow, undone: { readonly undoneAt: number; readonly undoneByName: string; readonly undoneReason: string }): Promise<boolean> {
  const won = await tx
    .update(residentMerge)
    .set(undone)
    .where(and(eq(residentMerge.regionCode, before.regionCode), eq(residentMerge.id, before.id), isNull(residentMerge.undoneAt)))
    .returning({ id: residentMerge.id });
  return won.length === 1;
}

/** Merges that a resident took part in, the newest first. */
export async function listMergesOf(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<ResidentMergeRow[]> {
  const ids = [...residentIds];
  return q
    .select()
    .from(residentMerge)
    .where(and(eq(residentMerge.regionCode, regionCode), or(inArray(residentMerge.survivorId, ids), inArray(residentMerge.mergedId, ids))))
    .orderBy(desc(residentMerge.mergedAt), desc(residentMerge.id));
}

/** The region's merges, the newest first. */
export async function listMerges(q: Queryable, regionCode: string, page: { readonly limit: number; readonly offset: number }): Promise<{ rows: ResidentMergeRow[]; total: number }> {
  const condition = eq(residentMerge.regionCode, regionCode);
  const rows = await q.select().from(residentMerge).where(condition).orderBy(desc(residentMerge.mergedAt), desc(residentMerge.id)).limit(page.limit).offset(page.offset);
  const [counted] = await q.select({ total: sql<number>`count(*)`.mapWith(Number) }).from(residentMerge).where(condition);
  return { rows, total: counted?.total ?? 0 };
}

/** Records that were merged into some residents, by the survivor. */
export async function listMergedInto(q: Queryable, regionCode: string, residentIds: readonly string[]): Promise<Map<string, ResidentRow[]>> {
  const found = new Map<string, ResidentRow[]>();
  if (residentIds.length === 0) return found;
  const rows = await q
    .select()
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), inArray(resident.mergedIntoId, [...residentIds])))
    .orderBy(asc(resident.id));
  for (const row of rows) {
    const survivorId = row.mergedIntoId ?? '';
    found.set(survivorId, [...(found.get(survivorId) ?? []), row]);
  }
  return found;
}
