import type { Tx } from '@/db';
import { type KnownResident, findResidentsByIdentity } from '@/db/queries/import';
import { identityIndexOf } from '@/db/queries/resident';
import { type ResidentIdentityRow, endIdentityRecord, insertIdentityRecord, listIdentityRecordsOf } from '@/db/queries/resident-identity';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import { decideEnding, decideRecording } from '@/server/domain/registry/decide-identity-class';
import type { IdentityClassRefusal } from '@/server/domain/registry/identity-class-refusals';
import type { IdentityClass, IdentityInterval } from '@/server/domain/registry/identity-classes';
import { type ServiceContext, nameOfActor, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { refoldResidents } from '../visit/refold-residents';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export interface IdentityRowFacts {
  readonly certType: string;
  readonly certEnding: string;
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'> | null;
  readonly identityClass: IdentityClass;
  readonly from: Day;
  /** The last day; null while no end is known. */
  readonly to: Day | null;
}

/**
 * Import identity classes as the civil-affairs side sends them. A row that gives a last day to a class that is held without one
 * ends it. Held visits of the people concerned are adjudicated again.
 *
 * @throws PermissionDenied without identity:record.
 */
export async function importIdentities(context: ServiceContext, file: IncomingFile<IdentityRowFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'identity:record');
  const take = (tx: Tx, rows: readonly IncomingRow<IdentityRowFacts>[]) => takeIdentities(context, tx, reach.regionCode, rows);
  const started = await startImport(context, reach, { kind: 'identities', file, institutionCode: null, take });
  return started.run(onProgress);
}

async function takeIdentities(context: ServiceContext, tx: Tx, regionCode: string, rows: readonly IncomingRow<IdentityRowFacts>[]): Promise<RowResult[]> {
  const indexes = rows.map(({ facts }) => facts.identity && identityIndexOf(facts.certType, facts.identity));
  const people = await findResidentsByIdentity(tx, regionCode, [...new Set(indexes.filter((index) => index !== null))]);
  const records = new Map<string, ResidentIdentityRow[]>();
  for (const record of await listIdentityRecordsOf(tx, regionCode, [...new Set([...people.values()].map(({ id }) => id))])) {
    records.set(record.residentId, [...(records.get(record.residentId) ?? []), record]);
  }
  const results = new Map<number, RowResult>();
  const changed = new Set<string>();
  // The order of the file does not matter: of one person's rows the earlier days are taken first.
  const inOrder = rows.map((row, at) => ({ row, at })).sort((a, b) => (a.row.facts.from < b.row.facts.from ? -1 : a.row.facts.from > b.row.facts.from ? 1 : a.at - b.at));
  for (const { row, at } of inOrder) {
    const person = people.get(indexes[at] ?? '') ?? null;
    const held = person === null ? [] : (records.get(person.id) ?? []);
    const result = await takeIdentity({ context, tx, regionCode }, row, person, held);
    if (person && result.outcome === 'accepted') {
      changed.add(person.id);
      records.set(person.id, await listIdentityRecordsOf(tx, regionCode, [person.id]));
    }
    results.set(at, result);
  }
  if (changed.size > 0) {
    const policies = await listPoliciesOf(tx, regionCode);
    await refoldResidents(tx, { regionCode, residentIds: [...changed], arrivals: [], policies, now: context.now() });
  }
  return rows.map((_, at) => results.get(at) ?? { outcome: 'rejected', reasons: [] });
}

interface Taking {
  readonly context: ServiceContext;
  readonly tx: Tx;
  readonly regionCode: string;
}

async function takeIdentity(taking: Taking, row: IncomingRow<IdentityRowFacts>, person: KnownResident | null, records: readonly ResidentIdentityRow[]): Promise<RowResult> {
  const { facts } = row;
  const reasons = [...row.problems];
  if (person === null && facts.identity !== null) reasons.push(inColumn({ code: 'visit.resident_unknown', facts: { certificateEnding: facts.certEnding } }, 'certno'));
  if (reasons.length > 0 || person === null) return { outcome: 'rejected', reasons };
  const same = records.filter((record) => record.identityClass === facts.identityClass && record.fromDay === facts.from);
  const standing = same.find((record) => record.withdrawnAt === null);
  if (standing) return takeAgain(taking, standing, facts);
  if (same.length > 0) return { outcome: 'conflicting', reasons: [inColumn({ code: 'identity_class.withdrawn', facts: { from: facts.from } }, 'begntime')] };
  return takeNew(taking, facts, person, records);
}

/** The class is held from that day already: the row says the same, or ends it, or differs. */
async function takeAgain({ context, tx }: Taking, standing: ResidentIdentityRow, { identityClass, from, to, certEnding }: IdentityRowFacts): Promise<RowResult> {
  if (standing.toDay === to) return { outcome: 'already_held' };
  const differs: RowResult = { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key: `${certEnding} ${from}` } }, 'endtime')] };
  if (standing.toDay !== null || to === null) return differs;
  const decision = decideEnding({ identityClass, from, to: null }, to);
  if (!decision.ok) return rejected(decision.refusals);
  const won = await endIdentityRecord(tx, standing, { toDay: to, endedAt: context.now(), endedByName: nameOfActor(context.actor) });
  return won ? { outcome: 'accepted' } : differs;
}

async function takeNew({ context, tx, regionCode }: Taking, facts: IdentityRowFacts, person: KnownResident, records: readonly ResidentIdentityRow[]): Promise<RowResult> {
  const { identityClass, from, to } = facts;
  const held = records.filter((record) => record.withdrawnAt === null).map(intervalOf);
  const decision = decideRecording({ asked: { identityClass, from, to }, person, held, today: today(context) });
  if (!decision.ok) return rejected(decision.refusals);
  await insertIdentityRecord(tx, {
    ...{ regionCode, id: context.newId(), residentId: person.id, identityClass, fromDay: from, toDay: to, note: null },
    ...{ recordedAt: context.now(), recordedByName: nameOfActor(context.actor), endedAt: null, endedByName: null, withdrawnAt: null, withdrawnReason: null },
  });
  return { outcome: 'accepted' };
}

function intervalOf({ identityClass, fromDay, toDay }: ResidentIdentityRow): IdentityInterval {
  return { identityClass, from: fromDay, to: toDay };
}

function rejected(refusals: readonly IdentityClassRefusal[]): RowResult {
  return { outcome: 'rejected', reasons: refusals.map((refusal) => inColumn(refusal, refusal.code === 'identity_class.days_out_of_order' ? 'endtime' : 'begntime')) };
}
