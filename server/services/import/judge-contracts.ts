import type { Reach, Tx } from '@/db';
import { listContractsOfResidents } from '@/db/queries/contract';
import { type KnownResident, findResidentsByIdentity } from '@/db/queries/import';
import { identityIndexOf } from '@/db/queries/resident';
import { type TeamWithSeats, listTeams } from '@/db/queries/team';
import { paperText } from '@/server/domain/contract/consent';
import type { Contract } from '@/server/domain/contract/contract';
import { codesOnOffer } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type HeldContract, type Signing, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { contractNumber } from '../contract/contract-number';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import type { IncomingRow, RowProblem } from './incoming';
import { inColumn } from './visit-problems';

export interface ContractRowFacts {
  readonly certType: string;
  readonly certEnding: string;
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'> | null;
  /** The name, if the file tells one: it must be that of whoever has the number. */
  readonly name: string | null;
  readonly birthDay: Day | null;
  /** The id of a team, or its name where only one team of the region has it. */
  readonly team: string;
  readonly startDay: Day;
  readonly termYears: number;
  /** The main one first. */
  readonly packageCodes: readonly string[];
  readonly guardian: { readonly name: string; readonly relation: string } | null;
}

export type ContractOnFile = Contract & HeldContract;

/** What rows of contracts are judged by: the teams within reach, the policies, the people and what they have signed. */
export interface ContractBook {
  readonly context: ServiceContext;
  readonly regionCode: string;
  readonly policies: readonly PolicyVersion[];
  readonly teams: readonly TeamWithSeats[];
  /** By the blind index of their number. */
  readonly people: ReadonlyMap<string, KnownResident>;
  readonly contracts: ReadonlyMap<string, readonly ContractOnFile[]>;
}

export async function openContractBook(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<ContractRowFacts>[]): Promise<ContractBook> {
  const { regionCode } = reach;
  const indexes = new Set(rows.map(({ facts }) => indexOfRow(facts)).filter((index) => index !== null));
  const people = await findResidentsByIdentity(tx, regionCode, [...indexes]);
  const contracts = await listContractsOfResidents(tx, regionCode, [...new Set([...people.values()].map(({ id }) => id))]);
  return { context, regionCode, policies: await listPoliciesOf(tx, regionCode), teams: await listTeams(tx, reach), people, contracts };
}

export function indexOfRow({ certType, identity }: ContractRowFacts): string | null {
  return identity && identityIndexOf(certType, identity);
}

/** What a row turns out to be. */
export type JudgedContract =
  | { readonly kind: 'unreadable' | 'unknown_person'; readonly reasons: readonly RowProblem[] }
  | { readonly kind: 'on_file'; readonly contract: ContractOnFile; readonly isSame: boolean; readonly person: KnownResident }
  | { readonly kind: 'refused'; readonly reasons: readonly RowProblem[]; readonly person: KnownResident }
  | { readonly kind: 'signable'; readonly signing: Signing; readonly person: KnownResident; readonly team: TeamWithSeats; readonly held: readonly ContractOnFile[] };

/**
 * Judges a row as on its first day, so that it may lie in the past. Another row of the same file is not looked at.
 *
 * @param held the person's contracts as they stand now; those of the book unless given.
 */
export function judgeContract(book: ContractBook, { facts, problems }: IncomingRow<ContractRowFacts>, held?: readonly ContractOnFile[]): JudgedContract {
  const index = indexOfRow(facts);
  const person = (index === null ? null : book.people.get(index)) ?? null;
  const named = book.teams.filter((each) => each.id === facts.team);
  const [team, another] = named.length > 0 ? named : book.teams.filter((each) => each.name === facts.team);
  const unreadable = new Set(problems.map((problem) => problem.column));
  const reasons = [...problems];
  if ((!team || another) && !unreadable.has('team')) reasons.push(inColumn({ code: 'registry.team_unknown', facts: { team: facts.team } }, 'team'));
  const isUnknown = person === null && !unreadable.has('certno') && !unreadable.has('psn_cert_type');
  if (isUnknown) {
    const unknown = inColumn({ code: 'visit.resident_unknown', facts: { certificateEnding: facts.certEnding } }, 'certno');
    return reasons.length > 0 ? { kind: 'unreadable', reasons: [...problems, unknown, ...reasons.slice(problems.length)] } : { kind: 'unknown_person', reasons: [unknown] };
  }
  if (person !== null && facts.name !== null && plainName(person.name) !== plainName(facts.name)) {
    reasons.push(inColumn({ code: 'visit.name_differs', facts: { reportedName: facts.name } }, 'psn_name'));
  }
  if (reasons.length > 0 || !person || !team) return { kind: 'unreadable', reasons };
  const contracts = held ?? book.contracts.get(person.id) ?? [];
  const onFile = contracts.find((each) => each.teamId === team.id && each.startDay === facts.startDay && each.endDay >= each.startDay);
  if (onFile) return { kind: 'on_file', contract: onFile, isSame: onFile.termYears === facts.termYears && sameCodes(onFile.packageCodes, facts.packageCodes), person };
  return decide(book, facts, person, team, contracts);
}

function decide({ context, regionCode, policies }: ContractBook, facts: ContractRowFacts, person: KnownResident, team: TeamWithSeats, contracts: readonly ContractOnFile[]): JudgedContract {
  const now = today(context);
  const judgedOn = facts.startDay < now ? facts.startDay : now;
  const policy = findPolicyInForce(policies, judgedOn) ?? findPolicyInForce(policies, now);
  if (!policy) return { kind: 'refused', person, reasons: [inColumn({ code: 'policy.none_in_force', facts: { regionCode, day: judgedOn } }, 'begndate')] };
  const id = context.newId();
  const decision = decideSigning({
    id,
    number: contractNumber('Y', regionCode, facts.startDay, id),
    now: instantOf(`${facts.startDay} 00:00:00`),
    today: judgedOn,
    resident: { ...person, regionCode },
    contracts,
    team,
    // A contract that has ended takes no place; whether one is left for the others is for takeSeat to say.
    signedCount: 0,
    practitionerId: team.leaderId,
    packageCodes: facts.packageCodes,
    onOffer: codesOnOffer(policy.contract.packages),
    startDay: facts.startDay,
    termYears: facts.termYears,
    consent: { textVersion: paperText, givenAt: instantOf(`${facts.startDay} 00:00:00`), method: 'paper', guardian: facts.guardian },
    previousContractId: null,
    channel: 'import',
    rules: contractRulesOf(policy.contract),
  });
  if (decision.ok) return { kind: 'signable', signing: decision.value, person, team, held: contracts };
  return { kind: 'refused', person, reasons: decision.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) };
}

function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}

function sameCodes(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((code) => others.includes(code));
}

/** The column that a refusal to sign is about. */
export function columnOf({ code }: AnyRefusal): string {
  switch (code) {
    case 'contract.team_full':
    case 'contract.practitioner_not_in_team':
      return 'team';
    case 'contract.package_unknown':
    case 'contract.package_missing':
      return 'package';
    case 'contract.term_not_allowed':
      return 'term_years';
    case 'contract.start_in_past':
    case 'contract.start_too_far':
      return 'begndate';
    case 'contract.guardian_required':
      return 'guardian_name';
    default:
      return 'certno';
  }
}
