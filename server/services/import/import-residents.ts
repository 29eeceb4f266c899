import type { Tx } from '@/db';
import { type KnownResident, findResidentsByIdentity, insertResidents } from '@/db/queries/import';
import { listInstitutions } from '@/db/queries/registry';
import { identityIndexOf, residentRow } from '@/db/queries/resident';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { maskIdentityNumber } from '@/server/domain/kernel/identity-number';
import { type CheckedResident, checkResident } from '@/server/domain/registry/check-resident';
import type { Insutype, KeyGroup, Sex } from '@/server/domain/registry/codes';
import type { RegistryRefusal } from '@/server/domain/registry/refusals';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { searchKeysOf } from '../resident/search-keys';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export interface ResidentRowFacts {
  readonly certType: string;
  readonly certNo: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDay: Day | null;
  readonly deathDay: Day | null;
  readonly insutype: Insutype;
  readonly retired: boolean;
  readonly phone: string | null;
  readonly address: string | null;
  readonly keyGroups: readonly KeyGroup[];
  readonly homeInstitutionCode: string | null;
}

/**
 * Import residents, the dead among them: their visits before death are still settled. One who is registered with the same
 * particulars is held already, with others conflicting and left as they are.
 *
 * @throws PermissionDenied without resident:import.
 */
export async function importResidents(context: ServiceContext, file: IncomingFile<ResidentRowFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'resident:import');
  const take = (tx: Tx, rows: readonly IncomingRow<ResidentRowFacts>[]) => takeResidents(context, tx, reach.regionCode, rows);
  const started = await startImport(context, reach, { kind: 'residents', file, institutionCode: null, take });
  return started.run(onProgress);
}

/** Takes rows in one transaction and answers in their order. */
export async function takeResidents(context: ServiceContext, tx: Tx, regionCode: string, rows: readonly IncomingRow<ResidentRowFacts>[]): Promise<RowResult[]> {
  const day = today(context);
  const checked = rows.map((row) => checkResident({ ...row.facts, today: day }));
  const indexes = rows.map((row, at) => {
    const outcome = checked[at];
    return outcome?.ok ? identityIndexOf(row.facts.certType, outcome.value.identity) : null;
  });
  const registered = await findResidentsByIdentity(tx, regionCode, [...new Set(indexes.filter((index) => index !== null))]);
  const homes = new Set((await listInstitutions(tx, regionCode)).map((place) => place.code));
  const arrivals: ReturnType<typeof residentRow>[] = [];
  const results = rows.map((row, at): RowResult => {
    const outcome = checked[at];
    const index = indexes[at];
    const reasons = reasonsOf(row, outcome?.ok ? [] : (outcome?.refusals ?? []), homes);
    if (reasons.length > 0 || !outcome?.ok || !index) return { outcome: 'rejected', reasons };
    const before = registered.get(index);
    const who = outcome.value;
    if (before) return isSame(before, who) ? { outcome: 'already_held' } : conflicting(who);
    const resident = residentOf(who, row.facts, regionCode, context.newId());
    registered.set(index, { ...resident, ...resident.coverage });
    const secrets = { certType: row.facts.certType, identity: who.identity, phone: row.facts.phone };
    arrivals.push(residentRow(resident, secrets, { address: row.facts.address, movedOutOn: null, registeredAt: context.now() }));
    return { outcome: 'accepted' };
  });
  await insertResidents(tx, arrivals, new Map(arrivals.map((row) => [row.id, searchKeysOf(row)])));
  return results;
}

function residentOf(who: CheckedResident, facts: ResidentRowFacts, regionCode: string, id: string) {
  const { name, sex, birthDay, deathDay, coverage } = who;
  const { keyGroups, homeInstitutionCode } = facts;
  return { id, regionCode, name, sex, birthDay, deathDay, coverage, keyGroups, homeInstitutionCode };
}

/** Everything that is wrong with a row: its columns, what the registry's rules say, and a home nobody knows. */
export function reasonsOf(row: IncomingRow<ResidentRowFacts>, refusals: readonly RegistryRefusal[], homes: ReadonlySet<string>): RowProblem[] {
  const unreadable = new Set(row.problems.map((problem) => problem.column));
  const judged = refusals.map((refusal) => inColumn(refusal, columnOf(refusal))).filter((problem) => !unreadable.has(problem.column));
  const home = row.facts.homeInstitutionCode;
  const unknownHome = home !== null && !homes.has(home) ? [inColumn({ code: 'registry.institution_unknown', facts: { code: home } }, 'home_institution')] : [];
  return [...row.problems, ...judged, ...unknownHome];
}

function columnOf({ code }: RegistryRefusal): string {
  switch (code) {
    case 'identity.unknown_kind':
      return 'psn_cert_type';
    case 'registry.name_missing':
    case 'registry.name_too_long':
      return 'psn_name';
    case 'registry.birth_day_missing':
    case 'registry.birth_day_differs':
    case 'registry.birth_in_future':
      return 'brdy';
    case 'registry.sex_missing':
    case 'registry.sex_differs':
      return 'gend';
    case 'registry.death_before_birth':
    case 'registry.death_in_future':
      return 'dead_date';
    case 'registry.retired_needs_employee_insurance':
      return 'retired';
    default:
      return 'certno';
  }
}

function isSame(before: KnownResident, who: CheckedResident): boolean {
  return (
    before.name === who.name &&
    before.sex === who.sex &&
    before.birthDay === who.birthDay &&
    before.deathDay === who.deathDay &&
    before.insutype === who.coverage.insutype &&
    before.retired === who.coverage.retired
  );
}

function conflicting(who: CheckedResident): RowResult {
  return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.resident_differs', facts: { key: maskIdentityNumber(who.identity.normalized) } }, 'certno')] };
}
