import { listOwnReferrals as findReferrals } from '@/db/queries/own';
import type { ServiceContext } from '../context';
import { ownResident } from './own-resident';

export type OwnReferral = Awaited<ReturnType<typeof findReferrals>>[number];

const shown = 20;

/** The person's newest referrals. */
export async function listOwnReferrals(context: ServiceContext): Promise<readonly OwnReferral[]> {
  return findReferrals(context.store.reads, ownResident(context), shown);
}
