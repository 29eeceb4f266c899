import { listOwnLookups as findLookups } from '@/db/queries/own';
import type { ServiceContext } from '../context';
import { ownResident } from './own-resident';

export type OwnLookup = Awaited<ReturnType<typeof findLookups>>[number];

const shown = 30;

/** Who looked at the person's record or changed it, by role and workplace (个人信息保护法 arts. 44, 45). */
export async function listOwnLookups(context: ServiceContext): Promise<readonly OwnLookup[]> {
  return findLookups(context.store.reads, ownResident(context), shown);
}
