import { findContractByRequest } from '@/db/queries/contract';
import { type ResidentRow, findResidentOfRegion, identityIndexOf } from '@/db/queries/resident';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import type { Contract } from '@/server/domain/contract/contract';
import { codesOnOffer } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type Signing, type SigningFacts, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { ContractTerms } from '@/server/domain/policy/contract-terms';
import type { AnyRefusal } from '@/server/domain/refusals';
import { mayBeResponsible } from '@/server/domain/registry/team-composition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { type ConsentInput, consentOf } from './consent-input';
import { contractNumber } from './contract-number';
import { expireOverdue } from './expire-contracts';
import { saveSignedContract } from './save-signed-contract';
import { type SigningPerson, type SigningResident, findSigningPerson } from './signing-person';

export interface SignContractInput {
  /** Made by the client once a form: a retry with the same key gets the contract that the first try made. */
  readonly requestKey: string;
  readonly resident: SigningResident;
  readonly teamId: string;
  /** Null: the signer if of the team, its leader otherwise. */
  readonly practitionerId: string | null;
  /** The main one first. */
  readonly packageCodes: readonly string[];
  /** Null: today. */
  readonly startDay: Day | null;
  readonly termYears: number;
  /** Null when the box was not ticked. */
  readonly consent: ConsentInput | null;
  /** On paper that the institution keeps, unless told. */
  readonly signature?: SignatureGiven;
}

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

/**
 * Signs a resident with a team of the signer's institutions. The person's claim, the team's place, the contract and its audit
 * row are written together; every reason against it is answered at once, and then nothing is written.
 */
export function signContract(context: ServiceContext, input: SignContractInput): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const reach = permit(context, 'contract:sign');
  if ('registration' in input.resident) permit(context, 'resident:register');
  const { regionCode } = reach;
  return unitOfWork<SigningReceipt, AnyRefusal>(context, async (unit) => {
    const { tx } = unit;
    const team = await findTeam(tx, regionCode, input.teamId);
    if (!team || !reaches(reach, regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
    const earlier = await findContractByRequest(tx, regionCode, input.requestKey);
    if (earlier) return answerAgain(unit, input, earlier, team);
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const residentId = 'id' in input.resident ? input.resident.id : '';
    const freed = await expireOverdue(tx, regionCode, today(context), { teamId: team.id, residentId });
    const person = await findSigningPerson(tx, context, reach, input.resident);
    if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const seats = freed > 0 ? await findTeam(tx, regionCode, team.id) : team;
    const facts = factsOf(context, input, person, seats ?? team, policy.value.contract);
    const decision = decideSigning(facts);
    const [first, ...others] = [...person.refusals, ...(decision.ok ? [] : decision.refusals)];
    if (first) return refuse<AnyRefusal>(first, ...others);
    if (!decision.ok) throw new Error('a contract that was refused has no reason');
    return save(context, unit, input, person, seats ?? team, decision.value);
  });
}

function factsOf(
  context: ServiceContext,
  input: SignContractInput,
  person: SigningPerson,
  team: TeamWithSeats,
  terms: ContractTerms,
): SigningFacts {
  const id = context.newId();
  const { regionCode } = team;
  const { termYears, consent } = input;
  return {
    id,
    number: contractNumber('Q', regionCode, today(context), id),
    now: context.now(),
    today: today(context),
    resident: { id: 'id' in input.resident ? input.resident.id : '', regionCode, birthDay: person.birthDay, deathDay: person.deathDay },
    contracts: person.contracts,
    team,
    signedCount: team.signedCount,
    practitionerId: input.practitionerId ?? signerOf(context, team),
    packageCodes: input.packageCodes,
    onOffer: codesOnOffer(terms.packages),
    startDay: input.startDay ?? today(context),
    termYears,
    consent: consent && consentOf(consent, context.now()),
    previousContractId: null,
    channel: 'desk',
    rules: contractRulesOf(terms),
  };
}

function signerOf({ actor }: ServiceContext, team: TeamWithSeats): string {
  const own = actor.kind === 'staff' ? actor.practitionerId : null;
  return team.members.some(({ id, role }) => id === own && mayBeResponsible(role)) ? (own ?? team.leaderId) : team.leaderId;
}

/** The writes, each of which can still say no: the person, their place in the team, their days, the number. */
async function save(
  context: ServiceContext,
  unit: UnitOfWork,
  input: SignContractInput,
  person: SigningPerson,
  team: TeamWithSeats,
  signing: Signing,
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const enrolled = await person.enrol(unit);
  if (!enrolled.ok) return enrolled;
  const { residentId, name, identityIndexes } = enrolled.value;
  const saved = await saveSignedContract(context, unit, {
    signing: { ...signing, contract: { ...signing.contract, residentId } },
    identityIndexes,
    contracts: person.contracts,
    team,
    requestKey: input.requestKey,
    signature: input.signature,
  });
  if (!saved.ok) return saved;
  const { id: contractId, number, startDay, endDay } = saved.value;
  return accept({ contractId, number, residentId, residentName: name, teamName: team.name, startDay, endDay });
}

function isThatPerson(told: SigningResident, resident: ResidentRow): boolean {
  if ('id' in told) return told.id === resident.id;
  const { certType, certNo } = told.registration;
  const identity = checkIdentityNumber(certType, certNo);
  return identity.ok && identityIndexOf(certType, identity.value) === resident.identityIndex;
}

/** A retry after a time-out gets what the first try made; the same key for something else is a fault of the client's. */
async function answerAgain(
  { tx, audit }: UnitOfWork,
  input: SignContractInput,
  earlier: Contract,
  team: TeamWithSeats,
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const resident = await findResidentOfRegion(tx, earlier.regionCode, earlier.residentId);
  if (!resident || earlier.teamId !== input.teamId || !isThatPerson(input.resident, resident)) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  const { id, number, residentId, startDay, endDay } = earlier;
  await audit({ action: 'contract.signing_repeated', subject: { kind: 'contract', id } });
  return accept({ contractId: id, number, residentId, residentName: resident.name, teamName: team.name, startDay, endDay });
}
