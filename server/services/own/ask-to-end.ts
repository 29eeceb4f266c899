import { closeEndingRequest, findEndingRequestByKey, findOwnEndingRequest, insertEndingRequest, listEndingRequestsOf } from '@/db/queries/contract-request';
import { findContract } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { type EndingReason, expireContract } from '@/server/domain/contract/terminate-contract';
import { maskName } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

export interface AskToEndInput {
  readonly requestKey: string;
  readonly contractId: string;
  readonly reason: Exclude<EndingReason, 'deceased' | 'unreachable_one_year' | 'refused_one_year'>;
  readonly note: string | null;
}

/** A resident asks to end a contract; it goes on until the team has agreed. Whoever takes their consent back need not ask. */
export function askToEnd(context: ServiceContext, input: AskToEndInput): Promise<Outcome<{ requestId: string }, AnyRefusal>> {
  const { regionCode, residentId } = actingResident(context);
  return unitOfWork<{ requestId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const contract = await findContract(tx, { regionCode, institutionCodes: 'all' }, input.contractId);
    if (contract?.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const about = { kind: 'contract', id: contract.id } as const;
    const earlier = await findEndingRequestByKey(tx, regionCode, input.requestKey);
    if (earlier) {
      if (earlier.contractId !== contract.id) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
      await audit({ action: 'ending_request.repeated', subject: about });
      return accept({ requestId: earlier.id });
    }
    const standing = expireContract(contract, today(context)) ?? contract;
    if (standing.status !== 'in_force') return refuse({ code: 'contract.not_in_force', facts: { status: standing.status, endDay: contract.endDay } });
    const note = input.note?.trim() || null;
    if (input.reason === 'other' && note === null) return refuse({ code: 'contract.reason_missing', facts: {} });
    const id = context.newId();
    const row = {
      ...{ regionCode, id, contractId: contract.id, residentId, institutionCode: contract.institutionCode, askedBy: 'resident' as const, status: 'pending' as const },
      ...{ reason: input.reason, note, requestKey: input.requestKey, createdAt: context.now(), createdByName: nameOfActor(context.actor), answeredAt: null, answeredByName: null, answerNote: null },
    };
    if (!(await insertEndingRequest(tx, row))) {
      const [open] = (await listEndingRequestsOf(tx, regionCode, [contract.id])).filter(({ status }) => status === 'pending');
      return refuse({ code: 'contract_request.ending_open', facts: { createdAt: open?.createdAt ?? context.now() } });
    }
    const resident = await findResidentOfRegion(tx, regionCode, residentId);
    await queueNotice<'ending_asked'>(tx, context, { regionCode, to: { kind: 'team', id: contract.teamId }, template: 'ending_asked', facts: { maskedName: maskName(resident?.name ?? '') }, about });
    await audit({ action: 'ending_request.asked', subject: about, facts: { requestId: id, reason: input.reason, residentId } });
    return accept({ requestId: id });
  });
}

/** Takes the wish to end a contract back, while nobody has answered it. */
export function keepContract(context: ServiceContext, { requestId }: { readonly requestId: string }): Promise<Outcome<{ requestId: string }, AnyRefusal>> {
  const own = actingResident(context);
  return unitOfWork<{ requestId: string }, AnyRefusal>(context, async ({ tx, audit }) => {
    const request = await findOwnEndingRequest(tx, own, requestId);
    if (!request) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    const closed = { status: 'withdrawn' as const, answeredAt: context.now(), answeredByName: nameOfActor(context.actor), answerNote: null };
    if (request.status !== 'withdrawn' && !(await closeEndingRequest(tx, request, closed))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    await audit({ action: 'ending_request.withdrawn', subject: { kind: 'contract', id: request.contractId }, facts: { requestId } });
    return accept({ requestId });
  });
}
