import { type SigningRequestRow, findOpenSigningRequest, insertSigningRequest, lapseSigningRequests, saveSigningRequest } from '@/db/queries/contract-request';
import { findClaimHolder } from '@/db/queries/contract-claim';
import { findContract } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import type { Contract, ContractChannel } from '@/server/domain/contract/contract';
import type { Asker, GivenConsent, RequestKind, RequestStatus } from '@/server/domain/contract/request';
import type { TransferReason } from '@/server/domain/contract/transfer-contract';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { agreeContract } from '../contract/agree-contract';
import { type ConsentInput, consentOf } from '../contract/consent-input';
import { expireOverdue } from '../contract/expire-contracts';
import { renewWithin } from '../contract/renew-contract';
import { type SigningReceipt, receiptOf } from '../contract/signing-receipt';
import { findSigningPerson } from '../contract/signing-person';
import { transferWithin } from '../contract/transfer-contract';
import { type ServiceContext, nameOfActor, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import type { UnitOfWork } from '../unit-of-work';

/** What is asked for, by whichever side. */
export interface RequestedTerms {
  readonly kind: RequestKind;
  readonly residentId: string;
  readonly teamId: string;
  readonly practitionerId: string | null;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  /** Null: the first day that the rules allow when it is signed. */
  readonly startDay: Day | null;
  /** The contract to be renewed or left. */
  readonly contractId: string | null;
  readonly transferReason: TransferReason | null;
  readonly note: string | null;
}

export interface MadeRequest {
  readonly requestId: string;
  readonly status: RequestStatus;
  readonly dueOn: Day;
}

/** A row for a new request, as it stands before anybody has answered. */
export function requestRow(context: ServiceContext, asked: RequestedTerms, more: { readonly team: TeamWithSeats; readonly askedBy: Asker; readonly status: RequestStatus; readonly requestKey: string; readonly consent: GivenConsent | null; readonly terms: ContractTerms }): SigningRequestRow {
  const { team, askedBy, status, requestKey, consent, terms } = more;
  return {
    ...{ regionCode: team.regionCode, id: context.newId(), kind: asked.kind, askedBy, status, residentId: asked.residentId },
    ...{ teamId: team.id, institutionCode: team.institutionCode, practitionerId: asked.practitionerId, packageCodes: [...asked.packageCodes] },
    ...{ termYears: asked.termYears, startDay: asked.startDay, contractId: asked.contractId, transferReason: asked.transferReason, note: asked.note?.trim() || null },
    ...{ consent, dueOn: addDays(today(context), terms.lifeCycle.requestDays.value), requestKey, version: 1 },
    ...{ createdAt: context.now(), createdBy: actorRef(context.actor), createdByName: nameOfActor(context.actor) },
    ...{ closedAt: null, closedByName: null, closedReason: null, signedContractId: null },
  };
}

/** Writes a request that waits for an answer; refused while the resident has another one that does. */
export async function openRequest(context: ServiceContext, { tx }: UnitOfWork, row: SigningRequestRow): Promise<Outcome<MadeRequest, AnyRefusal>> {
  await lapseSigningRequests(tx, row.regionCode, { today: today(context), now: context.now(), residentId: row.residentId });
  if (await insertSigningRequest(tx, row)) return accept(madeOf(row));
  return refuse(await whyNotOpen(tx, row));
}

export async function whyNotOpen(tx: UnitOfWork['tx'], { regionCode, residentId }: Pick<SigningRequestRow, 'regionCode' | 'residentId'>): Promise<AnyRefusal> {
  const open = await findOpenSigningRequest(tx, regionCode, residentId);
  if (!open) return { code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } };
  return { code: 'contract_request.already_open', facts: { askedBy: open.askedBy, teamName: open.teamName, dueOn: open.dueOn } };
}

export function madeOf({ id, status, dueOn }: SigningRequestRow): MadeRequest {
  return { requestId: id, status, dueOn };
}

/**
 * Signs what was asked for, by the one signing rule as of today, and closes the request with it. The request holds no place and no day:
 * what has changed since it was made counts.
 */
export async function signRequest(
  context: ServiceContext,
  unit: UnitOfWork,
  request: SigningRequestRow,
  agreed: { readonly consent: ConsentInput; readonly signature: SignatureGiven; readonly practitionerId?: string | null },
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { tx } = unit;
  const policy = await getPolicyInForce(tx, request.regionCode, today(context));
  if (!policy.ok) return policy;
  const signed = await signAs(context, unit, policy.value.contract, request, { ...agreed, practitionerId: agreed.practitionerId ?? request.practitionerId });
  if (!signed.ok) return signed;
  const closed = await saveSigningRequest(tx, request, { status: 'signed', signedContractId: signed.value.contractId, closedAt: context.now(), closedByName: nameOfActor(context.actor) });
  return closed ? signed : refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
}

async function signAs(
  context: ServiceContext,
  unit: UnitOfWork,
  terms: ContractTerms,
  request: SigningRequestRow,
  { consent, signature, practitionerId }: { readonly consent: ConsentInput; readonly signature: SignatureGiven; readonly practitionerId: string | null },
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, residentId, packageCodes, termYears, kind } = request;
  const channel: ContractChannel = 'online';
  const order = { requestKey: `request:${request.id}`, practitionerId, packageCodes, termYears, consent, signature, channel };
  if (kind !== 'sign') {
    const contract = request.contractId === null ? null : await findContract(tx, { regionCode, institutionCodes: 'all' }, request.contractId);
    if (!contract || contract.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    if (kind === 'renew') return renewWithin(context, unit, terms, contract, order);
    const { teamId: toTeamId, transferReason, note, startDay } = request;
    return transferWithin(context, unit, terms, contract, { ...order, toTeamId, reason: transferReason ?? 'by_choice', note, startDay: notPast(startDay, addDays(today(context), 1)) });
  }
  await expireOverdue(tx, regionCode, today(context), { teamId: request.teamId, residentId });
  const team = await findTeam(tx, regionCode, request.teamId);
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: residentId });
  if (!team || !person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const agreed = await agreeContract(context, unit, terms, {
    ...order,
    ...{ person, team, consent: consentOf(consent, context.now()), previousContractId: null },
    startDay: notPast(request.startDay, today(context)) ?? today(context),
  });
  return receiptOf(agreed, team);
}

/** A day that was still to come when it was asked for may be past when it is answered. */
function notPast(asked: Day | null, earliest: Day): Day | null {
  return asked !== null && asked < earliest ? earliest : asked;
}

/** What no region's own contracts show: another region's that covers one of the days. Changing teams, the person leaves the old one first. */
export async function heldElsewhere(tx: UnitOfWork['tx'], contract: Pick<Contract, 'regionCode' | 'residentId' | 'teamId' | 'startDay' | 'endDay'>): Promise<AnyRefusal[]> {
  const { regionCode, residentId, startDay, endDay } = contract;
  const holder = await findClaimHolder(tx, { identityIndexes: await listIdentityIndexes(tx, regionCode, residentId), startDay, endDay });
  return holder === null ? [] : [{ code: 'contract.already_active', facts: { teamName: holder.teamName, until: holder.until, sameTeam: holder.teamId === contract.teamId } }];
}

/** Tells the team what a resident wants of it. */
export async function tellTeam(context: ServiceContext, { tx }: UnitOfWork, request: SigningRequestRow, template: 'request_received' | 'request_withdrawn'): Promise<void> {
  const { regionCode, residentId, teamId, kind, id } = request;
  const resident = await findResidentOfRegion(tx, regionCode, residentId);
  await queueNotice<'request_received' | 'request_withdrawn'>(tx, context, { regionCode, to: { kind: 'team', id: teamId }, template, facts: { maskedName: maskName(resident?.name ?? ''), kind }, about: { kind: 'contract_request', id } });
}
