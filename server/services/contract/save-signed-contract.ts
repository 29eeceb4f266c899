import type { Tx } from '@/db';
import { consentRow, insertConsents } from '@/db/queries/consent';
import { type Claim, claimPerson, findClaimHolder } from '@/db/queries/contract-claim';
import { insertContract } from '@/db/queries/contract';
import { adoptHome, findResidentOfRegion } from '@/db/queries/resident';
import type { SignatureGiven } from '@/server/domain/agreement/signature';
import { paperText } from '@/server/domain/contract/consent';
import type { Contract, ContractIn } from '@/server/domain/contract/contract';
import type { HeldContract, Signing } from '@/server/domain/contract/sign-contract';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { actorRef } from '@/server/domain/permission/actor';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { Team } from '@/server/domain/registry/team';
import { recordEvidence } from '../agreement/record-evidence';
import { type ServiceContext, today } from '../context';
import { queueNotice } from '../notice/queue-notice';
import { replanFollowUps } from '../fulfilment/replan-follow-ups';
import type { UnitOfWork } from '../unit-of-work';
import { refoldResident } from '../visit/refold-resident';
import { contractNumber } from './contract-number';
import { giveBack, takePlace } from './places';

export interface SigningToSave {
  readonly signing: Signing;
  /** Every number the person is known by, the registered one first. */
  readonly identityIndexes: readonly string[];
  /** The resident's other contracts as they stand now. */
  readonly contracts: readonly HeldContract[];
  readonly team: Pick<Team, 'id' | 'name' | 'capacity' | 'institutionCode'>;
  readonly requestKey: string;
  /** How it was signed; on paper that the institution keeps, unless told. */
  readonly signature?: SignatureGiven;
  /** What puts a contract right that is there already needs no free place. */
  readonly isCorrection?: boolean;
}

/**
 * Writes a contract that `signContract` has allowed, however it came about: the person's days, the place in the team, the contract with
 * its packages, the consent; then adjudicates the person's visits again where that can matter, and leaves the audit row.
 *
 * @returns the contract under the number it got, or the refusal of whoever was faster.
 */
export async function saveSignedContract(context: ServiceContext, unit: UnitOfWork, toSave: SigningToSave): Promise<Outcome<Contract, AnyRefusal>> {
  const { tx, audit } = unit;
  const written = await writeContract(context, tx, toSave);
  if (!written.ok) return written;
  const { contract, movedHome } = written.value;
  const { team, signing, signature = { method: 'paper' } } = toSave;
  // Of what came from old paper, nobody here knows the text.
  const evidence = signing.consent.textVersion === paperText ? accept(null) : await recordEvidence(context, unit, { contract, consent: signing.consent, signature });
  if (!evidence.ok) return evidence;
  const { id, number, regionCode, residentId, startDay, endDay, termYears, packageCodes, channel, previousContractId } = contract;
  const signed = await findResidentOfRegion(tx, regionCode, residentId);
  // A visit settled earlier on the first day is one of a signed resident; a policy may ask for visits near home.
  if (signed && (movedHome || startDay <= today(context))) await refoldResident(tx, regionCode, signed, context.now());
  await replanFollowUps(tx, regionCode, [residentId]);
  const term = { startDay, endDay, termYears, packageCodes, channel, previousContractId };
  await audit({
    action: 'contract.signed',
    subject: { kind: 'contract', id },
    facts: { number, residentId, teamId: team.id, teamName: team.name, ...term, byGuardian: signing.consent.guardian !== null },
  });
  if (!toSave.isCorrection) {
    const told = { teamName: team.name, startDay, endDay };
    await queueNotice<'contract_signed'>(tx, context, { regionCode, to: { kind: 'resident', id: residentId }, template: 'contract_signed', facts: told, about: { kind: 'contract', id } });
  }
  return accept(contract);
}

export interface WrittenContract {
  readonly contract: Contract;
  /** Whether the resident, whose home nobody had recorded, is now counted where they are signed. */
  readonly movedHome: boolean;
}

/**
 * The rows of a contract alone, for those who write many and do the rest for all of them together. One whose last day is over is kept as
 * expired and takes no place. A refusal leaves nothing behind.
 */
export async function writeContract(context: ServiceContext, tx: Tx, toSave: SigningToSave): Promise<Outcome<WrittenContract, AnyRefusal>> {
  const { signing, identityIndexes, team, isCorrection } = toSave;
  const { id, regionCode, residentId, practitionerId, startDay, endDay } = signing.contract;
  const runs = endDay >= today(context);
  const taken = runs ? await takePlace(tx, { team: { ...team, regionCode }, practitionerId, residentId, doctorCapacity: signing.doctorCapacity, isCorrection }) : null;
  if (taken && !taken.ok) return taken;
  const claim: Claim = { identityIndexes, regionCode, contractId: id, startDay, endDay };
  if (!(await claimPerson(tx, claim))) {
    if (taken) await giveBack(tx, taken.value);
    return refuse(await secondContract(tx, claim, team.id));
  }
  const contract: ContractIn<'in_force'> | ContractIn<'expired'> = runs ? signing.contract : { ...signing.contract, status: 'expired' };
  const numbered = await insertNumbered(context, tx, contract, toSave.requestKey);
  await insertConsents(tx, [consentRow({ regionCode, id: context.newId(), residentId, contractId: id, evidenceId: null }, signing.consent)]);
  const movedHome = await adoptHome(tx, regionCode, residentId, team.institutionCode);
  return accept({ contract: numbered, movedHome });
}

/** The claim is stronger than what the region knows: the other contract may be in another one. */
async function secondContract(tx: Tx, claim: Claim, teamId: string): Promise<AnyRefusal> {
  const holder = await findClaimHolder(tx, claim);
  if (!holder) return { code: 'conflict.changed_meanwhile', facts: { what: 'contract' } };
  return { code: 'contract.already_active', facts: { teamName: holder.teamName, until: holder.until, sameTeam: holder.teamId === teamId } };
}

const mostNumbers = 20;

/** Six random digits meet another contract of the day now and then; the next ones will do. */
async function insertNumbered<C extends ContractIn<'in_force'> | ContractIn<'expired'>>(context: ServiceContext, tx: Tx, contract: C, requestKey: string): Promise<C> {
  const filing = { signedBy: actorRef(context.actor), requestKey };
  for (let tries = 0, numbered = contract; tries < mostNumbers; tries += 1) {
    if (await insertContract(tx, numbered, filing)) return numbered;
    numbered = { ...contract, number: contractNumber(contract.number.startsWith('Y') ? 'Y' : 'Q', contract.regionCode, dayIn(contract.number), context.newId()) };
  }
  throw new Error(`no free contract number after ${mostNumbers} tries`);
}

/** A number names its day after the region. */
function dayIn(number: string): string {
  return `${number.slice(7, 11)}-${number.slice(11, 13)}-${number.slice(13, 15)}`;
}
