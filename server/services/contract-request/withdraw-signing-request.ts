import { findSigningRequest, saveSigningRequest } from '@/db/queries/contract-request';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface WithdrawSigningRequestInput {
  readonly requestId: string;
  readonly reason: string | null;
}

/** Takes back a team's own draft or proposal. */
export function withdrawSigningRequest(context: ServiceContext, input: WithdrawSigningRequestInput): Promise<Outcome<{ requestId: string }, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<{ requestId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const request = await findSigningRequest(tx, reach, input.requestId);
    if (!request) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    if (request.askedBy !== 'team') return refuse({ code: 'contract_request.not_yours', facts: {} });
    if (request.status !== 'draft' && request.status !== 'awaiting_resident') return refuse({ code: 'contract_request.not_open', facts: { status: request.status, dueOn: request.dueOn } });
    const closedReason = input.reason?.trim() || null;
    const isSaved = await saveSigningRequest(tx, request, { status: 'withdrawn', closedAt: context.now(), closedByName: nameOfActor(context.actor), closedReason });
    if (!isSaved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    await audit({ action: 'signing_request.withdrawn', subject: { kind: 'contract_request', id: request.id }, facts: { reason: closedReason } });
    return accept({ requestId: request.id });
  });
}
