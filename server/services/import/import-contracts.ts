import type { Reach, Tx } from '@/db';
import { listContractsOfResident } from '@/db/queries/contract';
import { type KnownResident, findResidentsByIdentity } from '@/db/queries/import';
import { identityIndexOf } from '@/db/queries/resident';
import { type TeamWithSeats, listTeams } from '@/db/queries/team';
import { packageCodes } from '@/server/domain/contract/packages';
import { contractRulesOf } from '@/server/domain/contract/rules';
import { type HeldContract, type Signing, signContract as decideSigning } from '@/server/domain/contract/sign-contract';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, today } from '../context';
import { contractNumber } from '../contract/contract-number';
import { expireOverdue } from '../contract/expire-contracts';
import { writeContract } from '../contract/save-signed-contract';
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
  /** The main one first. */
  readonly packageCodes: readonly string[];
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
  const signed = new Set<string>();
  // The order of the file does not matter: of one person's contracts the earlier is taken first.
  const inOrder = rows.map((row, at) => ({ row, at })).sort((a, b) => (a.row.facts.startDay < b.row.facts.startDay ? -1 : a.row.facts.startDay > b.row.facts.startDay ? 1 : a.at - b.at));
  for (const { row, at } of inOrder) {
    const identityIndex = indexes[at] ?? null;
    const person = (identityIndex && residents.get(identityIndex)) || null;
    const result = await takeContract(taking, row, person, identityIndex ?? '');
    if (result.outcome === 'accepted' && person) signed.add(person.id);
    results.set(at, result);
  }
  if (signed.size > 0) await refoldResidents(tx, { regionCode, residentIds: [...signed], arrivals: [], policies: taking.policies, now: context.now() });
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
  if (held.some((each) => each.teamId === team.id && each.startDay === facts.startDay && each.termYears === facts.termYears && sameCodes(each.packageCodes, facts.packageCodes))) {
    return { outcome: 'already_held' };
  }
  const decision = decide(taking, facts, person, team, held);
  if ('reasons' in decision) return { outcome: 'rejected', reasons: decision.reasons };
  const toSave = { signing: decision.signing, identityIndexes: [identityIndex], contracts: held, team, requestKey: `import:${decision.signing.contract.id}` };
  const written = await writeContract(taking.context, tx, toSave);
  return written.ok ? { outcome: 'accepted' } : { outcome: 'rejected', reasons: written.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) };
}

function decide(
  { context, regionCode, policies }: Taking,
  facts: ContractRowFacts,
  person: KnownResident,
  team: TeamWithSeats,
  contracts: readonly HeldContract[],
): { signing: Signing } | { reasons: RowProblem[] } {
  const now = today(context);
  const judgedOn = facts.startDay < now ? facts.startDay : now;
  const policy = findPolicyInForce(policies, judgedOn) ?? findPolicyInForce(policies, now);
  if (!policy) return { reasons: [inColumn({ code: 'policy.none_in_force', facts: { regionCode, day: judgedOn } }, 'begndate')] };
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
    onOffer: packageCodes,
    startDay: facts.startDay,
    termYears: facts.termYears,
    consent: { textVersion: 'paper', givenAt: instantOf(`${facts.startDay} 00:00:00`), method: 'paper', guardian: facts.guardian },
    previousContractId: null,
    channel: 'import',
    rules: contractRulesOf(policy.contract),
  });
  return decision.ok ? { signing: decision.value } : { reasons: decision.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) };
}

function sameCodes(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((code) => others.includes(code));
}

function columnOf({ code }: AnyRefusal): string {
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
