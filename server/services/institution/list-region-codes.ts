import type { Store } from '@/db';
import { listRegions } from '@/db/queries/registry';

/** The regions this installation serves, with their names. Which there are is no secret and belongs to no actor. */
export async function listServedRegionsOf(store: Store): Promise<{ readonly code: string; readonly name: string }[]> {
  return (await listRegions(store.reads)).map(({ code, name }) => ({ code, name }));
}

/** Their codes. */
export async function listRegionCodes(store: Store): Promise<string[]> {
  return (await listServedRegionsOf(store)).map(({ code }) => code);
}
