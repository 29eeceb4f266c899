import { and, asc, eq } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { savedFilter } from '@/db/schema';
import type { SavedFilterScreen } from '@/server/domain/saved-filter/saved-filter';

export type SavedFilterRow = typeof savedFilter.$inferSelect;

/** Whose filters, and of which screen. */
export interface FilterOwner {
  readonly regionCode: string;
  readonly accountId: string;
}

/** Somebody's filters of a screen, in the order in which they were made. */
export async function listSavedFilters(q: Queryable, { regionCode, accountId }: FilterOwner, screen: SavedFilterScreen): Promise<SavedFilterRow[]> {
  return q
    .select()
    .from(savedFilter)
    .where(and(eq(savedFilter.regionCode, regionCode), eq(savedFilter.accountId, accountId), eq(savedFilter.screen, screen)))
    .orderBy(asc(savedFilter.createdAt), asc(savedFilter.id));
}

/** Keeps a filter; one of the same name gets the new query. */
export async function saveFilter(tx: Tx, row: SavedFilterRow): Promise<void> {
  await tx
    .insert(savedFilter)
    .values(row)
    .onConflictDoUpdate({ target: [savedFilter.regionCode, savedFilter.accountId, savedFilter.screen, savedFilter.name], set: { query: row.query } });
}

/** False when the person has no such filter. */
export async function deleteSavedFilter(tx: Tx, { regionCode, accountId }: FilterOwner, id: string): Promise<boolean> {
  const gone = await tx
    .delete(savedFilter)
    .where(and(eq(savedFilter.regionCode, regionCode), eq(savedFilter.accountId, accountId), eq(savedFilter.id, id)))
    .returning({ id: savedFilter.id });
  return gone.length === 1;
}
