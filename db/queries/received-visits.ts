import { and, eq } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { importBatch, visit } from '@/db/schema';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { VisitKey } from '@/server/domain/visit/visit';
import { visitIn } from './visit';

/** The imports that one sender has sent under one name. */
export async function findBatchesSentAs(q: Queryable, regionCode: string, startedBy: string, fileName: string): Promise<string[]> {
  const rows = await q
    .select({ id: importBatch.id })
    .from(importBatch)
    .where(and(eq(importBatch.regionCode, regionCode), eq(importBatch.startedBy, startedBy), eq(importBatch.fileName, fileName)));
  return rows.map((row) => row.id);
}

const mostKeys = 5000;

/** With which import each of these visits came, by `visitKeyText`; visits that are not held are not in the map. */
export async function findBatchesOfVisits(q: Queryable, regionCode: string, keys: readonly VisitKey[]): Promise<Map<string, string | null>> {
  const found = new Map<string, string | null>();
  const { institutionCode, settlementId, batchId } = visit;
  for (let from = 0; from < keys.length; from += mostKeys) {
    const rows = await q
      .select({ institutionCode, settlementId, batchId })
      .from(visit)
      .where(and(eq(visit.regionCode, regionCode), visitIn(visit, keys.slice(from, from + mostKeys))));
    for (const row of rows) found.set(visitKeyText(row), row.batchId);
  }
  return found;
}
