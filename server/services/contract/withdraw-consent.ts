import { revokeConsents } from '@/db/queries/consent';
import { findContract } from '@/db/queries/contract';
import type { Contract } from '@/server/domain/contract/contract';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { listNotBegun } from './end-contract';
import { type EndedContract, terminateWithin } from './terminate-contract';

export interface WithdrawConsentInput {
  readonly contractId: string;
  /** What the resident said; they need not give a reason (个人信息保护法 art. 15). */
  readonly note: string | null;
}

/**
 * Records at the desk that a resident takes their consent back. It takes effect by itself, today, and ends the contract: nobody has to
 * agree, and what was done on the ground of the consent until then stays lawful.
 */
export function withdrawConsent(context: ServiceContext, input: WithdrawConsentInput): Promise<Outcome<EndedContract, AnyRefusal>> {
  const reach = permit(context, 'contract:terminate');
  return unitOfWork<EndedContract, AnyRefusal>(context, async (unit) => {
    const contract = await findContract(unit.tx, reach, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    return withdrawWithin(context, unit, contract, input.note);
  });
}

/** The withdrawal as a part of a unit of work that has found the contract; the resident's own side comes this way too. */
export async function withdrawWithin(context: ServiceContext, unit: UnitOfWork, contract: Contract, note: string | null): Promise<Outcome<EndedContract, AnyRefusal>> {
  // What is agreed and has not begun falls with the contract, and so does the consent to it.
  const later = await listNotBegun(unit.tx, context, contract);
  const ended = await terminateWithin(context, unit, contract, { reason: 'consent_withdrawn', endDay: null, note });
  if (!ended.ok) return ended;
  let consents = 0;
  for (const { id } of [contract, ...later]) consents += await revokeConsents(unit.tx, contract.regionCode, id, { at: context.now(), reason: note?.trim() ?? '' });
  await unit.audit({ action: 'consent.withdrawn', subject: { kind: 'contract', id: contract.id }, facts: { consents, residentId: contract.residentId } });
  return ended;
}
