import { type Contract } from '@/server/domain/contract/contract';
import type { Successor } from '@/server/domain/contract/renew-contract';
import { planRenewal } from '@/server/domain/contract/renew-contract';
import { expireContract } from '@/server/domain/contract/terminate-contract';
import { allows } from '@/server/domain/permission/actor';
import type { Scope } from '@/server/domain/permission/scopes';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';

export const contractActs = ['renew', 'transfer', 'end', 'withdraw_consent', 'correct'] as const;
export type ContractAct = (typeof contractActs)[number];

/** What can be done with a contract today; where it cannot, `whyNot` says why. */
export interface PossibleAct {
  readonly act: ContractAct;
  readonly whyNot: readonly AnyRefusal[];
}

const scopeOf: Readonly<Record<ContractAct, Scope>> = { renew: 'contract:sign', transfer: 'contract:sign', end: 'contract:terminate', withdraw_consent: 'contract:terminate', correct: 'contract:correct' };

/** The acts that the actor's role is there for, with what speaks against each today before any form is filled in. */
export function actsOn(context: ServiceContext, contract: Contract, renewedBy: Successor | null, terms: ContractTerms): PossibleAct[] {
  return contractActs.filter((act) => allows(context.actor, scopeOf[act])).map((act) => ({ act, whyNot: whyNot(act, context, contract, renewedBy, terms) }));
}

function whyNot(act: ContractAct, context: ServiceContext, contract: Contract, renewedBy: Successor | null, terms: ContractTerms): readonly AnyRefusal[] {
  if (act === 'renew') {
    const plan = planRenewal({ contract, renewedBy, today: today(context), terms: terms.lifeCycle });
    return plan.ok ? [] : plan.refusals;
  }
  if (act === 'correct') {
    return contract.status === 'terminated' ? [{ code: 'contract.not_correctable', facts: { status: contract.status, reason: contract.termination.reason } }] : [];
  }
  const { status } = expireContract(contract, today(context)) ?? contract;
  return status === 'in_force' ? [] : [{ code: 'contract.not_in_force', facts: { status, endDay: contract.endDay } }];
}
