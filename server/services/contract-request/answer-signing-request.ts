import { type SigningRequestRow, findSigningRequest, saveSigningRequest } from '@/db/queries/contract-request';
import { findContract } from '@/db/queries/contract';
import { findTeam } from '@/db/queries/team';
import { isOpenOn } from '@/server/domain/contract/request';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type SigningReceipt, answerAgain } from '../contract/signing-receipt';
import { type ServiceContext, nameOfActor, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { signRequest } from './signing-request';

export type AnswerSigningRequestInput =
  | { readonly requestId: string; readonly answer: 'accept'; /** Null: as asked for, or the team's leader. */ readonly practitionerId: string | null }
  | { readonly requestId: string; readonly answer: 'refuse'; readonly reason: string };

/** What became of it; the receipt of the contract when it was accepted. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly signed: SigningReceipt | null;
}

/**
 * A team's answer to what a resident asked for. Accepted, it goes through the same rule as any signing, as of today; a retry gets the
 * contract that the first try made. Refused, the resident is told why.
 */
export function answerSigningRequest(context: ServiceContext, input: AnswerSigningRequestInput): Promise<Outcome<AnsweredRequest, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<AnsweredRequest, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const request = await findSigningRequest(tx, reach, input.requestId);
    if (!request) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    if (request.status === 'signed' && input.answer === 'accept') return signedBefore(unit, request);
    if (request.status === 'refused' && request.askedBy === 'resident' && input.answer === 'refuse') {
      // A retry of the answer that was given: its reason stands, and nobody is told twice.
      await unit.audit({ action: 'signing_request.repeated', subject: { kind: 'contract_request', id: request.id } });
      return accept({ requestId: request.id, signed: null });
    }
    if (request.askedBy !== 'resident' || !isOpenOn(request, today(context)) || request.consent === null) {
      return refuse({ code: 'contract_request.not_open', facts: { status: request.status, dueOn: request.dueOn } });
    }
    if (input.answer === 'refuse') return refuseRequest(context, unit, request, input.reason);
    const { provedBy, ...consent } = request.consent;
    const signed = await signRequest(context, unit, request, { consent, signature: { method: provedBy }, practitionerId: input.practitionerId });
    if (!signed.ok) return signed;
    await unit.audit({ action: 'signing_request.accepted', subject: { kind: 'contract_request', id: request.id }, facts: { contractId: signed.value.contractId } });
    return accept({ requestId: request.id, signed: signed.value });
  });
}

/** A retry of an answer that was given: the same contract. */
export async function signedBefore(unit: UnitOfWork, request: SigningRequestRow): Promise<Outcome<AnsweredRequest, AnyRefusal>> {
  const contract = request.signedContractId === null ? null : await findContract(unit.tx, { regionCode: request.regionCode, institutionCodes: 'all' }, request.signedContractId);
  if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const again = await answerAgain(unit, contract, { residentId: request.residentId });
  return again.ok ? accept({ requestId: request.id, signed: again.value }) : again;
}

async function refuseRequest(context: ServiceContext, { tx, audit }: UnitOfWork, request: SigningRequestRow, told: string): Promise<Outcome<AnsweredRequest, AnyRefusal>> {
  const { id, regionCode, residentId, teamId, kind } = request;
  const reason = told.trim();
  if (reason === '') return refuse({ code: 'contract.reason_missing', facts: {} });
  const isSaved = await saveSigningRequest(tx, request, { status: 'refused', closedAt: context.now(), closedByName: nameOfActor(context.actor), closedReason: reason });
  if (!isSaved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
  const team = await findTeam(tx, regionCode, teamId);
  const about = { kind: 'contract_request', id } as const;
  await queueNotice<'request_refused'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'request_refused', facts: { teamName: team?.name ?? '', kind, reason }, about });
  await audit({ action: 'signing_request.refused', subject: about, facts: { reason } });
  return accept({ requestId: id, signed: null });
}
