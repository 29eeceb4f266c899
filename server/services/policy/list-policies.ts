import { type PolicyHead, listPolicyHeads } from '@/db/queries/policy';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export type PolicyListRow = PolicyHead & { readonly inForceToday: boolean };

/** The policy versions of the actor's region, the latest first, with the one that is in force today marked. */
export async function listPolicies(context: ServiceContext): Promise<PolicyListRow[]> {
  const { regionCode } = permit(context, 'policy:read');
  const heads = await listPolicyHeads(context.store.reads, regionCode);
  const day = today(context);
  const current = heads.find(({ inForceFrom, inForceTo }) => inForceFrom <= day && (inForceTo === null || day <= inForceTo));
  return heads.map((head) => ({ ...head, inForceToday: head === current }));
}
