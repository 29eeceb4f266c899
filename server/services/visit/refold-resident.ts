import type { Tx } from '@/db';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { refoldResidents } from './refold-residents';

/**
 * To be called in the transaction that changes what a resident's held visits were adjudicated by: a contract that begins
 * or ends in the past, retirement, a key group. Differences are posted to the open month.
 *
 * @returns how many adjudications changed.
 */
export async function refoldResident(tx: Tx, regionCode: string, who: { readonly id: string }, now: number): Promise<number> {
  const policies = await listPoliciesOf(tx, regionCode);
  return refoldResidents(tx, { regionCode, residentIds: [who.id], arrivals: [], policies, now });
}
