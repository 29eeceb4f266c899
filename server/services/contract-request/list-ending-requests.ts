import { listPendingEndings } from '@/db/queries/contract-request';
import type { TerminationReason } from '@/server/domain/contract/contract';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ResidentSummary, summaryFor } from '../resident/resident-summary';

export interface ListedEnding {
  readonly requestId: string;
  readonly contractId: string;
  readonly resident: ResidentSummary;
  readonly reason: TerminationReason;
  readonly note: string | null;
  readonly createdAt: number;
}

/** One page of the residents within reach who want to end their contract, the longest waiting first. */
export async function listEndingRequests(context: ServiceContext, { teamId, ...page }: { readonly teamId: string | null; readonly page: number; readonly pageSize: number }): Promise<{ rows: ListedEnding[]; total: number }> {
  const reach = permit(context, 'contract:read');
  const { rows, total } = await listPendingEndings(context.store.reads, reach, teamId === null ? null : [teamId], page);
  return {
    total,
    rows: rows.map(({ request, resident }) => ({
      ...{ requestId: request.id, contractId: request.contractId, reason: request.reason, note: request.note, createdAt: request.createdAt },
      resident: summaryFor(context.actor, resident, today(context)),
    })),
  };
}
