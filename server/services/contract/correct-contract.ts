import { findConsentOfContract } from '@/db/queries/consent';
import { amendAssignedDoctor, copyAssignments } from '@/db/queries/contract-assignment';
import { amendGuardian, amendPractitioner, findCorrectionByKey, insertCorrection } from '@/db/queries/contract-correction';
import { repointSuccessors } from '@/db/queries/contract-chain';
import { findContract } from '@/db/queries/contract';
import { findResidentOfRegion } from '@/db/queries/resident';
import { listIdentityIndexes } from '@/db/queries/resident-alias';
import { type TeamWithSeats, findTeam } from '@/db/queries/team';
import { type Reach, reaches } from '@/db/reach';
import { type Contract, lastDayOf } from '@/server/domain/contract/contract';
import { type Consent, guardianOf, paperText } from '@/server/domain/contract/consent';
import { type Correction, type CorrectionPlan, planCorrection } from '@/server/domain/contract/correct-contract';
import { dayBefore, endOn } from '@/server/domain/contract/terminate-contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import type { AnyRefusal } from '@/server/domain/refusals';
import { mayBeResponsible } from '@/server/domain/registry/team-composition';
import { type ServiceContext, nameOfActor, today } from '../context';
import { carryFulfilment } from '../fulfilment/carry-fulfilment';
import { permit } from '../permit';
import { getPolicyInForce } from '../policy-in-force/get-policy-in-force';
import { type UnitOfWork, unitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { agreeContract } from './agree-contract';
import { writeEnding } from './end-contract';
import { releasePlaces, takePlace } from './places';
import { findSigningPerson } from './signing-person';

export interface CorrectContractInput {
  readonly requestKey: string;
  readonly contractId: string;
  readonly correction: Correction;
  /** What was wrong and how that became known. */
  readonly note: string;
}

export interface CorrectedContract {
  /** The contract that says it right: the same one, or the one that took its place. */
  readonly contractId: string;
  readonly replaced: boolean;
}

/**
 * 协议更正: puts an error in a contract right, also where team or doctor are full. Whatever money, member-months or benefits depend on is
 * corrected by a contract that takes the wrong one's place from the first day on, and what was given under the wrong one goes along; the
 * rest is put right in the contract itself. Either way what was written before is kept.
 */
export function correctContract(context: ServiceContext, input: CorrectContractInput): Promise<Outcome<CorrectedContract, AnyRefusal>> {
  const reach = permit(context, 'contract:correct');
  return unitOfWork<CorrectedContract, AnyRefusal>(context, (unit) => correctWithin(context, unit, reach, input));
}

/** Part of a unit of work whose caller holds the permission: the same for whoever corrects many, each in a unit of its own. */
export async function correctWithin(context: ServiceContext, unit: UnitOfWork, reach: Reach, input: CorrectContractInput): Promise<Outcome<CorrectedContract, AnyRefusal>> {
  const { tx } = unit;
  const contract = await findContract(tx, reach, input.contractId);
  if (!contract) return refuse({ code: 'not_found', facts: { what: 'contract' } });
  const earlier = await findCorrectionByKey(tx, contract.regionCode, input.requestKey);
  if (earlier) return repeated(unit, contract, earlier);
  const teamId = input.correction.teamId ?? contract.teamId;
  const team = await findTeam(tx, contract.regionCode, teamId);
  if (!team || !reaches(reach, contract.regionCode, team.institutionCode)) return refuse({ code: 'not_found', facts: { what: 'team' } });
  const consent = await findConsentOfContract(tx, contract.regionCode, contract.id);
  const correction = tidy(input.correction);
  const plan = planCorrection({ contract, guardian: consent?.guardian ?? null, correction, note: input.note });
  if (!plan.ok) return plan;
  const given = consent ?? { textVersion: paperText, givenAt: contract.signedAt, method: 'paper', guardian: null };
  const wrong: Wrong = { contract, consent: { textVersion: given.textVersion, givenAt: given.givenAt, method: given.method, guardian: given.guardian }, team, correction, input };
  return plan.value.way === 'amend' ? amend(context, unit, wrong, plan.value) : replace(context, unit, wrong, plan.value);
}

interface Wrong {
  readonly contract: Contract;
  readonly consent: Consent;
  /** The team it should have been with. */
  readonly team: TeamWithSeats;
  readonly correction: Correction;
  readonly input: CorrectContractInput;
}

function tidy(correction: Correction): Correction {
  return correction.guardian === undefined ? correction : { ...correction, guardian: guardianOf(correction.guardian) };
}

async function amend(context: ServiceContext, unit: UnitOfWork, wrong: Wrong, plan: CorrectionPlan): Promise<Outcome<CorrectedContract, AnyRefusal>> {
  const { tx } = unit;
  const { contract, team, correction } = wrong;
  const { id, regionCode, residentId, teamId, practitionerId } = contract;
  const doctorId = correction.practitionerId;
  if (doctorId !== undefined && doctorId !== practitionerId) {
    const doctor = team.members.find((member) => member.id === doctorId);
    if (!doctor) return refuse({ code: 'contract.practitioner_not_in_team', facts: { teamName: team.name, practitionerId: doctorId } });
    if (!mayBeResponsible(doctor.role)) return refuse({ code: 'contract.practitioner_not_doctor', facts: { name: doctor.name, role: doctor.role } });
    if (contract.status === 'in_force') {
      const taken = await takePlace(tx, { team, practitionerId: doctorId, residentId, doctorCapacity: 0, isCorrection: true });
      if (!taken.ok) return taken;
    }
    if (!(await amendPractitioner(tx, contract, doctorId))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
    await amendAssignedDoctor(tx, contract, doctorId);
    if (contract.status === 'in_force') await releasePlaces(tx, regionCode, [{ teamId, practitionerId, residentId }]);
  }
  if (correction.guardian !== undefined) await amendGuardian(tx, regionCode, id, correction.guardian);
  await keep(context, unit, wrong, plan, null);
  return accept({ contractId: id, replaced: false });
}

async function replace(context: ServiceContext, unit: UnitOfWork, wrong: Wrong, plan: CorrectionPlan): Promise<Outcome<CorrectedContract, AnyRefusal>> {
  const { tx } = unit;
  const { contract, correction, consent, input } = wrong;
  const { regionCode, residentId } = contract;
  const startDay = correction.startDay ?? contract.startDay;
  const policy = await getPolicyInForce(tx, regionCode, startDay < today(context) ? startDay : today(context));
  if (!policy.ok) return policy;
  const identityIndexes = await listIdentityIndexes(tx, regionCode, residentId);
  const after = endOn(contract, dayBefore(contract), 'corrected', context.now());
  if (!(await writeEnding(context, unit, { before: contract, after, identityIndexes, note: input.note }))) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  const person = await findSigningPerson(tx, context, { regionCode, institutionCodes: [] }, { id: residentId });
  const team = await findTeam(tx, regionCode, wrong.team.id);
  if (!person || !team) return refuse({ code: 'not_found', facts: { what: 'resident' } });
  const guardian = correction.guardian === undefined ? consent.guardian : correction.guardian;
  const termYears = correction.termYears ?? contract.termYears;
  // A term that was over before its team went to another institution stays with the first one.
  const isOver = team.id === contract.teamId && lastDayOf(startDay, termYears) < today(context);
  const institutionCode = isOver ? contract.institutionCode : team.institutionCode;
  const agreed = await agreeContract(context, unit, policy.value.contract, {
    ...{ requestKey: input.requestKey, person, team: { ...team, institutionCode }, startDay },
    practitionerId: correction.practitionerId ?? (team.practitionerIds.includes(contract.practitionerId) ? contract.practitionerId : null),
    packageCodes: correction.packageCodes ?? contract.packageCodes,
    termYears,
    consent: { ...consent, guardian, method: guardian !== null && consent.method === 'self' ? 'guardian' : consent.method },
    ...{ previousContractId: contract.id, channel: contract.channel, corrects: contract },
  });
  if (!agreed.ok) return agreed;
  const { contract: right } = agreed.value;
  if (right.teamId === contract.teamId) await copyAssignments(tx, contract.id, right);
  await repointSuccessors(tx, regionCode, contract.id, right.id);
  await carryFulfilment(tx, contract, right);
  const resident = await findResidentOfRegion(tx, regionCode, residentId);
  // The wrong contract's days are nobody's now, also those that the right one does not cover.
  if (resident) await refoldResident(tx, regionCode, resident, context.now());
  await keep(context, unit, wrong, plan, right.id);
  return accept({ contractId: right.id, replaced: true });
}

async function keep(context: ServiceContext, { tx, audit }: UnitOfWork, { contract, input }: Wrong, { changes }: CorrectionPlan, replacedBy: string | null): Promise<void> {
  const { id: contractId, regionCode } = contract;
  const note = input.note.trim();
  await insertCorrection(tx, { regionCode, id: context.newId(), contractId, replacedBy, changes: [...changes], note, requestKey: input.requestKey, doneAt: context.now(), doneByName: nameOfActor(context.actor) });
  await audit({ action: 'contract.corrected', subject: { kind: 'contract', id: contractId }, facts: { replacedBy, note, fields: changes.map(({ field }) => field) } });
}

/** A retry after a time-out gets what the first try made. */
async function repeated({ audit }: UnitOfWork, contract: Contract, earlier: { readonly contractId: string; readonly replacedBy: string | null }): Promise<Outcome<CorrectedContract, AnyRefusal>> {
  if (earlier.contractId !== contract.id) return refuse({ code: 'conflict.changed_meanwhile', facts: { what: 'contract' } });
  await audit({ action: 'contract.correction_repeated', subject: { kind: 'contract', id: contract.id } });
  return accept({ contractId: earlier.replacedBy ?? contract.id, replaced: earlier.replacedBy !== null });
}
