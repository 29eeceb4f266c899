import { findOwnSigningRequest, saveSigningRequest } from '@/db/queries/contract-request';
import { findResidentOfRegion } from '@/db/queries/resident';
import { type GivenConsent, isOpenOn } from '@/server/domain/contract/request';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { SigningReceipt } from '../contract/signing-receipt';
import { signedBefore } from '../contract-request/answer-signing-request';
import { signRequest, tellTeam } from '../contract-request/signing-request';
import { type ServiceContext, nameOfActor, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

export interface ConfirmProposalInput {
  readonly requestId: string;
  readonly consent: GivenConsent;
}

/** A resident agrees to what a team proposed: it is signed by the same rule as any contract. A retry gets the same contract. */
export function confirmProposal(context: ServiceContext, { requestId, consent: given }: ConfirmProposalInput): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const own = actingResident(context);
  return unitOfWork<SigningReceipt, AnyRefusal>(context, async (unit) => {
    const request = await findOwnSigningRequest(unit.tx, own, requestId);
    if (!request || request.status === 'draft') return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    if (request.status === 'signed') return receiptBefore(unit, request);
    if (request.status !== 'awaiting_resident' || !isOpenOn(request, today(context))) return refuse({ code: 'contract_request.not_open', facts: { status: request.status, dueOn: request.dueOn } });
    const { provedBy, ...consent } = given;
    const signed = await signRequest(context, unit, request, { consent, signature: { method: provedBy } });
    if (!signed.ok) return signed;
    await tellAnswer(context, unit, request, true);
    await unit.audit({ action: 'signing_request.confirmed', subject: { kind: 'contract_request', id: request.id }, facts: { contractId: signed.value.contractId } });
    return signed;
  });
}

async function receiptBefore(unit: UnitOfWork, request: Parameters<typeof signedBefore>[1]): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const again = await signedBefore(unit, request);
  if (!again.ok) return again;
  return again.value.signed ? accept(again.value.signed) : refuse({ code: 'not_found', facts: { what: 'contract' } });
}

/** A resident does not want what a team proposed, or takes back what they asked for; neither needs a reason. */
export function dropOwnRequest(context: ServiceContext, { requestId, reason }: { readonly requestId: string; readonly reason: string | null }): Promise<Outcome<{ requestId: string }, AnyRefusal>> {
  const own = actingResident(context);
  return unitOfWork<{ requestId: string }, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const request = await findOwnSigningRequest(tx, own, requestId);
    if (!request || request.status === 'draft') return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    const status = request.askedBy === 'team' ? ('refused' as const) : ('withdrawn' as const);
    const about = { kind: 'contract_request', id: request.id } as const;
    if (request.status === status) {
      await audit({ action: 'signing_request.repeated', subject: about });
      return accept({ requestId: request.id });
    }
    if (!isOpenOn(request, today(context))) return refuse({ code: 'contract_request.not_open', facts: { status: request.status, dueOn: request.dueOn } });
    const isSaved = await saveSigningRequest(tx, request, { status, closedAt: context.now(), closedByName: nameOfActor(context.actor), closedReason: reason?.trim() || null });
    if (!isSaved) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    if (status === 'refused') await tellAnswer(context, unit, request, false);
    else await tellTeam(context, unit, request, 'request_withdrawn');
    await audit({ action: status === 'refused' ? 'signing_request.declined' : 'signing_request.withdrawn', subject: about });
    return accept({ requestId: request.id });
  });
}

async function tellAnswer(context: ServiceContext, { tx }: UnitOfWork, request: { readonly id: string; readonly regionCode: string; readonly residentId: string; readonly teamId: string; readonly kind: 'sign' | 'renew' | 'transfer' }, agreed: boolean): Promise<void> {
  const { regionCode, residentId, teamId, kind, id } = request;
  const resident = await findResidentOfRegion(tx, regionCode, residentId);
  await queueNotice<'proposal_answered'>(tx, context, { regionCode, to: { kind: 'team', id: teamId }, template: 'proposal_answered', facts: { maskedName: maskName(resident?.name ?? ''), kind, agreed }, about: { kind: 'contract_request', id } });
}
