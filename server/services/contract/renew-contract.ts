import { findContract, findContractByRequest } from '@/db/queries/contract';
import { findSuccessor } from '@/db/queries/contract-chain';
import { findTeam } from '@/db/queries/team';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import type { Contract, ContractChannel } from '@/server/domain/contract/contract';
import { planRenewal } from '@/server/domain/contract/renew-contract';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { agreeContract } from './agree-contract';
import { answerAgain, receiptOf, type SigningReceipt } from './signing-receipt';
import { type ConsentInput, consentOf } from './consent-input';
import { expireOverdue } from './expire-contracts';
import { findSigningPerson } from './signing-person';

export interface RenewContractInput {
  /** Made by the client once a form: a retry with the same key gets the contract that the first try made. */
  readonly requestKey: string;
  readonly contractId: string;
  /** Null: as in the contract that is renewed. */
  readonly practitionerId: string | null;
  readonly packageCodes: readonly string[] | null;
  readonly termYears: number | null;
  readonly consent: ConsentInput | null;
  readonly signature?: SignatureGiven | undefined;
}

/**
 * Renews a contract within reach with the same team: from the day after its last one, or from today when it has run out. The resident
 * keeps the place they have, also in a full team.
 */
export function renewContract(context: ServiceContext, input: RenewContractInput): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  return unitOfWork<SigningReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const contract = await findContract(tx, reach, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const earlier = await findContractByRequest(tx, contract.regionCode, input.requestKey);
    if (earlier) return answerAgain(unit, earlier, { previousContractId: contract.id });
    const policy = await getPolicyInForce(tx, contract.regionCode, today(context));
    if (!policy.ok) return policy;
    return renewWithin(context, unit, policy.value.contract, contract, { ...input, channel: 'desk' });
  });
}

/** The renewal as a part of a unit of work that has found the contract and the policy; the household's side comes this way too. */
export async function renewWithin(
  context: ServiceContext,
  unit: UnitOfWork,
  terms: ContractTerms,
  found: Contract,
  input: Omit<RenewContractInput, 'contractId'> & { readonly channel: ContractChannel },
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, residentId, teamId } = found;
  const plan = planRenewal({ contract: found, renewedBy: await findSuccessor(tx, found), today: today(context), terms: terms.lifeCycle });
  if (!plan.ok) return plan;
  await expireOverdue(tx, regionCode, today(context), { teamId, residentId });
  const team = await findTeam(tx, regionCode, teamId);
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: residentId });
  if (!team || !person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const agreed = await agreeContract(context, unit, terms, {
    requestKey: input.requestKey,
    person,
    team,
    practitionerId: input.practitionerId ?? doctorOf(found, team),
    packageCodes: input.packageCodes ?? found.packageCodes,
    startDay: plan.value.startDay,
    termYears: input.termYears ?? found.termYears,
    consent: input.consent && consentOf(input.consent, context.now()),
    signature: input.signature,
    previousContractId: found.id,
    channel: input.channel,
    // The window is the policy's; whoever renews on its first day begins the day after the last one of the old contract.
    startDaysAhead: terms.lifeCycle.renewalDaysBefore.value + 1,
  });
  return receiptOf(agreed, team);
}

/** The doctor of the old contract while they are in the team; otherwise the signer or the leader. */
function doctorOf({ practitionerId }: Contract, team: { readonly practitionerIds: readonly string[] }): string | null {
  return team.practitionerIds.includes(practitionerId) ? practitionerId : null;
}
