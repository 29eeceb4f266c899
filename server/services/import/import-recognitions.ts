import type { Reach, Tx } from '@/db';
import { type KnownResident, findResidentsByIdentity } from '@/db/queries/import';
import { insertRecognition, listRecognitionsOfResident } from '@/db/queries/recognition';
import { identityIndexOf } from '@/db/queries/resident';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import { type Actor, actorRef } from '@/server/domain/permission/actor';
import { findPolicyInForce } from '@/server/domain/policy/find-policy';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { HeldRecognition } from '@/server/domain/recognition/apply-for-recognition';
import { findDisease } from '@/server/domain/recognition/diseases';
import type { Evidence, Recognition } from '@/server/domain/recognition/recognition';
import type { TakeoverRefusal } from '@/server/domain/recognition/refusals';
import { takeOverRecognition } from '@/server/domain/recognition/take-over-recognition';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { freeNumber } from '../recognition/apply-for-recognition';
import { refoldResidents } from '../visit/refold-residents';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

export interface RecognitionRowFacts {
  readonly certType: string;
  readonly certEnding: string;
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'> | null;
  readonly diseaseCode: string;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly evidence: string | null;
}

/**
 * Take over recognitions that an earlier system gave. The held visits of their people are adjudicated again, and the differences
 * posted to the open month.
 *
 * @throws PermissionDenied without recognition:import.
 */
export async function importRecognitions(context: ServiceContext, file: IncomingFile<RecognitionRowFacts>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'recognition:import');
  const take = (tx: Tx, rows: readonly IncomingRow<RecognitionRowFacts>[]) => takeRecognitions(context, tx, reach, rows);
  const started = await startImport(context, reach, { kind: 'recognitions', file, institutionCode: null, take });
  return started.run(onProgress);
}

interface Taking {
  readonly context: ServiceContext;
  readonly tx: Tx;
  readonly regionCode: string;
  readonly policies: readonly PolicyVersion[];
}

async function takeRecognitions(context: ServiceContext, tx: Tx, { regionCode }: Reach, rows: readonly IncomingRow<RecognitionRowFacts>[]): Promise<RowResult[]> {
  const taking = { context, tx, regionCode, policies: await listPoliciesOf(tx, regionCode) };
  const indexes = rows.map(({ facts }) => facts.identity && identityIndexOf(facts.certType, facts.identity));
  const residents = await findResidentsByIdentity(tx, regionCode, [...new Set(indexes.filter((index) => index !== null))]);
  const results = new Map<number, RowResult>();
  const recognized = new Set<string>();
  // The order of the file does not matter: of one person's recognitions the earlier is taken first.
  const inOrder = [...rows.entries()].sort(([a, one], [b, other]) => compareCodes(one.facts.validFrom, other.facts.validFrom) || a - b);
  for (const [at, row] of inOrder) {
    const person = residents.get(indexes[at] ?? '') ?? null;
    const result = await takeRecognition(taking, row, person);
    if (result.outcome === 'accepted' && person) recognized.add(person.id);
    results.set(at, result);
  }
  if (recognized.size > 0) await refoldResidents(tx, { regionCode, residentIds: [...recognized], arrivals: [], policies: taking.policies, now: context.now() });
  return rows.map((_, at) => results.get(at) ?? { outcome: 'rejected', reasons: [] });
}

async function takeRecognition(taking: Taking, row: IncomingRow<RecognitionRowFacts>, person: KnownResident | null): Promise<RowResult> {
  const { context, tx, regionCode, policies } = taking;
  const { facts } = row;
  const reasons: RowProblem[] = [...row.problems];
  const isUnread = row.problems.some(({ column }) => column === 'certno' || column === 'psn_cert_type');
  if (person === null && !isUnread) reasons.push(inColumn({ code: 'visit.resident_unknown', facts: { certificateEnding: facts.certEnding } }, 'certno'));
  if (reasons.length > 0 || !person) return { outcome: 'rejected', reasons };
  const day = today(context);
  const policy = findPolicyInForce(policies, facts.validFrom < day ? facts.validFrom : day) ?? findPolicyInForce(policies, day);
  if (!policy) return { outcome: 'rejected', reasons: [inColumn({ code: 'policy.none_in_force', facts: { regionCode, day: facts.validFrom } }, 'begndate')] };
  const held = await listRecognitionsOfResident(tx, regionCode, person.id);
  const same = held.find((each) => isSame(each, facts));
  if (same) return same.status === 'approved' && same.validTo === facts.validTo ? { outcome: 'already_held' } : differing(same);
  const decision = takeOverRecognition({
    order: await orderOf(taking, person, facts, policy),
    validity: facts,
    now: context.now(),
    policy,
    held,
  });
  if (!decision.ok) return { outcome: 'rejected', reasons: decision.refusals.map((refusal) => inColumn(refusal, columnOf(refusal))) };
  const { id } = decision.value;
  if (!(await insertRecognition(tx, decision.value, `import:${id}`))) throw new Error(`recognition ${id} was not inserted`);
  return { outcome: 'accepted' };
}

/** The same disease from the same day, whatever became of it since. */
function isSame(held: HeldRecognition, { diseaseCode, validFrom }: RecognitionRowFacts): boolean {
  return held.diseaseCode === diseaseCode && 'validFrom' in held && held.validFrom === validFrom;
}

function differing({ number }: Recognition): RowResult {
  return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key: number } }, 'enddate')] };
}

async function orderOf({ context, tx, regionCode }: Taking, person: KnownResident, facts: RecognitionRowFacts, policy: PolicyVersion) {
  const id = context.newId();
  const { diseaseCode, validFrom } = facts;
  const evidence: Evidence[] = facts.evidence === null ? [] : [{ kind: 'other', text: facts.evidence, issuedOn: validFrom, issuer: nameOf(context.actor) }];
  return {
    id,
    number: await freeNumber(tx, regionCode, validFrom, id),
    regionCode,
    residentId: person.id,
    diseaseCode,
    // The earlier system tells the disease and not the diagnosis; a disease's own code stands for any of its diagnoses.
    diagnosisCode: diseaseCode,
    diagnosisName: findDisease(policy.benefit.recognition, diseaseCode)?.name ?? '',
    evidence,
    appliedAt: instantOf(`${validFrom} 00:00:00`),
    appliedBy: actorRef(context.actor),
    appliedByName: nameOf(context.actor),
  };
}

function nameOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.name : actorRef(actor);
}

function columnOf({ code }: TakeoverRefusal): string {
  switch (code) {
    case 'recognition.not_in_policy':
    case 'recognition.disease_unknown':
    case 'recognition.diagnosis_does_not_fit':
      return 'dise_codg';
    case 'recognition.days_out_of_order':
      return 'enddate';
    case 'recognition.already_applied':
    case 'recognition.already_recognized':
      return 'begndate';
  }
}
