import { addDays, ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { Resident } from '@/server/domain/registry/resident';
import type { Team } from '@/server/domain/registry/team';
import type { Consent } from './consent';
import { lastDayOf, type Contract, type ContractChannel, type SignedContract } from './contract';
import type { SigningRefusal } from './refusals';
import type { ContractRules } from './rules';

/** A contract that the resident already has, with the name of its team for the sentence that refuses a second one. */
export type HeldContract = Pick<Contract, 'id' | 'startDay' | 'endDay' | 'status' | 'teamId'> & { readonly teamName: string };

export interface SigningFacts {
  readonly id: string;
  readonly number: string;
  readonly now: Instant;
  readonly today: Day;
  readonly resident: Pick<Resident, 'id' | 'regionCode' | 'birthDay' | 'deathDay'>;
  /** The resident's other contracts; those of other days do no harm. */
  readonly contracts: readonly HeldContract[];
  readonly team: Pick<Team, 'id' | 'name' | 'institutionCode' | 'capacity' | 'practitionerIds'>;
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
}

/** A contract that may be written, with the consent it rests on. */
export interface Signing {
  readonly contract: SignedContract;
  readonly consent: Consent;
}

/**
 * Sign a resident with a team, or say every reason why not. Reasons come in the order of `SigningRefusal`: what no form can
 * mend comes first (death, another contract, a full team), then what the form can.
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
    return { contract, consent: facts.consent };
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
  // Whoever renews with their own team already has a place in it.
  const taken = renewsWithTeam(facts) ? signedCount - 1 : signedCount;
  if (taken >= team.capacity) {
    refusals.push({
      code: 'contract.team_full',
      facts: { teamName: team.name, capacity: team.capacity, signed: signedCount },
    });
  }
  if (!team.practitionerIds.includes(facts.practitionerId)) {
    refusals.push({
      code: 'contract.practitioner_not_in_team',
      facts: { teamName: team.name, practitionerId: facts.practitionerId },
    });
  }
  return refusals;
}

function lastOverlapping({ contracts, startDay }: SigningFacts, endDay: Day): HeldContract | null {
  return contracts
    .filter((held) => held.startDay <= endDay && startDay <= held.endDay)
    .reduce<HeldContract | null>((last, held) => (last && last.endDay >= held.endDay ? last : held), null);
}

function renewsWithTeam({ contracts, startDay, team, today }: SigningFacts): boolean {
  return contracts.some(
    (held) =>
      held.status === 'in_force' && held.teamId === team.id && today <= held.endDay && held.endDay < startDay,
  );
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
