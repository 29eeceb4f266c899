import type { Tx } from '@/db';
import { closeEndingRequestsOf } from '@/db/queries/contract-request';
import { moveClaim } from '@/db/queries/contract-claim';
import { listContractsOfResident, saveTermination } from '@/db/queries/contract';
import type { Contract, ContractIn, TerminationReason } from '@/server/domain/contract/contract';
import { dayBefore, endOn } from '@/server/domain/contract/terminate-contract';
import { type ServiceContext, nameOfActor, today } from '../context';
import { replanFollowUps } from '../fulfilment/replan-follow-ups';
import type { UnitOfWork } from '../unit-of-work';
import { releasePlaces } from './places';

export interface Ending {
  readonly before: Contract;
  readonly after: ContractIn<'terminated'>;
  /** Every number the person is known by, the registered one first. */
  readonly identityIndexes: readonly string[];
  readonly note: string | null;
}

/**
 * Writes the end of a contract, as a part of a unit of work: its days, its places, what was asked about it, the audit row. Adjudicating
 * the person's visits again is left to whoever ends it, who may be about to write another contract.
 *
 * @returns false when somebody else changed the contract meanwhile; then nothing was written.
 */
export async function writeEnding(context: ServiceContext, { tx, audit }: UnitOfWork, { before, after, identityIndexes, note }: Ending): Promise<boolean> {
  if (!(await saveTermination(tx, before, after))) return false;
  const { id, regionCode, residentId, teamId, practitionerId, startDay, endDay, termination } = after;
  await moveClaim(tx, { identityIndexes, regionCode, contractId: id, startDay, endDay });
  // An expired contract gave its places back when it expired.
  if (before.status === 'in_force') await releasePlaces(tx, regionCode, [{ teamId, practitionerId, residentId }]);
  await closeEndingRequestsOf(tx, regionCode, [id], { status: 'agreed', answeredAt: context.now(), answeredByName: nameOfActor(context.actor), answerNote: null });
  await replanFollowUps(tx, regionCode, [residentId]);
  const facts = { reason: termination.reason, note: note?.trim() || null, endDay, agreedEndDay: before.endDay, residentId };
  await audit({ action: 'contract.terminated', subject: { kind: 'contract', id }, facts });
  return true;
}

/** Contracts of the resident that are agreed and have not begun; they fall with the one that is in force. */
export async function listNotBegun(tx: Tx, context: ServiceContext, contract: Pick<Contract, 'id' | 'regionCode' | 'residentId'>): Promise<Contract[]> {
  const held = await listContractsOfResident(tx, contract.regionCode, contract.residentId);
  return held.filter((each) => each.id !== contract.id && each.status === 'in_force' && each.startDay > today(context));
}

/** Calls contracts off that have not begun; false when one of them was changed meanwhile. */
export async function callOff(context: ServiceContext, unit: UnitOfWork, contracts: readonly Contract[], reason: TerminationReason, identityIndexes: readonly string[]): Promise<boolean> {
  for (const before of contracts) {
    const after = endOn(before, dayBefore(before), reason, context.now());
    if (!(await writeEnding(context, unit, { before, after, identityIndexes, note: null }))) return false;
  }
  return true;
}
