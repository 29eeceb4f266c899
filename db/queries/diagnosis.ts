import { and, asc, desc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { prepared, shaped } from '@/db/prepared';
import { diagnosis, diagnosisKey, diagnosisList } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DiagnosisKey, DiagnosisKeyKind } from '@/server/domain/referral/diagnoses';
import { rangeOf } from '@/server/domain/registry/search-keys';

export type DiagnosisListRow = typeof diagnosisList.$inferSelect;

export interface FoundDiagnosis {
  readonly code: string;
  readonly name: string;
}

export async function findDiagnosisList(q: Queryable, regionCode: string, version: string): Promise<DiagnosisListRow | null> {
  const [row] = await q
    .select()
    .from(diagnosisList)
    .where(and(eq(diagnosisList.regionCode, regionCode), eq(diagnosisList.version, version)));
  return row ?? null;
}

/** A region's lists, the one that begins last first. */
export async function listDiagnosisLists(q: Queryable, regionCode: string): Promise<DiagnosisListRow[]> {
  return q.select().from(diagnosisList).where(eq(diagnosisList.regionCode, regionCode)).orderBy(desc(diagnosisList.inForceFrom));
}

export async function insertDiagnosisList(tx: Tx, row: DiagnosisListRow): Promise<void> {
  await tx.insert(diagnosisList).values(row);
}

/** The file was read to its end: the list may be offered. */
export async function finishDiagnosisList(tx: Tx, regionCode: string, version: string): Promise<void> {
  const [counted] = await tx
    .select({ entries: sql<number>`count(*)`.mapWith(Number) })
    .from(diagnosis)
    .where(and(eq(diagnosis.regionCode, regionCode), eq(diagnosis.version, version)));
  await tx
    .update(diagnosisList)
    .set({ status: 'ready', entries: counted?.entries ?? 0 })
    .where(and(eq(diagnosisList.regionCode, regionCode), eq(diagnosisList.version, version)));
}

/** The names that a list holds of these codes. */
export async function findDiagnoses(q: Queryable, regionCode: string, version: string, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await q
    .select({ code: diagnosis.code, name: diagnosis.name })
    .from(diagnosis)
    .where(and(eq(diagnosis.regionCode, regionCode), eq(diagnosis.version, version), inArray(diagnosis.code, [...codes])));
  return new Map(rows.map(({ code, name }) => [code, name]));
}

export interface DiagnosisEntry extends FoundDiagnosis {
  readonly keys: readonly DiagnosisKey[];
}

export async function appendDiagnoses(tx: Tx, regionCode: string, version: string, entries: readonly DiagnosisEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.append(diagnosis, entries.map(({ code, name }) => ({ regionCode, version, code, name })));
  await tx.append(diagnosisKey, entries.flatMap(({ code, keys }) => keys.map((key) => ({ regionCode, version, code, ...key }))));
}

/** The version of the list that is offered on a day; null before there is any. */
export async function findListInForce(q: Queryable, regionCode: string, day: Day): Promise<DiagnosisListRow | null> {
  const [row] = await listInForce(q, { regionCode, day });
  return row ?? null;
}

const listInForce = prepared(['regionCode', 'day'], (q, { regionCode, day }) =>
  q
    .select()
    .from(diagnosisList)
    .where(and(eq(diagnosisList.regionCode, regionCode), eq(diagnosisList.status, 'ready'), lte(diagnosisList.inForceFrom, day)))
    .orderBy(desc(diagnosisList.inForceFrom))
    .limit(1),
);

/** Diagnoses of a list one of whose keys begins so: of a code in their order; of a name what begins with it first, then the shortest. */
export async function searchDiagnosisKeys(
  q: Queryable,
  regionCode: string,
  version: string,
  { kind, key }: { readonly kind: DiagnosisKeyKind; readonly key: string },
  limit: number,
): Promise<FoundDiagnosis[]> {
  return diagnosesByKey({ byCode: kind === 'code' })(q, { regionCode, version, kind, ...rangeOf(key), limit });
}

const diagnosesByKey = shaped(({ byCode }: { readonly byCode: boolean }) =>
  prepared(['regionCode', 'version', 'kind', 'from', 'to', 'limit'], (q, { regionCode, version, kind, from, to, limit }) => {
    const nearest = sql<number>`min(${diagnosisKey.skipped})`;
    return q
      .select({ code: diagnosis.code, name: diagnosis.name })
      .from(diagnosisKey)
      .innerJoin(diagnosis, and(eq(diagnosis.regionCode, diagnosisKey.regionCode), eq(diagnosis.version, diagnosisKey.version), eq(diagnosis.code, diagnosisKey.code)))
      .where(and(eq(diagnosisKey.regionCode, regionCode), eq(diagnosisKey.version, version), eq(diagnosisKey.kind, kind), gte(diagnosisKey.key, from), lte(diagnosisKey.key, to)))
      .groupBy(diagnosis.code, diagnosis.name)
      .orderBy(...(byCode ? [] : [asc(nearest), asc(sql`length(${diagnosis.name})`)]), asc(diagnosis.code))
      .limit(limit);
  }),
);
