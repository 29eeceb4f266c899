import { asc, eq } from 'drizzle-orm';
import type { Store } from '@/db';
import { listVisitBalances } from '@/db/queries/ledger';
import { adjudication, visit } from '@/db/schema';

/**
 * What stands in a region's books, without what depends on when and how it came there: revisions, residents' ids and the
 * region's own code are left out, so that the same visits in two districts can be compared.
 */
export async function booksOf(store: Store, regionCode: string): Promise<{ visits: number; adjudications: object[]; balances: object[] }> {
  const rows = await store.reads
    .select()
    .from(adjudication)
    .where(eq(adjudication.regionCode, regionCode))
    .orderBy(asc(adjudication.institutionCode), asc(adjudication.settlementId));
  const state = {
    visits: (await store.reads.select({ id: visit.settlementId }).from(visit).where(eq(visit.regionCode, regionCode))).length,
    adjudications: rows.map(({ revision: _revision, residentId: _resident, ...row }) => row),
    balances: (await listVisitBalances(store.reads, regionCode)).filter(({ balanceFen }) => balanceFen !== 0),
  };
  return JSON.parse(JSON.stringify(state).replaceAll(regionCode, 'R')) as typeof state;
}
