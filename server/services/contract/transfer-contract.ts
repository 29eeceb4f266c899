import { findContract, findContractByRequest, listContractsOfResident } from '@/db/queries/contract';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import { findTeam } from '@/db/queries/team';
import { maskName } from '@/server/domain/kernel/identity-number';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import type { Contract, ContractChannel } from '@/server/domain/contract/contract';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { endOn } from '@/server/domain/contract/terminate-contract';
import { type TransferReason, planTransfer } from '@/server/domain/contract/transfer-contract';
import { type Day, addDays, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { reaches } from '@/db/reach';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { agreeContract } from './agree-contract';
import { type ConsentInput, consentOf } from './consent-input';
import { callOff, listNotBegun, writeEnding } from './end-contract';
import { expireOverdue } from './expire-contracts';
import { type SigningReceipt, answerAgain, receiptOf } from './signing-receipt';
import { findSigningPerson } from './signing-person';

export interface TransferContractInput {
  readonly requestKey: string;
  /** The contract that is left; of any institution of the region, for the team that takes the resident in carries it out. */
  readonly contractId: string;
  readonly toTeamId: string;
  readonly practitionerId: string | null;
  readonly reason: TransferReason;
  readonly note: string | null;
  readonly packageCodes: readonly string[];
  /** First day with the new team; null: tomorrow. */
  readonly startDay: Day | null;
  readonly termYears: number;
  readonly consent: ConsentInput | null;
  readonly signature?: SignatureGiven | undefined;
}

/**
 * 转签: ends a resident's contract and signs them with a team of the signer's institutions from the next day on, in one transaction. Both
 * teams' places, the person's days and their visits follow; a renewal that was agreed with the old team is called off.
 */
export function transferContract(context: ServiceContext, input: TransferContractInput): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  const { regionCode } = reach;
  return unitOfWork<SigningReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const team = await findTeam(tx, regionCode, input.toTeamId);
    if (!team || !reaches(reach, regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
    const contract = await findContract(tx, { regionCode, institutionCodes: 'all' }, input.contractId);
    if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const earlier = await findContractByRequest(tx, regionCode, input.requestKey);
    if (earlier) return answerAgain(unit, earlier, { teamId: team.id, previousContractId: contract.id });
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    return transferWithin(context, unit, policy.value.contract, contract, { ...input, channel: 'desk' });
  });
}

/** The transfer as a part of a unit of work that has found the contract and the policy. */
export async function transferWithin(
  context: ServiceContext,
  unit: UnitOfWork,
  terms: ContractTerms,
  found: Contract,
  input: Omit<TransferContractInput, 'contractId'> & { readonly channel: ContractChannel },
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { tx } = unit;
  const { regionCode, residentId } = found;
  await expireOverdue(tx, regionCode, today(context), { teamId: input.toTeamId, residentId });
  const team = await findTeam(tx, regionCode, input.toTeamId);
  if (!team) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const held = await listContractsOfResident(tx, regionCode, residentId);
  const { reason, note } = input;
  const plan = planTransfer({
    ...{ contract: held.find(({ id }) => id === found.id) ?? found, teamName: team.name, toTeamId: team.id, reason, note },
    startDay: input.startDay ?? addDays(today(context), 1),
    transferredOn: transfersOf(held),
    ...{ today: today(context), terms: terms.lifeCycle, startDaysAhead: contractRulesOf(terms).startDaysAhead },
  });
  if (!plan.ok) return plan;
  const ended = await leave(context, unit, found, plan.value.endDay, [reason, note?.trim()].filter(Boolean).join('：'));
  if (!ended) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: residentId });
  if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const agreed = await agreeContract(context, unit, terms, {
    ...{ requestKey: input.requestKey, person, team, practitionerId: input.practitionerId, packageCodes: input.packageCodes },
    ...{ startDay: plan.value.startDay, termYears: input.termYears, consent: input.consent && consentOf(input.consent, context.now()) },
    ...{ signature: input.signature, previousContractId: found.id, channel: input.channel },
  });
  if (agreed.ok) await tellTeams(context, unit, found, agreed.value);
  return receiptOf(agreed, team);
}

/** Days on which the resident left a team for another one by a transfer that took effect. */
function transfersOf(held: readonly Contract[]): Day[] {
  return held.flatMap((each) => (each.status === 'terminated' && each.termination.reason === 'transferred' && each.startDay <= each.endDay ? [dayOfInstant(each.termination.endedAt)] : []));
}

async function leave(context: ServiceContext, unit: UnitOfWork, found: Contract, endDay: Day, note: string): Promise<boolean> {
  const identityIndexes = await listIdentityIndexes(unit.tx, found.regionCode, found.residentId);
  const later = await listNotBegun(unit.tx, context, found);
  if (!(await callOff(context, unit, later, 'transferred', identityIndexes))) return false;
  return writeEnding(context, unit, { before: found, after: endOn(found, endDay, 'transferred', context.now()), identityIndexes, note });
}

async function tellTeams(context: ServiceContext, { tx }: UnitOfWork, left: Contract, { contract, residentName }: { readonly contract: Contract; readonly residentName: string }): Promise<void> {
  const maskedName = maskName(residentName);
  const [from, into] = [await findTeam(tx, left.regionCode, left.teamId), await findTeam(tx, left.regionCode, contract.teamId)];
  const about = { kind: 'contract', id: contract.id } as const;
  const { regionCode } = left;
  await queueNotice<'contract_transferred'>(tx, context, { regionCode, to: { kind: 'team', id: left.teamId }, template: 'contract_transferred', facts: { maskedName, otherTeamName: into?.name ?? '', into: false }, about: { kind: 'contract', id: left.id } });
  await queueNotice<'contract_transferred'>(tx, context, { regionCode, to: { kind: 'team', id: contract.teamId }, template: 'contract_transferred', facts: { maskedName, otherTeamName: from?.name ?? '', into: true }, about });
}
