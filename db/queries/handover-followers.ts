import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { contract, contractFulfilment, endingRequest, followUp, signingRequest } from '@/db/schema';
import { openStatuses } from '@/server/domain/contract/request';

/**
 * What is open about a team's contracts goes with them: what they are owed, and what was asked. What is over stays with whoever did it.
 * To be called after the contracts moved.
 */
export async function moveOpenWork(tx: Tx, regionCode: string, fromTeamId: string, to: { readonly teamId: string; readonly institutionCode: string }): Promise<void> {
  const moved = tx
    .select({ id: contract.id })
    .from(contract)
    .where(and(eq(contract.regionCode, regionCode), eq(contract.teamId, to.teamId), eq(contract.status, 'in_force')));
  await tx
    .update(contractFulfilment)
    .set(to)
    .where(and(eq(contractFulfilment.regionCode, regionCode), eq(contractFulfilment.teamId, fromTeamId), inArray(contractFulfilment.contractId, moved)));
  await tx
    .update(followUp)
    .set(to)
    .where(and(eq(followUp.regionCode, regionCode), eq(followUp.teamId, fromTeamId), inArray(followUp.contractId, moved)));
  await tx
    .update(signingRequest)
    .set({ ...to, practitionerId: null })
    .where(and(eq(signingRequest.regionCode, regionCode), eq(signingRequest.teamId, fromTeamId), inArray(signingRequest.status, ['draft', ...openStatuses])));
  await tx
    .update(endingRequest)
    .set({ institutionCode: to.institutionCode })
    .where(and(eq(endingRequest.regionCode, regionCode), eq(endingRequest.status, 'pending'), inArray(endingRequest.contractId, moved)));
}
