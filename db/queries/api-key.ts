import { and, asc, desc, eq, isNull, lt, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { account, apiKey, institution } from '@/db/schema';

export type ApiKeyRow = typeof apiKey.$inferSelect;

/** A key with the account that its system acts as. */
export interface KeyedAccount {
  readonly key: ApiKeyRow;
  readonly account: typeof account.$inferSelect;
}

/** Where the region's code ends in a key's id. */
const regionLength = 6;

/** No password's hash looks like this, so that none matches it. */
const noPassword = '*';

/** Files a key and the account it acts as. */
export async function insertApiKey(tx: Tx, key: ApiKeyRow, name: string): Promise<void> {
  const { id, regionCode, institutionCode } = key;
  await tx.insert(account).values({ id, userName: `gk_${id}`, passwordHash: noPassword, name, role: 'his', regionCode, institutionCode });
  await tx.insert(apiKey).values(key);
}

export async function findApiKey(q: Queryable, id: string): Promise<KeyedAccount | null> {
  const [row] = await q
    .select({ key: apiKey, account })
    .from(apiKey)
    .innerJoin(account, eq(account.id, apiKey.id))
    .where(and(eq(apiKey.regionCode, id.slice(0, regionLength)), eq(apiKey.id, id)));
  return row ?? null;
}

/** Notes that a key was used, unless that was noted at `notSince` or later. */
export async function noteApiKeyUse(tx: Tx, regionCode: string, id: string, at: number, notSince: number): Promise<void> {
  await tx
    .update(apiKey)
    .set({ lastUsedAt: at })
    .where(and(eq(apiKey.regionCode, regionCode), eq(apiKey.id, id), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, notSince))));
}

/** False when it was revoked already. The account it acts as is disabled with it. */
export async function saveRevocation(tx: Tx, regionCode: string, id: string, at: number): Promise<boolean> {
  const won = await tx
    .update(apiKey)
    .set({ revokedAt: at })
    .where(and(eq(apiKey.regionCode, regionCode), eq(apiKey.id, id), isNull(apiKey.revokedAt)))
    .returning({ id: apiKey.id });
  if (won.length === 0) return false;
  await tx.update(account).set({ disabled: true }).where(and(eq(account.regionCode, regionCode), eq(account.id, id)));
  return true;
}

/** A key as lists show it: nothing that opens anything. */
export interface ApiKeyListRow {
  readonly id: string;
  readonly name: string;
  readonly institutionCode: string;
  readonly institutionName: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly revokedAt: number | null;
  readonly disabled: boolean;
}

/** A region's keys by institution, the newest first. */
export async function listApiKeys(q: Queryable, regionCode: string): Promise<ApiKeyListRow[]> {
  const { id, institutionCode, createdAt, lastUsedAt, revokedAt } = apiKey;
  return q
    .select({ id, name: account.name, institutionCode, institutionName: institution.name, createdAt, lastUsedAt, revokedAt, disabled: account.disabled })
    .from(apiKey)
    .innerJoin(account, eq(account.id, apiKey.id))
    .innerJoin(institution, and(eq(institution.regionCode, apiKey.regionCode), eq(institution.code, apiKey.institutionCode)))
    .where(eq(apiKey.regionCode, regionCode))
    .orderBy(asc(institutionCode), desc(createdAt), asc(id));
}
