import type { Reach, Tx } from '@/db';
import { claimPerson, findClaimHolder, listContractsOfResident } from '@/db/queries/contract';
import { type KnownResident, findResidentsByIdentity, insertImportedContract } from '@/db/queries/import';
import { adoptHome, identityIndexOf } from '@/db/queries/resident';
import { type TeamWithSeats, listTeams, releaseSeats, takeSeat } from '@/db/queries/team';
import { packageCodes } from '@/server/domain/contract/packages';
import type { ContractRefusal } from '@/server/domain/contract/refusals';
import { contractRulesOf } from '@/server/domain/contract/rules';
import type { SignedContract } from '@/server/domain/contract/contract';
import { type HeldContract, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import { actorRef } from '@/server/domain/permission/actor';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type ServiceContext, today } from '../context';
import { expireOverdue } from '../contract/expire-contracts';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { refoldResidents } from '../visit/refold-residents';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export interface ContractRowFacts {
  readonly certType: string;
  readonly certEnding: string;
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'> | null;
  /** The id of a team, or its name where only one team of the region has it. */
  readonly team: string;
  readonly startDay: Day;
  readonly termYears: number;
  readonly packageCode: string;
  readonly guardian: { readonly name: string; readonly relation: string } | null;
}

/**
 * Import contracts that were signed on paper. Each is judged as on its first day, so that it may lie in the past; one that is
 * still in force claims its person and takes a place in its team like any other, one that has ended is kept as expired.
 * Visits that are held already and fall into it are adjudicated again.
 *
 * @throws PermissionDenied without contract:import.
 */
export async function importContracts(context: ServiceContext, file: IncomingFile<ContractRowFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'contract:import');
  const take = (tx: Tx, rows: readonly IncomingRow<ContractRowFacts>[]) => takeContracts(context, tx, reach, rows);
  const started = await startImport(context, reach, { kind: 'contracts', file, institutionCode: null, take });
  return started.run(onProgress);
}

interface Taking {
  readonly context: ServiceContext;
  readonly tx: Tx;
  readonly regionCode: string;
  readonly policies: readonly PolicyVersion[];
  readonly teams: readonly TeamWithSeats[];
}

async function takeContracts(context: ServiceContext, tx: Tx, reach: Reach, rows: readonly IncomingRow<ContractRowFacts>[]): Promise<RowResult[]> {
  const { regionCode } = reach;
  await expireOverdue(tx, regionCode, today(context), { limit: 1_000_000 });
  const taking = { context, tx, regionCode, policies: await listPoliciesOf(tx, regionCode), teams: await listTeams(tx, reach) };
  const indexes = rows.map(({ facts }) => facts.identity && identityIndexOf(facts.certType, facts.identity));
  const residents = await findResidentsByIdentity(tx, regionCode, [...new Set(indexes.filter((index) => index !== null))]);
  const results = new Map<number, RowResult>();
  const signed = new Map<string, { retired: boolean }>();
  // The order of the file does not matter: of one person's contracts the earlier is taken first.
  const inOrder = rows.map((row, at) => ({ row, at })).sort((a, b) => (a.row.facts.startDay < b.row.facts.startDay ? -1 : a.row.facts.startDay > b.row.facts.startDay ? 1 : a.at - b.at));
  for (const { row, at } of inOrder) {
    const identityIndex = indexes[at] ?? null;
    const person = (identityIndex && residents.get(identityIndex)) || null;
    const result = await takeContract(taking, row, person, identityIndex ?? '');
    if (result.outcome === 'accepted' && person) signed.set(person.id, { retired: person.retired });
    results.set(at, result);
  }
  if (signed.size > 0) await refoldResidents(tx, { regionCode, people: signed, arrivals: [], policies: taking.policies, now: context.now() });
  return rows.map((_, at) => results.get(at) ?? { outcome: 'rejected', reasons: [] });
}

async function takeContract(taking: Taking, row: IncomingRow<ContractRowFacts>, person: KnownResident | null, identityIndex: string): Promise<RowResult> {
  const { tx, regionCode } = taking;
  const { facts } = row;
  const named = taking.teams.filter((each) => each.id === facts.team);
  const [team, another] = named.length > 0 ? named : taking.teams.filter((each) => each.name === facts.team);
  const unreadable = new Set(row.problems.map((problem) => problem.column));
  const reasons = [...row.problems];
  if (person === null && !unreadable.has('certno')) reasons.push(inColumn({ code: 'visit.resident_unknown', facts: { certificateEnding: facts.certEnding } }, 'certno'));
  if ((!team || another) && !unreadable.has('team')) reasons.push(inColumn({ code: 'registry.team_unknown', facts: { team: facts.team } }, 'team'));
  if (reasons.length > 0 || !person || !team) return { outcome: 'rejected', reasons };
  const held = await listContractsOfResident(tx, regionCode, person.id);
  if (held.some((each) => each.teamId === team.id && each.startDay === facts.startDay && each.termYears === facts.termYears && each.packageCode === facts.packageCode)) {
    return { outcome: 'already_held' };
  }
  const decision = decide(taking, facts, person, team, held);
  if ('reasons' in decision) return { outcome: 'rejected', reasons: decision.reasons };
  const refusal = await save(taking, decision.signed, identityIndex, team, held);
  return refusal ? { outcome: 'rejected', reasons: [inColumn(refusal, columnOf(refusal))] } : { outcome: 'accepted' };
}

function decide(
  { context, regionCode, policies }: Taking,
  facts: ContractRowFacts,
  person: KnownResident,
  team: TeamWithSeats,
  contracts: readonly HeldContract[],
): { signed: SignedContract } | { reasons: RowProblem[] } {
  const now = today(context);
  const judgedOn = facts.startDay < now ? facts.startDay : now;
  const policy = findPolicyInForce(policies, judgedOn) ?? findPolicyInForce(policies, now);
  if (!policy) return { reasons: [inColumn({ code: 'policy.none_in_force', facts: { regionCode, day: judgedOn } }, 'begndate')] };
  const id = context.newId();
  const decision = decideSigning({
    id,
    number: importedNumber(regionCode, facts.startDay, id),
    now: instantOf(`${facts.startDay} 00:00:00`),
    today: judgedOn,
    resident: { ...person, regionCode },
    contracts,
    team,
    // A contract that has ended takes no place; whether one is left for the others is for takeSeat to say.
    signedCount: 0,
    practitionerId: team.leaderId,
    packageCode: facts.packageCode,
    packageCodes,
    startDay: facts.startDay,
    termYears: facts.termYears,
    consent: { textVersion: 'paper', givenAt: instantOf(`${facts.startDay} 00:00:00`), guardian: facts.guardian },
    rules: contractRulesOf(policy.contract),
  });
  return decision.ok ? { signed: decision.value } : { reasons: decision.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) };
}

/** The writes that can still say no come first, so that a refused row leaves nothing behind. */
async function save(taking: Taking, signed: SignedContract, identityIndex: string, team: TeamWithSeats, held: readonly HeldContract[]): Promise<ContractRefusal | null> {
  const { context, tx, regionCode } = taking;
  const stillRuns = signed.endDay >= today(context);
  if (stillRuns) {
    const hasSeat = held.some((each) => each.status === 'in_force' && each.teamId === team.id);
    if (!hasSeat && !(await takeSeat(tx, regionCode, team.id))) {
      return { code: 'contract.team_full', facts: { teamName: team.name, capacity: team.capacity, signed: team.capacity } };
    }
    if (!(await claimPerson(tx, { identityIndex, regionCode, contractId: signed.id, endDay: signed.endDay }, signed.startDay))) {
      if (!hasSeat) await releaseSeats(tx, regionCode, team.id, 1);
      const holder = await findClaimHolder(tx, identityIndex);
      return { code: 'contract.already_active', facts: { teamName: holder?.teamName ?? '', until: holder?.until ?? '', sameTeam: holder?.teamId === team.id } };
    }
  }
  await insert(taking, signed, stillRuns);
  await adoptHome(tx, regionCode, signed.residentId, team.institutionCode);
  return null;
}

const mostNumbers = 20;

async function insert({ context, tx, regionCode }: Taking, { consent, ...signed }: SignedContract, stillRuns: boolean): Promise<void> {
  const row = {
    ...signed,
    status: stillRuns ? ('in_force' as const) : ('expired' as const),
    consentVersion: consent.textVersion,
    consentGivenAt: consent.givenAt,
    guardianName: consent.guardian?.name ?? null,
    guardianRelation: consent.guardian?.relation ?? null,
    signedBy: actorRef(context.actor),
    requestKey: `import:${signed.id}`,
    endedReason: null,
    endedAt: null,
  };
  for (let tries = 0; tries < mostNumbers; tries += 1) {
    const number = tries === 0 ? signed.number : importedNumber(regionCode, signed.startDay, context.newId());
    if (await insertImportedContract(tx, { ...row, number })) return;
  }
  throw new Error(`no free contract number after ${mostNumbers} tries`);
}

/** Y (原纸质协议), region, first day and six digits of a fresh id, so that imported contracts can be told by their number. */
function importedNumber(regionCode: string, day: Day, freshId: string): string {
  const digits = Number.parseInt(freshId.slice(-10), 16) % 1_000_000;
  return `Y${regionCode}${day.replaceAll('-', '')}${String(digits).padStart(6, '0')}`;
}

function columnOf({ code }: ContractRefusal): string {
  switch (code) {
    case 'contract.team_full':
    case 'contract.practitioner_not_in_team':
      return 'team';
    case 'contract.package_unknown':
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
