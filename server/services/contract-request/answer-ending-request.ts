import { closeEndingRequest, findEndingRequest } from '@/db/queries/contract-request';
import { findContract } from '@/db/queries/contract';
import { findTeam } from '@/db/queries/team';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { terminateWithin } from '../contract/terminate-contract';
import { type ServiceContext, nameOfActor } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface AnswerEndingRequestInput {
  readonly requestId: string;
  readonly agreed: boolean;
  /** The last day in force when agreed; null: today. */
  readonly endDay: Day | null;
  /** Needed to refuse. */
  readonly note: string | null;
}

export interface AnsweredEnding {
  readonly requestId: string;
  readonly contractId: string;
  /** Null when it was refused. */
  readonly endDay: Day | null;
}

/** A team's answer to a resident who wants to end a contract: it ends, or the resident is told why not. */
export function answerEndingRequest(context: ServiceContext, input: AnswerEndingRequestInput): Promise<Outcome<AnsweredEnding, AnyRefusal>> {
  const reach = permit(context, 'contract:terminate');
  return unitOfWork<AnsweredEnding, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const request = await findEndingRequest(tx, reach, input.requestId);
    const contract = request && (await findContract(tx, reach, request.contractId));
    if (!request || !contract) return refuse({ code: 'not_found', facts: { what: 'contract_request' } });
    const reason = input.note?.trim() || null;
    if (!input.agreed && reason === null) return refuse({ code: 'contract.reason_missing', facts: {} });
    if (request.status === (input.agreed ? 'agreed' : 'refused')) {
      // A retry of the answer that was given.
      await audit({ action: 'ending_request.repeated', subject: { kind: 'contract', id: contract.id } });
      return accept({ requestId: request.id, contractId: contract.id, endDay: input.agreed ? contract.endDay : null });
    }
    const closed = { status: input.agreed ? ('agreed' as const) : ('refused' as const), answeredAt: context.now(), answeredByName: nameOfActor(context.actor), answerNote: reason };
    if (!(await closeEndingRequest(tx, request, closed))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
    const ended = input.agreed ? await terminateWithin(context, unit, contract, { reason: request.reason, endDay: input.endDay, note: request.note }) : null;
    if (ended && !ended.ok) return ended;
    const { regionCode, residentId, teamId } = contract;
    const team = await findTeam(tx, regionCode, teamId);
    const about = { kind: 'contract', id: contract.id } as const;
    await queueNotice<'ending_answered'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'ending_answered', facts: { teamName: team?.name ?? '', agreed: input.agreed, reason }, about });
    await audit({ action: input.agreed ? 'ending_request.agreed' : 'ending_request.refused', subject: about, facts: { requestId: request.id, reason } });
    return accept({ requestId: request.id, contractId: contract.id, endDay: ended?.value.endDay ?? null });
  });
}
