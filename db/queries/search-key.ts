import { and, asc, eq, gt, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { preparedInForm } from '@/db/prepared';
import type { Reach } from '@/db/reach';
import { contract, institution, resident, residentSearchKey, team } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type SearchKey, type SearchKeyKind, rangeOf, searchKeyVersion } from '@/server/domain/registry/search-keys';
import { type ResidentRow, residentWithin } from './resident';

/** Puts the keys of residents in the place of those they had. */
export async function writeSearchKeys(tx: Tx, regionCode: string, keysOf: ReadonlyMap<string, readonly SearchKey[]>): Promise<void> {
  const ids = [...keysOf.keys()];
  if (ids.length === 0) return;
  await tx.delete(residentSearchKey).where(and(eq(residentSearchKey.regionCode, regionCode), inArray(residentSearchKey.residentId, ids)));
  await appendSearchKeys(tx, regionCode, keysOf);
  await tx
    .update(resident)
    .set({ searchVersion: searchKeyVersion })
    .where(and(eq(resident.regionCode, regionCode), inArray(resident.id, ids)));
}

/** The keys of residents who have none yet. */
export async function appendSearchKeys(tx: Tx, regionCode: string, keysOf: ReadonlyMap<string, readonly SearchKey[]>): Promise<void> {
  const rows = [...keysOf].flatMap(([residentId, keys]) => distinct(keys).map(({ kind, key }) => ({ regionCode, kind, key, residentId })));
  if (rows.length > 0) await tx.append(residentSearchKey, rows);
}

function distinct(keys: readonly SearchKey[]): SearchKey[] {
  return [...new Map(keys.map((each) => [`${each.kind} ${each.key}`, each])).values()];
}

/** Residents of the region whose keys were not written as they are written now, some at a time. */
export async function listUnindexed(q: Queryable, regionCode: string, limit: number): Promise<ResidentRow[]> {
  return q
    .select()
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), lt(resident.searchVersion, searchKeyVersion), isNull(resident.mergedIntoId)))
    .limit(limit);
}

export interface SearchHit {
  readonly row: ResidentRow;
  readonly matchedBy: SearchKeyKind;
}

/** What a key is looked for by: a beginning, or the whole. */
export interface KeyTerm {
  readonly kind: SearchKeyKind;
  readonly key: string;
  readonly whole: boolean;
}

/** Residents within reach one of whose keys fits, the shortest fitting key first; records merged into another are left out. */
export async function searchByKey(q: Queryable, { regionCode, institutionCodes }: Reach, { kind, key, whole }: KeyTerm, limit: number): Promise<SearchHit[]> {
  const everywhere = institutionCodes === 'all';
  const rows = await residentsByKey(q, { everywhere, whole }, { regionCode, institutionCodes: everywhere ? [] : institutionCodes, kind, ...(whole ? { from: key, to: key } : rangeOf(key)), limit });
  return rows.map(({ row }) => ({ row, matchedBy: kind }));
}

interface KeyQuestion {
  readonly regionCode: string;
  readonly institutionCodes: readonly string[];
  readonly kind: SearchKeyKind;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
}

const residentsByKey = preparedInForm<{ readonly everywhere: boolean; readonly whole: boolean }, KeyQuestion>()((q, { everywhere, whole }, asked) => {
  const { kind, key, regionCode, residentId } = residentSearchKey;
  const reach = { regionCode: asked.regionCode, institutionCodes: everywhere ? ('all' as const) : asked.institutionCodes };
  return q
    .select({ row: resident })
    .from(residentSearchKey)
    .innerJoin(resident, and(eq(resident.regionCode, regionCode), eq(resident.id, residentId)))
    .where(and(eq(regionCode, asked.regionCode), eq(kind, asked.kind), whole ? eq(key, asked.from) : and(gte(key, asked.from), lte(key, asked.to)), isNull(resident.mergedIntoId), residentWithin(q, reach)))
    .orderBy(asc(key), asc(residentId))
    .limit(asked.limit);
});

/** Ids of residents one of whose keys is exactly this; merged records too. */
export async function listHoldersOfKey(q: Queryable, regionCode: string, kind: SearchKeyKind, key: string, limit: number): Promise<string[]> {
  const rows = await q
    .select({ residentId: residentSearchKey.residentId })
    .from(residentSearchKey)
    .where(and(eq(residentSearchKey.regionCode, regionCode), eq(residentSearchKey.kind, kind), eq(residentSearchKey.key, key)))
    .orderBy(asc(residentSearchKey.residentId))
    .limit(limit);
  return rows.map((row) => row.residentId);
}

/** Keys that several residents share, after one of them. */
export async function listSharedKeys(q: Queryable, regionCode: string, kind: SearchKeyKind, after: string, limit: number): Promise<string[]> {
  const rows = await q
    .select({ key: residentSearchKey.key })
    .from(residentSearchKey)
    .where(and(eq(residentSearchKey.regionCode, regionCode), eq(residentSearchKey.kind, kind), gt(residentSearchKey.key, after)))
    .groupBy(residentSearchKey.key)
    .having(sql`count(*) > 1`)
    .orderBy(asc(residentSearchKey.key))
    .limit(limit);
  return rows.map((row) => row.key);
}

export interface SignedToday {
  readonly teamName: string;
  readonly institutionName: string;
  readonly until: Day;
}

/** With whom residents are signed on a day; those who are not are not in the map. */
export async function listSignedOn(q: Queryable, regionCode: string, residentIds: readonly string[], day: Day): Promise<Map<string, SignedToday>> {
  if (residentIds.length === 0) return new Map();
  const rows = await signedOn(q, {}, { regionCode, residentIds, day });
  return new Map(rows.map(({ residentId, ...signed }) => [residentId, signed]));
}

const signedOn = preparedInForm<object, { readonly regionCode: string; readonly residentIds: readonly string[]; readonly day: Day }>()((q, _, { regionCode, residentIds, day }) =>
  q
    .select({ residentId: contract.residentId, teamName: team.name, institutionName: institution.name, until: contract.endDay })
    .from(contract)
    .innerJoin(team, and(eq(team.regionCode, contract.regionCode), eq(team.id, contract.teamId)))
    .innerJoin(institution, and(eq(institution.regionCode, contract.regionCode), eq(institution.code, contract.institutionCode)))
    .where(and(eq(contract.regionCode, regionCode), inArray(contract.residentId, [...residentIds]), lte(contract.startDay, day), gte(contract.endDay, day)))
    .orderBy(asc(contract.startDay)),
);
