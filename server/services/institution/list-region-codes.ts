import type { Store } from '@/db';
import { listRegions } from '@/db/queries/registry';

/** The regions this installation serves. Which there are is no secret and belongs to no actor. */
export async function listRegionCodes(store: Store): Promise<string[]> {
  return (await listRegions(store.reads)).map((region) => region.code);
}
