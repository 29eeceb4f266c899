import { findSigningRequestByKey } from '@/db/queries/contract-request';
import { findContract } from '@/db/queries/contract';
import { findSuccessor } from '@/db/queries/contract-chain';
import { findTeam } from '@/db/queries/team';
import type { Contract } from '@/server/domain/contract/contract';
import type { GivenConsent } from '@/server/domain/contract/request';
import { planRenewal } from '@/server/domain/contract/renew-contract';
import type { TransferReason } from '@/server/domain/contract/transfer-contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { judgeOrder } from '../contract/agree-contract';
import { consentOf } from '../contract/consent-input';
import { findSigningPerson } from '../contract/signing-person';
import { type MadeRequest, type RequestedTerms, heldElsewhere, madeOf, openRequest, requestRow, tellTeam } from '../contract-request/signing-request';
import { type ServiceContext, today } from '../context';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { actingResident } from './acting-resident';

interface Asked {
  readonly requestKey: string;
  /** What the resident agreed to, and what they proved to be themselves by. */
  readonly consent: GivenConsent;
  readonly packageCodes: readonly string[];
  readonly termYears: number;
  readonly note: string | null;
}

export interface AskToSignInput extends Asked {
  readonly teamId: string;
}

export interface AskToRenewInput extends Asked {
  readonly contractId: string;
}

export interface AskToTransferInput extends Asked {
  readonly contractId: string;
  readonly toTeamId: string;
  readonly reason: TransferReason;
}

/** A resident asks a team to sign with them; the team answers. What speaks against it already is said at once. */
export function askToSign(context: ServiceContext, input: AskToSignInput): Promise<Outcome<MadeRequest, AnyRefusal>> {
  return ask(context, input, { kind: 'sign', teamId: input.teamId, contractId: null, transferReason: null });
}

/** A resident asks to go on with their team from the day after the contract's last one. */
export function askToRenew(context: ServiceContext, input: AskToRenewInput): Promise<Outcome<MadeRequest, AnyRefusal>> {
  return ask(context, input, { kind: 'renew', teamId: null, contractId: input.contractId, transferReason: null });
}

/** A resident asks another team to take them in; the contract they have goes on until that team has agreed. */
export function askToTransfer(context: ServiceContext, input: AskToTransferInput): Promise<Outcome<MadeRequest, AnyRefusal>> {
  return ask(context, input, { kind: 'transfer', teamId: input.toTeamId, contractId: input.contractId, transferReason: input.reason });
}

interface What {
  readonly kind: RequestedTerms['kind'];
  /** Null: the contract's. */
  readonly teamId: string | null;
  readonly contractId: string | null;
  readonly transferReason: TransferReason | null;
}

function ask(context: ServiceContext, input: Asked, what: What): Promise<Outcome<MadeRequest, AnyRefusal>> {
  const { regionCode, residentId } = actingResident(context);
  return unitOfWork<MadeRequest, AnyRefusal>(context, async (unit) => {
    const { tx, audit } = unit;
    const earlier = await findSigningRequestByKey(tx, regionCode, input.requestKey);
    if (earlier) {
      if (earlier.residentId !== residentId || earlier.kind !== what.kind) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract_request' } });
      await audit({ action: 'signing_request.repeated', subject: { kind: 'contract_request', id: earlier.id } });
      return accept(madeOf(earlier));
    }
    const contract = what.contractId === null ? null : await findContract(tx, { regionCode, institutionCodes: 'all' }, what.contractId);
    if (what.contractId !== null && contract?.residentId !== residentId) return refuse({ code: 'not_found', facts: { what: 'contract' } });
    const team = await findTeam(tx, regionCode, what.teamId ?? contract?.teamId ?? '');
    if (!team) return refuse({ code: 'not_found', facts: { what: 'team' } });
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const terms = policy.value.contract;
    const asked: RequestedTerms = { ...{ kind: what.kind, residentId, teamId: team.id, practitionerId: null, packageCodes: input.packageCodes, termYears: input.termYears }, ...{ startDay: null, contractId: contract?.id ?? null, transferReason: what.transferReason, note: input.note } };
    const [first, ...others] = await reasonsAgainst(context, unit, terms, asked, input.consent, contract);
    if (first) return refuse<AnyRefusal>(first, ...others);
    const row = requestRow(context, asked, { team, askedBy: 'resident', status: 'awaiting_team', requestKey: input.requestKey, consent: input.consent, terms });
    const made = await openRequest(context, unit, row);
    if (!made.ok) return made;
    await tellTeam(context, unit, row, 'request_received');
    await audit({ action: 'signing_request.asked', subject: { kind: 'contract_request', id: row.id }, facts: { residentId, teamId: team.id, kind: row.kind, dueOn: row.dueOn } });
    return made;
  });
}

async function reasonsAgainst(context: ServiceContext, { tx }: UnitOfWork, terms: ContractTerms, asked: RequestedTerms, given: GivenConsent, contract: Contract | null): Promise<AnyRefusal[]> {
  const { regionCode, residentId } = actingResident(context);
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: residentId });
  const team = await findTeam(tx, regionCode, asked.teamId);
  if (!person || !team) return [{ code: 'not_found', facts: { what: 'resident' } }];
  const renewal = asked.kind === 'renew' && contract ? planRenewal({ contract, renewedBy: await findSuccessor(tx, contract), today: today(context), terms: terms.lifeCycle }) : null;
  if (renewal && !renewal.ok) return [...renewal.refusals];
  if (asked.kind === 'transfer' && contract?.teamId === team.id) return [{ code: 'contract.same_team', facts: { teamName: team.name } }];
  const contracts = asked.kind === 'transfer' ? person.contracts.filter(({ endDay }) => endDay < today(context)) : person.contracts;
  const judged = judgeOrder(context, terms, {
    ...{ requestKey: '', person: { ...person, contracts }, team, practitionerId: null, packageCodes: asked.packageCodes, channel: 'online' },
    ...{ startDay: renewal?.value.startDay ?? today(context), termYears: asked.termYears, consent: consentOf(given, context.now()), previousContractId: asked.contractId },
    ...(renewal && { startDaysAhead: terms.lifeCycle.renewalDaysBefore.value + 1 }),
  });
  if (!judged.ok) return [...judged.refusals];
  return asked.kind === 'transfer' ? [] : heldElsewhere(tx, judged.value.contract);
}
