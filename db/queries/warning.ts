import { type SQL, and, asc, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { institution, resident, warningFinding, warningScan } from '@/db/schema';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { FindingState, FindingStatus, HeldFinding } from '@/server/domain/warning/finding';
import type { Found, WarningKind } from '@/server/domain/warning/warning';

export type FindingRow = typeof warningFinding.$inferSelect;
export type ScanRow = typeof warningScan.$inferSelect;

/** Keys are long and bound values are limited on both engines. */
const mostKeys = 2000;

/** The findings of a month, and those of any month that something now found is the same as; by id. */
export async function listHeldFindings(q: Queryable, regionCode: string, month: Month, found: readonly Pick<Found, 'kind' | 'key'>[]): Promise<Map<string, FindingRow>> {
  const held = new Map<string, FindingRow>();
  const keep = (rows: readonly FindingRow[]) => rows.forEach((row) => held.set(row.id, row));
  keep(await q.select().from(warningFinding).where(and(eq(warningFinding.regionCode, regionCode), eq(warningFinding.month, month))));
  const keys = [...new Set(found.map(({ key }) => key))];
  for (let from = 0; from < keys.length; from += mostKeys) {
    keep(await q.select().from(warningFinding).where(and(eq(warningFinding.regionCode, regionCode), inArray(warningFinding.key, keys.slice(from, from + mostKeys)))));
  }
  return held;
}

export function heldFindingOf(row: FindingRow): HeldFinding {
  const { id, month, status, vanishedAt } = row;
  return { id, month, found: foundOf(row), status, vanished: vanishedAt !== null };
}

function foundOf({ kind, key, residentId, institutionCode, contractId, pool, visits, amountFen, facts }: FindingRow): Found {
  // Facts were stored beside their kind; past the database the compiler cannot see the pair any more.
  return { kind, key, residentId, institutionCode, contractId, pool, visits, amountFen, facts } as Found;
}

/** New findings; one that another scan has stored meanwhile is left as that one stored it. */
export async function insertFindings(tx: Tx, rows: readonly FindingRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += insertMost) {
    await tx.insert(warningFinding).values(rows.slice(from, from + insertMost)).onConflictDoNothing();
  }
}

const insertMost = 500;

export interface FindingChange {
  readonly found: Found;
  readonly month: Month;
  readonly policyId: string;
  readonly status: FindingStatus;
  readonly version: number;
}

/** A finding with other facts, or that is back. A finding that is open bears no decision. */
export async function renewFinding(tx: Tx, regionCode: string, id: string, { found, version, ...change }: FindingChange): Promise<boolean> {
  const { residentId, institutionCode, contractId, pool, visits, amountFen, facts } = found;
  const undecided = change.status === 'open' ? { reason: null, note: null, decidedBy: null, decidedByName: null, decidedAt: null } : {};
  const won = await tx
    .update(warningFinding)
    .set({ residentId, institutionCode, contractId, pool, visits: [...visits], amountFen, facts, ...change, ...undecided, vanishedAt: null, version: version + 1 })
    .where(sameFinding(regionCode, id, version))
    .returning({ id: warningFinding.id });
  return won.length === 1;
}

export async function markVanished(tx: Tx, regionCode: string, ids: readonly string[], at: number): Promise<void> {
  for (let from = 0; from < ids.length; from += mostKeys) {
    await tx
      .update(warningFinding)
      .set({ vanishedAt: at, version: sql`${warningFinding.version} + 1` })
      .where(and(eq(warningFinding.regionCode, regionCode), inArray(warningFinding.id, ids.slice(from, from + mostKeys)), isNull(warningFinding.vanishedAt)));
  }
}

export type FindingDecision = Pick<FindingRow, 'status' | 'reason' | 'note' | 'decidedBy' | 'decidedByName' | 'decidedAt'>;

/** False when somebody, or a scan, has changed it since it was seen. */
export async function saveDecision(tx: Tx, regionCode: string, id: string, version: number, decision: FindingDecision): Promise<boolean> {
  const won = await tx
    .update(warningFinding)
    .set({ ...decision, version: version + 1 })
    .where(sameFinding(regionCode, id, version))
    .returning({ id: warningFinding.id });
  return won.length === 1;
}

function sameFinding(regionCode: string, id: string, version: number): SQL | undefined {
  return and(eq(warningFinding.regionCode, regionCode), eq(warningFinding.id, id), eq(warningFinding.version, version));
}

export interface FindingFilter {
  readonly kind?: WarningKind | undefined;
  readonly state?: FindingState | undefined;
  readonly month?: Month | undefined;
  readonly institutionCode?: string | undefined;
  readonly residentId?: string | undefined;
}

export interface FindingListRow extends FindingRow {
  readonly residentName: string | null;
  readonly institutionName: string | null;
}

/** One page of findings within reach: the newest month first, in it the largest amount. */
export async function listFindings(q: Queryable, reach: Reach, filter: FindingFilter, page: { readonly limit: number; readonly offset: number }): Promise<FindingListRow[]> {
  const rows = await q
    .select({ finding: warningFinding, residentName: resident.name, institutionName: institution.name })
    .from(warningFinding)
    .leftJoin(resident, and(eq(resident.regionCode, warningFinding.regionCode), eq(resident.id, warningFinding.residentId)))
    .leftJoin(institution, and(eq(institution.regionCode, warningFinding.regionCode), eq(institution.code, warningFinding.institutionCode)))
    .where(and(listed(reach, filter), ofKind(filter.kind), inState(filter.state)))
    .orderBy(desc(warningFinding.month), desc(warningFinding.amountFen), asc(warningFinding.id))
    .limit(page.limit)
    .offset(page.offset);
  return rows.map(({ finding, residentName, institutionName }) => ({ ...finding, residentName, institutionName }));
}

export interface FindingCount {
  readonly kind: WarningKind;
  readonly state: FindingState;
  readonly count: number;
}

/** How many findings of each kind stand in each state; the filter's own kind and state do not narrow it. */
export async function countFindings(q: Queryable, reach: Reach, filter: FindingFilter): Promise<FindingCount[]> {
  const state = sql<FindingState>`case when ${warningFinding.vanishedAt} is not null then 'vanished' else ${warningFinding.status} end`;
  return q
    .select({ kind: warningFinding.kind, state, count: sql<number>`count(*)`.mapWith(Number) })
    .from(warningFinding)
    .where(listed(reach, filter))
    .groupBy(warningFinding.kind, state);
}

export async function countOpenFindings(q: Queryable, reach: Reach): Promise<number> {
  const [row] = await q
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(warningFinding)
    .where(and(listed(reach, {}), inState('open')));
  return row?.total ?? 0;
}

export async function findFinding(q: Queryable, reach: Reach, id: string): Promise<FindingListRow | null> {
  const [row] = await q
    .select({ finding: warningFinding, residentName: resident.name, institutionName: institution.name })
    .from(warningFinding)
    .leftJoin(resident, and(eq(resident.regionCode, warningFinding.regionCode), eq(resident.id, warningFinding.residentId)))
    .leftJoin(institution, and(eq(institution.regionCode, warningFinding.regionCode), eq(institution.code, warningFinding.institutionCode)))
    .where(and(listed(reach, {}), eq(warningFinding.id, id)));
  return row ? { ...row.finding, residentName: row.residentName, institutionName: row.institutionName } : null;
}

function listed(reach: Reach, { month, institutionCode, residentId }: FindingFilter): SQL | undefined {
  return and(
    within(reach, warningFinding.regionCode, warningFinding.institutionCode),
    month === undefined ? undefined : eq(warningFinding.month, month),
    institutionCode === undefined ? undefined : eq(warningFinding.institutionCode, institutionCode),
    residentId === undefined ? undefined : eq(warningFinding.residentId, residentId),
  );
}

function ofKind(kind: WarningKind | undefined): SQL | undefined {
  return kind === undefined ? undefined : eq(warningFinding.kind, kind);
}

function inState(state: FindingState | undefined): SQL | undefined {
  if (state === undefined) return undefined;
  return state === 'vanished' ? isNotNull(warningFinding.vanishedAt) : and(isNull(warningFinding.vanishedAt), eq(warningFinding.status, state));
}

/** The last scan of each month, newest month first. */
export async function listScans(q: Queryable, regionCode: string): Promise<ScanRow[]> {
  return q.select().from(warningScan).where(eq(warningScan.regionCode, regionCode)).orderBy(desc(warningScan.month));
}

export async function saveScan(tx: Tx, row: ScanRow): Promise<void> {
  const { regionCode: _region, month: _month, ...changes } = row;
  await tx.insert(warningScan).values(row).onConflictDoUpdate({ target: [warningScan.regionCode, warningScan.month], set: changes });
}
