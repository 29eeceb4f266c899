import { theStore } from '@/db';
import { listServedRegionsOf } from '@/server/services/institution/list-region-codes';

/** The regions of this installation, by code; asked by pages that nobody has signed in to. */
export async function listServedRegions(): Promise<{ readonly code: string; readonly name: string }[]> {
  return listServedRegionsOf(await theStore());
}
