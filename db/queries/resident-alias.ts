import { and, asc, eq } from 'drizzle-orm';
import { among, listed } from '@/db/among';
import type { Queryable, Tx } from '@/db/client';
import { prepared } from '@/db/prepared';
import { resident, residentAlias } from '@/db/schema';
import type { AliasKind } from '@/server/domain/registry/merge';

export interface Alias {
  readonly identityIndex: string;
  readonly residentId: string;
  readonly kind: AliasKind;
  readonly since: number;
}

/** Lets a number lead to a resident whose own it is not; a number that led elsewhere leads here from now on. */
export async function putAlias(tx: Tx, regionCode: string, alias: Alias): Promise<void> {
  const { identityIndex: _, ...moved } = alias;
  await tx
    .insert(residentAlias)
    .values({ regionCode, ...alias })
    .onConflictDoUpdate({ target: [residentAlias.regionCode, residentAlias.identityIndex], set: moved });
}

export async function removeAlias(tx: Tx, regionCode: string, identityIndex: string): Promise<void> {
  await tx.delete(residentAlias).where(and(eq(residentAlias.regionCode, regionCode), eq(residentAlias.identityIndex, identityIndex)));
}

/** Where numbers lead that are nobody's own any more; numbers without an alias are not in the map. */
export async function listAliases(q: Queryable, regionCode: string, indexes: readonly string[]): Promise<Map<string, string>> {
  if (indexes.length === 0) return new Map();
  return new Map((await aliasesAmong(q, { regionCode, indexes: listed(indexes) })).map((row) => [row.identityIndex, row.residentId]));
}

const aliasesAmong = prepared(['regionCode', 'indexes'], (q, { regionCode, indexes }) =>
  q
    .select({ identityIndex: residentAlias.identityIndex, residentId: residentAlias.residentId })
    .from(residentAlias)
    .where(and(eq(residentAlias.regionCode, regionCode), among(residentAlias.identityIndex, indexes))),
);

/** Every number under which a resident is found, their own first: a contract claims the person under all of them. */
export async function listIdentityIndexes(q: Queryable, regionCode: string, residentId: string): Promise<string[]> {
  const [own] = await q
    .select({ identityIndex: resident.identityIndex })
    .from(resident)
    .where(and(eq(resident.regionCode, regionCode), eq(resident.id, residentId)));
  const aliases = await q
    .select({ identityIndex: residentAlias.identityIndex })
    .from(residentAlias)
    .where(and(eq(residentAlias.regionCode, regionCode), eq(residentAlias.residentId, residentId)))
    .orderBy(asc(residentAlias.identityIndex));
  return [...(own ? [own.identityIndex] : []), ...aliases.map((row) => row.identityIndex)];
}

/** The aliases among some numbers, as they stand. */
export async function listAliasRows(q: Queryable, regionCode: string, indexes: readonly string[]): Promise<Alias[]> {
  if (indexes.length === 0) return [];
  const { identityIndex, residentId, kind, since } = residentAlias;
  return q.select({ identityIndex, residentId, kind, since }).from(residentAlias).where(and(eq(residentAlias.regionCode, regionCode), among(identityIndex, indexes)));
}
