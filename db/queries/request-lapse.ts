import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { endingRequest, signingRequest } from '@/db/schema';
import { openStatuses } from '@/server/domain/contract/request';

export interface LapseNote {
  readonly at: number;
  readonly byName: string;
  readonly reason: string;
}

/** Closes what is asked by or about a resident, drafts too; says how many requests they were. */
export async function lapseRequestsOf(tx: Tx, own: { readonly regionCode: string; readonly residentId: string }, { at, byName, reason }: LapseNote): Promise<number> {
  const lapsed = await tx
    .update(signingRequest)
    .set({ status: 'lapsed', closedAt: at, closedByName: byName, closedReason: reason, version: sql`${signingRequest.version} + 1` })
    .where(and(eq(signingRequest.regionCode, own.regionCode), eq(signingRequest.residentId, own.residentId), inArray(signingRequest.status, ['draft', ...openStatuses])))
    .returning({ id: signingRequest.id });
  return lapsed.length;
}

/** Closes what waits about ending a resident's contracts, or about these of them; says how many requests they were. */
export async function lapseEndingsOf(tx: Tx, own: { readonly regionCode: string; readonly residentId: string; readonly contractIds?: readonly string[] }, { at, byName, reason }: LapseNote): Promise<number> {
  if (own.contractIds?.length === 0) return 0;
  const lapsed = await tx
    .update(endingRequest)
    .set({ status: 'withdrawn', answeredAt: at, answeredByName: byName, answerNote: reason })
    .where(
      and(
        ...[eq(endingRequest.regionCode, own.regionCode), eq(endingRequest.residentId, own.residentId), eq(endingRequest.status, 'pending')],
        own.contractIds === undefined ? undefined : inArray(endingRequest.contractId, [...own.contractIds]),
      ),
    )
    .returning({ id: endingRequest.id });
  return lapsed.length;
}
