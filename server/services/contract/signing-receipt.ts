import { findResidentOfRegion } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import type { Contract } from '@/server/domain/contract/contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { UnitOfWork } from '../unit-of-work';
import type { AgreedContract } from './agree-contract';

/** What the success page and the printed slip begin with. */
export interface SigningReceipt {
  readonly contractId: string;
  readonly number: string;
  readonly residentId: string;
  readonly residentName: string;
  readonly teamName: string;
  readonly startDay: Day;
  readonly endDay: Day;
}

export function receiptOf(agreed: Outcome<AgreedContract, AnyRefusal>, team: { readonly name: string }): Outcome<SigningReceipt, AnyRefusal> {
  if (!agreed.ok) return agreed;
  const { contract, residentName } = agreed.value;
  const { id: contractId, number, residentId, startDay, endDay } = contract;
  return accept({ contractId, number, residentId, residentName, teamName: team.name, startDay, endDay });
}

/** A retry after a time-out gets what the first try made; the same key for something else is a fault of the client's. */
export async function answerAgain({ tx, audit }: UnitOfWork, earlier: Contract, expected: Partial<Pick<Contract, 'teamId' | 'residentId' | 'previousContractId'>>): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { id, regionCode, residentId } = earlier;
  const resident = await findResidentOfRegion(tx, regionCode, residentId);
  const team = await findTeam(tx, regionCode, earlier.teamId);
  const isThat = (key: keyof typeof expected) => expected[key] === undefined || expected[key] === earlier[key];
  if (!resident || !team || !isThat('teamId') || !isThat('residentId') || !isThat('previousContractId')) {
    return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  }
  await audit({ action: 'contract.signing_repeated', subject: { kind: 'contract', id } });
  return receiptOf(accept({ contract: earlier, residentName: resident.name }), team);
}
