import type { TeamWithSeats } from '@/db/queries/team';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import type { Consent } from '@/server/domain/contract/consent';
import type { Contract, ContractChannel } from '@/server/domain/contract/contract';
import { codesOnOffer } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type SigningFacts, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { mayBeResponsible } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import type { UnitOfWork } from '../unit-of-work';
import { contractNumber } from './contract-number';
import { saveSignedContract } from './save-signed-contract';
import type { SigningPerson } from './signing-person';

/** What two sides want to agree on, whichever way they came to it. */
export interface ContractOrder {
  readonly requestKey: string;
  readonly person: SigningPerson;
  readonly team: TeamWithSeats;
  /** Null: the signer if of the team, its leader otherwise. */
  readonly practitionerId: string | null;
  /** The main one first. */
  readonly packageCodes: readonly string[];
  readonly startDay: Day;
  readonly termYears: number;
  /** Null when nobody has agreed yet; then the order is refused. */
  readonly consent: Consent | null;
  /** On paper that the institution keeps, unless told. */
  readonly signature?: SignatureGiven | undefined;
  readonly previousContractId: string | null;
  readonly channel: ContractChannel;
  /** How many days ahead of its first day it may be signed, where that is not the rule for everybody. */
  readonly startDaysAhead?: number;
  /** The contract that this one puts right: it needs no free place, and was signed when that one was. */
  readonly corrects?: Contract;
}

export interface AgreedContract {
  readonly contract: Contract;
  readonly residentName: string;
}

/** What speaks against an order, without writing anything. */
export function judgeOrder(context: ServiceContext, terms: ContractTerms, order: ContractOrder) {
  return decideSigning(factsOf(context, terms, order));
}

/**
 * The one way in which a contract comes about, as a part of a unit of work: judged by `signContract`, the person registered where they are
 * not yet, and written by `saveSignedContract`. Every reason against it is answered at once, and then nothing of it is written.
 */
export async function agreeContract(context: ServiceContext, unit: UnitOfWork, terms: ContractTerms, order: ContractOrder): Promise<Outcome<AgreedContract, AnyRefusal>> {
  const { person, team, requestKey, signature, corrects } = order;
  const decision = judgeOrder(context, terms, order);
  const [first, ...others] = [...person.refusals, ...(decision.ok ? [] : decision.refusals)];
  if (first) return refuse<AnyRefusal>(first, ...others);
  if (!decision.ok) throw new Error('a contract that was refused has no reason');
  const enrolled = await person.enrol(unit);
  if (!enrolled.ok) return enrolled;
  const { residentId, name, identityIndexes } = enrolled.value;
  const saved = await saveSignedContract(context, unit, {
    signing: { ...decision.value, contract: { ...decision.value.contract, residentId } },
    ...{ identityIndexes, contracts: person.contracts, team, requestKey, isCorrection: corrects !== undefined },
    ...(signature && { signature }),
  });
  return saved.ok ? accept({ contract: saved.value, residentName: name }) : saved;
}

function factsOf(context: ServiceContext, terms: ContractTerms, order: ContractOrder): SigningFacts {
  const { person, team, corrects } = order;
  const id = context.newId();
  const { regionCode } = team;
  const rules = contractRulesOf(terms);
  const day = today(context);
  return {
    id,
    number: contractNumber('Q', regionCode, day, id),
    now: corrects?.signedAt ?? context.now(),
    // A contract that is put right is judged as on its first day, which may be past.
    today: corrects && order.startDay < day ? order.startDay : day,
    resident: { id: person.residentId ?? '', regionCode, birthDay: person.birthDay, deathDay: corrects ? null : person.deathDay },
    contracts: person.contracts,
    team,
    signedCount: team.signedCount,
    practitionerId: order.practitionerId ?? signerOf(context, team),
    packageCodes: order.packageCodes,
    onOffer: codesOnOffer(terms.packages),
    startDay: order.startDay,
    termYears: order.termYears,
    consent: order.consent,
    previousContractId: order.previousContractId,
    channel: order.channel,
    rules: { ...rules, startDaysAhead: order.startDaysAhead ?? rules.startDaysAhead },
    isCorrection: corrects !== undefined,
  };
}

function signerOf({ actor }: ServiceContext, team: TeamWithSeats): string {
  const own = actor.kind === 'staff' ? actor.practitionerId : null;
  return team.members.some(({ id, role }) => id === own && mayBeResponsible(role)) ? (own ?? team.leaderId) : team.leaderId;
}
