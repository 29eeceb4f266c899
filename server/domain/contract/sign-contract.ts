import { addDays, ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { Resident } from '@/server/domain/registry/resident';
import type { Team } from '@/server/domain/registry/team';
import { type TeamRole, mayBeResponsible, missingRoles } from '@/server/domain/registry/team-composition';
import type { Consent } from './consent';
import { lastDayOf, type Contract, type ContractChannel, type SignedContract } from './contract';
import type { SigningRefusal } from './refusals';
import type { ContractRules } from './rules';

/** A contract that the resident already has, with the name of its team for the sentence that refuses a second one. */
export type HeldContract = Pick<Contract, 'id' | 'startDay' | 'endDay' | 'status' | 'teamId' | 'practitionerId'> & { readonly teamName: string };

/** The team as it is today; of a doctor who is in other teams too the count runs over all of them. */
export interface SigningTeam extends Pick<Team, 'id' | 'name' | 'institutionCode' | 'capacity' | 'practitionerIds'> {
  /** Set once it was merged away or closed. */
  readonly closedOn: Day | null;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: TeamRole;
    readonly signedCount: number;
    /** Null: the policy's. */
    readonly ownCapacity: number | null;
  }[];
}

export interface SigningFacts {
  readonly id: string;
  readonly number: string;
  readonly now: Instant;
  readonly today: Day;
  readonly resident: Pick<Resident, 'id' | 'regionCode' | 'birthDay' | 'deathDay'>;
  /** The resident's other contracts; those of other days do no harm. */
  readonly contracts: readonly HeldContract[];
  readonly team: SigningTeam;
  /** Contracts of the team in force or about to begin. */
  readonly signedCount: number;
  readonly practitionerId: string;
  readonly packageCodes: readonly string[];
  /** The packages on offer at the team's institution. */
  readonly onOffer: readonly string[];
  readonly startDay: Day;
  readonly termYears: number;
  readonly consent: Consent | null;
  readonly previousContractId: string | null;
  readonly channel: ContractChannel;
  readonly rules: ContractRules;
  /** What puts a contract right that is there already needs no free place. */
  readonly isCorrection?: boolean;
}

/** A contract that may be written, with the consent it rests on. */
export interface Signing {
  readonly contract: SignedContract;
  readonly consent: Consent;
  /** What whoever writes it down holds the doctor's count against, unless the doctor has a capacity of their own. */
  readonly doctorCapacity: number;
}

/**
 * Sign a resident with a team, or say every reason why not. Reasons come in the order of `SigningRefusal`: what no form can
 * mend comes first (death, another contract, a team that is closed, incomplete or full, a full doctor), then what the form can.
 *
 * Sources: one contract at a time for at least a year, 国卫基层发〔2018〕35号; guardian, 个人信息保护法 art. 31.
 */
export function signContract(facts: SigningFacts): Outcome<Signing, SigningRefusal> {
  const endDay = lastDayOf(facts.startDay, facts.termYears);
  const refusals = [...refusalsOfPeople(facts, endDay), ...refusalsOfTerms(facts), ...refusalsOfConsent(facts)];
  return unlessRefused(refusals, () => {
    if (facts.consent === null) throw new Error('a contract without consent passed its checks');
    const contract: SignedContract = {
      status: 'in_force',
      id: facts.id,
      number: facts.number,
      regionCode: facts.resident.regionCode,
      residentId: facts.resident.id,
      teamId: facts.team.id,
      institutionCode: facts.team.institutionCode,
      practitionerId: facts.practitionerId,
      packageCodes: facts.packageCodes,
      startDay: facts.startDay,
      endDay,
      termYears: facts.termYears,
      previousContractId: facts.previousContractId,
      channel: facts.channel,
      signedAt: facts.now,
    };
    return { contract, consent: facts.consent, doctorCapacity: facts.rules.doctorCapacity };
  });
}

function refusalsOfPeople(facts: SigningFacts, endDay: Day): SigningRefusal[] {
  const { resident, team, signedCount } = facts;
  const refusals: SigningRefusal[] = [];
  if (resident.deathDay !== null) {
    refusals.push({ code: 'contract.resident_deceased', facts: { deathDay: resident.deathDay } });
  }
  const standing = lastOverlapping(facts, endDay);
  if (standing) {
    const sameTeam = standing.teamId === team.id;
    refusals.push({
      code: 'contract.already_active',
      facts: { teamName: standing.teamName, until: standing.endDay, sameTeam },
    });
  }
  if (team.closedOn !== null && team.closedOn <= endDay) {
    refusals.push({ code: 'contract.team_closed', facts: { teamName: team.name, closedOn: team.closedOn } });
  }
  const missing = missingRoles(team.members.map(({ role }) => role));
  if (facts.rules.teamMustBeComplete && missing.length > 0 && !facts.isCorrection) {
    refusals.push({ code: 'contract.team_incomplete', facts: { teamName: team.name, missing } });
  }
  // Whoever renews with their own team already has a place in it.
  const taken = renewsWith(facts, (held) => held.teamId === team.id) ? signedCount - 1 : signedCount;
  if (taken >= team.capacity && !facts.isCorrection) {
    refusals.push({
      code: 'contract.team_full',
      facts: { teamName: team.name, capacity: team.capacity, signed: signedCount },
    });
  }
  return [...refusals, ...refusalsOfDoctor(facts)];
}

function refusalsOfDoctor(facts: SigningFacts): SigningRefusal[] {
  const { team, practitionerId, rules } = facts;
  const doctor = team.members.find(({ id }) => id === practitionerId);
  if (!team.practitionerIds.includes(practitionerId) || !doctor) {
    return [{ code: 'contract.practitioner_not_in_team', facts: { teamName: team.name, practitionerId } }];
  }
  const refusals: SigningRefusal[] = [];
  const capacity = doctor.ownCapacity ?? rules.doctorCapacity;
  const taken = renewsWith(facts, (held) => held.practitionerId === practitionerId) ? doctor.signedCount - 1 : doctor.signedCount;
  if (taken >= capacity && !facts.isCorrection) refusals.push({ code: 'contract.doctor_full', facts: { doctorName: doctor.name, capacity } });
  if (!mayBeResponsible(doctor.role)) refusals.push({ code: 'contract.practitioner_not_doctor', facts: { name: doctor.name, role: doctor.role } });
  return refusals;
}

function lastOverlapping({ contracts, startDay }: SigningFacts, endDay: Day): HeldContract | null {
  return contracts
    // One that was called off covers no day: it ends before it begins.
    .filter((held) => held.startDay <= held.endDay && held.startDay <= endDay && startDay <= held.endDay)
    .reduce<HeldContract | null>((last, held) => (last && last.endDay >= held.endDay ? last : held), null);
}

function renewsWith({ contracts, startDay, today }: SigningFacts, isTheirs: (held: HeldContract) => boolean): boolean {
  return contracts.some((held) => held.status === 'in_force' && isTheirs(held) && today <= held.endDay && held.endDay < startDay);
}

function refusalsOfTerms(facts: SigningFacts): SigningRefusal[] {
  const { startDay, termYears, today, rules } = facts;
  const refusals: SigningRefusal[] = [];
  for (const packageCode of facts.packageCodes) {
    if (!facts.onOffer.includes(packageCode)) refusals.push({ code: 'contract.package_unknown', facts: { packageCode } });
  }
  if (facts.packageCodes.length === 0) refusals.push({ code: 'contract.package_missing', facts: {} });
  if (!rules.termYears.includes(termYears)) {
    refusals.push({ code: 'contract.term_not_allowed', facts: { termYears, allowed: rules.termYears } });
  }
  if (startDay < today) refusals.push({ code: 'contract.start_in_past', facts: { startDay, earliest: today } });
  const latest = addDays(today, rules.startDaysAhead);
  if (startDay > latest) refusals.push({ code: 'contract.start_too_far', facts: { startDay, latest } });
  return refusals;
}

function refusalsOfConsent({ consent, resident, rules, today }: SigningFacts): SigningRefusal[] {
  const refusals: SigningRefusal[] = [];
  if (consent === null) refusals.push({ code: 'contract.consent_missing', facts: {} });
  const age = ageOn(resident.birthDay, today);
  if (age < rules.guardianUnderAge && !consent?.guardian) {
    refusals.push({ code: 'contract.guardian_required', facts: { age, under: rules.guardianUnderAge } });
  }
  return refusals;
}
