import { setImmediate } from 'node:timers/promises';
import type { Tx } from '@/db';
import { listUnindexed, writeSearchKeys } from '@/db/queries/search-key';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { keysWithMerged } from './search-keys';

const batchSize = 1000;

/**
 * Write the search keys of the region's residents who have none, or have those of an earlier version: whom an older program registered.
 * A batch is a transaction of its own, so that it can be interrupted and run beside everything else; two at once write the same. Keys
 * say nothing that the residents' rows do not, so that no audit row is left.
 */
export async function fillSearchKeys(context: ServiceContext): Promise<{ readonly filled: number }> {
  const { regionCode } = permit(context, 'resident:read');
  let filled = 0;
  for (;;) {
    const some = await context.store.transaction((tx) => fillBatch(tx, regionCode));
    if (some === 0) return { filled };
    filled += some;
    await setImmediate();
  }
}

async function fillBatch(tx: Tx, regionCode: string): Promise<number> {
  const rows = await listUnindexed(tx, regionCode, batchSize);
  await writeSearchKeys(tx, regionCode, await keysWithMerged(tx, regionCode, rows));
  return rows.length;
}
