import { findContract, saveTermination } from '@/db/queries/contract';
import { moveClaim } from '@/db/queries/contract-claim';
import { findResidentOfRegion } from '@/db/queries/resident';
import type { TerminationReason } from '@/server/domain/contract/contract';
import { terminateContract as decideTermination, type TerminationRequest } from '@/server/domain/contract/terminate-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';
import { releasePlaces } from './places';
import { refoldResident } from '../visit/refold-resident';

export interface TerminateContractInput {
  readonly contractId: string;
  readonly reason: TerminationReason;
  /** The last day in force; null: today. A death sets it by itself. */
  readonly endDay: Day | null;
  readonly note: string | null;
}

/**
 * Ends a contract within reach. Its person may be signed elsewhere from the day after its last one, and its place in the team is
 * free at once.
 */
export function terminateContract(
  context: ServiceContext,
  input: TerminateContractInput,
): Promise<Outcome<{ contractId: string; endDay: Day }, AnyRefusal>> {
  const reach = permit(context, 'contract:terminate');
  return unitOfWork<{ contractId: string; endDay: Day }, AnyRefusal>(context, async ({ tx, audit }) => {
    const contract = await findContract(tx, reach, input.contractId);
    const resident = contract && (await findResidentOfRegion(tx, contract.regionCode, contract.residentId));
    if (!contract || !resident) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const decision = decideTermination({
      contract,
      request: requestOf(input, today(context)),
      deathDay: resident.deathDay,
      today: today(context),
      now: context.now(),
    });
    if (!decision.ok) return decision;
    const ended = decision.value;
    if (!(await saveTermination(tx, contract, ended))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
    const { id, regionCode, residentId, teamId, practitionerId, endDay } = ended;
    await moveClaim(tx, { identityIndexes: [resident.identityIndex], regionCode, contractId: id, startDay: ended.startDay, endDay });
    // An expired contract gave its places back when it expired.
    if (contract.status === 'in_force') await releasePlaces(tx, regionCode, [{ teamId, practitionerId, residentId }]);
    // A death is often learnt of late: what was settled after the last day loses what the contract had added.
    await refoldResident(tx, regionCode, resident, context.now());
    const facts = { reason: input.reason, note: input.note?.trim() || null, endDay, agreedEndDay: contract.endDay };
    await audit({ action: 'contract.terminated', subject: { kind: 'contract', id }, facts });
    return accept({ contractId: id, endDay });
  });
}

function requestOf({ reason, endDay, note }: TerminateContractInput, day: Day): TerminationRequest {
  return reason === 'deceased' ? { reason } : { reason, endDay: endDay ?? day, note };
}
