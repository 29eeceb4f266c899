import { findContractByRequest } from '@/db/queries/contract';
import { type ResidentRow, findResidentOfRegion, identityIndexOf } from '@/db/queries/resident';
import { findTeam } from '@/db/queries/team';
import { reaches } from '@/db/reach';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import type { Contract, ContractChannel } from '@/server/domain/contract/contract';
import { type Day, addDays } from '@/server/domain/kernel/calendar-day';
import { checkIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { agreeContract } from './agree-contract';
import { type ConsentInput, consentOf } from './consent-input';
import { expireOverdue } from './expire-contracts';
import { type SigningReceipt, answerAgain, receiptOf } from './signing-receipt';
import { type SigningPerson, type SigningResident, findSigningPerson } from './signing-person';

export type { SigningReceipt } from './signing-receipt';

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
  readonly signature?: SignatureGiven | undefined;
  /** At a desk, unless told. */
  readonly channel?: ContractChannel;
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
    if (earlier) return answerSigningAgain(unit, input, earlier);
    const policy = await getPolicyInForce(tx, regionCode, today(context));
    if (!policy.ok) return policy;
    const residentId = 'id' in input.resident ? input.resident.id : '';
    const freed = await expireOverdue(tx, regionCode, today(context), { teamId: team.id, residentId });
    const person = await findSigningPerson(tx, context, reach, input.resident);
    if (!person) return refuse({ code: 'not_found', facts: { what: 'resident' } });
    const seats = (freed > 0 ? await findTeam(tx, regionCode, team.id) : null) ?? team;
    const startDay = input.startDay ?? today(context);
    const agreed = await agreeContract(context, unit, policy.value.contract, {
      ...{ requestKey: input.requestKey, person, team: seats, practitionerId: input.practitionerId, packageCodes: input.packageCodes },
      ...{ startDay, termYears: input.termYears, consent: input.consent && consentOf(input.consent, context.now()), signature: input.signature },
      ...{ previousContractId: endingBefore(person, startDay), channel: input.channel ?? 'desk' },
    });
    return receiptOf(agreed, team);
  });
}

/** Whoever signs from the day after a contract goes on from it, even if nobody called it a renewal. */
function endingBefore({ contracts }: SigningPerson, startDay: Day): string | null {
  return contracts.find(({ status, endDay }) => status !== 'terminated' && addDays(endDay, 1) === startDay)?.id ?? null;
}

function isThatPerson(told: SigningResident, resident: ResidentRow): boolean {
  if ('id' in told) return told.id === resident.id;
  const { certType, certNo } = told.registration;
  const identity = checkIdentityNumber(certType, certNo);
  return identity.ok && identityIndexOf(certType, identity.value) === resident.identityIndex;
}

/** The same key for another person is a fault of the client's. */
async function answerSigningAgain(unit: UnitOfWork, { resident, teamId }: SignContractInput, earlier: Contract): Promise<Outcome<SigningReceipt, AnyRefusal>> {
  const signed = await findResidentOfRegion(unit.tx, earlier.regionCode, earlier.residentId);
  if (!signed || !isThatPerson(resident, signed)) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  return answerAgain(unit, earlier, { teamId });
}
