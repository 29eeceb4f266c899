import { findContract } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import { findTeam } from '@/db/queries/team';
import type { Contract, TerminationReason } from '@/server/domain/contract/contract';
import { type EndingReason, terminateContract as decideTermination, type TerminationRequest } from '@/server/domain/contract/terminate-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { callOff, listNotBegun, writeEnding } from './end-contract';

export interface TerminateContractInput {
  readonly contractId: string;
  readonly reason: EndingReason;
  /** The last day in force; null: today. A death sets it by itself. */
  readonly endDay: Day | null;
  readonly note: string | null;
}

export interface EndedContract {
  readonly contractId: string;
  readonly endDay: Day;
}

/**
 * Ends a contract within reach. Its person may be signed elsewhere from the day after its last one, and its place in the team is
 * free at once. A renewal that has not begun falls with it; a contract that has not begun itself is called off.
 */
export function terminateContract(context: ServiceContext, input: TerminateContractInput): Promise<Outcome<EndedContract, AnyRefusal>> {
  const reach = permit(context, 'contract:terminate');
  return unitOfWork<EndedContract, AnyRefusal>(context, async (unit) => {
    const contract = await findContract(unit.tx, reach, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const ended = await terminateWithin(context, unit, contract, input);
    if (ended.ok) await tellResident(context, unit, contract, ended.value.endDay);
    return ended;
  });
}

/** The ending as a part of a unit of work that has found the contract, for those who end one on another ground. */
export async function terminateWithin(
  context: ServiceContext,
  unit: UnitOfWork,
  contract: Contract,
  asked: { readonly reason: TerminationReason; readonly endDay: Day | null; readonly note: string | null },
): Promise<Outcome<EndedContract, AnyRefusal>> {
  const { tx } = unit;
  const resident = await findResidentOfRegion(tx, contract.regionCode, contract.residentId);
  if (!resident) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const decision = decideTermination({
    contract,
    request: requestOf(asked, today(context)),
    deathDay: resident.deathDay,
    today: today(context),
    now: context.now(),
  });
  if (!decision.ok) return decision;
  const { id, regionCode, endDay } = decision.value;
  const identityIndexes = await listIdentityIndexes(tx, regionCode, resident.id);
  const later = await listNotBegun(tx, context, contract);
  const isEnded = (await callOff(context, unit, later, asked.reason, identityIndexes)) && (await writeEnding(context, unit, { before: contract, after: decision.value, identityIndexes, note: asked.note }));
  if (!isEnded) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  // A death is often learnt of late: what was settled after the last day loses what the contract had added.
  await refoldResident(tx, regionCode, resident, context.now());
  return accept({ contractId: id, endDay });
}

async function tellResident(context: ServiceContext, { tx }: UnitOfWork, contract: Contract, endDay: Day): Promise<void> {
  const { id, regionCode, residentId, teamId } = contract;
  const resident = await findResidentOfRegion(tx, regionCode, residentId);
  if (resident?.deathDay) return;
  const team = await findTeam(tx, regionCode, teamId);
  await queueNotice<'contract_ended'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'contract_ended', facts: { teamName: team?.name ?? '', endDay }, about: { kind: 'contract', id } });
}

function requestOf({ reason, endDay, note }: { readonly reason: TerminationReason; readonly endDay: Day | null; readonly note: string | null }, day: Day): TerminationRequest {
  return reason === 'deceased' ? { reason } : { reason, endDay: endDay ?? day, note };
}
