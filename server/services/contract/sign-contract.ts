import { claimPerson, findClaimHolder, findContractByRequest, insertContract } from '@/db/queries/contract';
import { type ResidentRow, adoptHome, findResidentOfRegion, identityIndexOf } from '@/db/queries/resident';
import { type TeamWithSeats, findTeam, takeSeat } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import type { Contract, SignedContract } from '@/server/domain/contract/contract';
import { packageCodes } from '@/server/domain/contract/packages';
import { type ContractRules, contractRulesOf } from '@/server/domain/contract/rules';
import { type SigningFacts, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { expireOverdue } from './expire-contracts';
import { type SigningPerson, type SigningResident, findSigningPerson } from './signing-person';

export interface SignContractInput {
  /** Made by the client once a form: a retry with the same key gets the contract that the first try made. */
  readonly requestKey: string;
  readonly resident: SigningResident;
  readonly teamId: string;
  /** Null: the signer if of the team, its leader otherwise. */
  readonly practitionerId: string | null;
  readonly packageCode: string;
  /** Null: today. */
  readonly startDay: Day | null;
  readonly termYears: number;
  /** Null when the box was not ticked. */
  readonly consent: { readonly textVersion: string; readonly guardian: { readonly name: string; readonly relation: string } | null } | null;
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
    const facts = factsOf(context, input, person, seats ?? team, contractRulesOf(policy.value.contract));
    const decision = decideSigning(facts);
    const [first, ...others] = [...person.refusals, ...(decision.ok ? [] : decision.refusals)];
    if (first) return refuse<AnyRefusal>(first, ...others);
    if (!decision.ok) throw new Error('a contract that was refused has no reason');
    return save(context, unit, input, person, team, decision.value);
  });
}

function factsOf(
  context: ServiceContext,
  input: SignContractInput,
  person: SigningPerson,
  team: TeamWithSeats,
  rules: ContractRules,
): SigningFacts {
  const id = context.newId();
  const { regionCode } = team;
  const { packageCode, termYears, consent } = input;
  return {
    id,
    number: contractNumber(regionCode, today(context), id),
    now: context.now(),
    today: today(context),
    resident: { id: 'id' in input.resident ? input.resident.id : '', regionCode, birthDay: person.birthDay, deathDay: person.deathDay },
    contracts: person.contracts,
    team,
    signedCount: team.signedCount,
    practitionerId: input.practitionerId ?? signerOf(context, team),
    packageCode,
    packageCodes,
    startDay: input.startDay ?? today(context),
    termYears,
    consent: consent && { ...consent, guardian: guardianOf(consent.guardian), givenAt: context.now() },
    rules,
  };
}

/** A guardian without a name has not consented. */
function guardianOf(guardian: { name: string; relation: string } | null): { name: string; relation: string } | null {
  const name = guardian?.name.trim() ?? '';
  return guardian && name !== '' ? { name, relation: guardian.relation.trim() } : null;
}

function signerOf({ actor }: ServiceContext, team: TeamWithSeats): string {
  const own = actor.kind === 'staff' ? actor.practitionerId : null;
  return own !== null && team.practitionerIds.includes(own) ? own : team.leaderId;
}

/** Q, region, day of signing and six digits taken from a fresh id, whose last ones are random. */
function contractNumber(regionCode: string, day: Day, freshId: string): string {
  const digits = Number.parseInt(freshId.slice(-10), 16) % 1_000_000;
  return `Q${regionCode}${day.replaceAll('-', '')}${String(digits).padStart(6, '0')}`;
}

/** The writes, each of which can still say no: the person, their claim, the place in the team, the number. */
async function save(
  context: ServiceContext,
  unit: UnitOfWork,
  input: SignContractInput,
  person: SigningPerson,
  team: TeamWithSeats,
  decided: SignedContract,
): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const { tx, audit } = unit;
  const enrolled = await person.enrol(unit);
  if (!enrolled.ok) return enrolled;
  const { residentId, name, identityIndex } = enrolled.value;
  const { id, regionCode, startDay, endDay, termYears, packageCode } = decided;
  if (!(await claimPerson(tx, { identityIndex, regionCode, contractId: id, endDay }, startDay))) {
    return refuseSecond(unit, identityIndex, team);
  }
  // Whoever renews with the team keeps the place they have.
  const hasSeat = person.contracts.some((held) => held.status === 'in_force' && held.teamId === team.id);
  if (!hasSeat && !(await takeSeat(tx, regionCode, team.id))) {
    return refuse({ code: 'contract.team_full', facts: { teamName: team.name, capacity: team.capacity, signed: team.capacity } });
  }
  const number = await insertNumbered(context, unit, { ...decided, residentId }, input.requestKey);
  const movedHome = await adoptHome(tx, regionCode, residentId, team.institutionCode);
  const signed = await findResidentOfRegion(tx, regionCode, residentId);
  // A visit settled earlier on the first day is one of a signed resident; a policy may ask for visits near home.
  if (signed && (movedHome || startDay <= today(context))) await refoldResident(tx, regionCode, signed, context.now());
  const facts = { number, residentId, teamId: team.id, teamName: team.name, startDay, endDay, termYears, packageCode, byGuardian: decided.consent.guardian !== null };
  await audit({ action: 'contract.signed', subject: { kind: 'contract', id }, facts });
  return accept({ contractId: id, number, residentId, residentName: name, teamName: team.name, startDay, endDay });
}

/** The claim is stronger than what the region knows: the other contract may be in another one. */
async function refuseSecond({ tx }: UnitOfWork, identityIndex: string, team: TeamWithSeats): Promise<Outcome<never, AnyRefusal>> {
  const holder = await findClaimHolder(tx, identityIndex);
  if (!holder) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  const { teamName, until } = holder;
  return refuse({ code: 'contract.already_active', facts: { teamName, until, sameTeam: holder.teamId === team.id } });
}

const mostNumbers = 20;

/** Six random digits meet another contract of the day now and then; the next ones will do. */
async function insertNumbered(context: ServiceContext, { tx }: UnitOfWork, signed: SignedContract, requestKey: string): Promise<string> {
  for (let tries = 0, number = signed.number; tries < mostNumbers; tries += 1) {
    if (await insertContract(tx, { ...signed, number }, { signedBy: actorRef(context.actor), requestKey })) return number;
    number = contractNumber(signed.regionCode, today(context), context.newId());
  }
  throw new Error(`no free contract number after ${mostNumbers} tries`);
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
