import type { Tx } from '@/db';
import { type KnownResident, findResidentsByIdentity } from '@/db/queries/import';
import { listInstitutions } from '@/db/queries/registry';
import { identityIndexOf } from '@/db/queries/resident';
import { findVisitDigests, insertVisits } from '@/db/queries/visit';
import { type Reach, reaches } from '@/db/reach';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { IdentityNumber } from '@/server/domain/kernel/identity-number';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import { type VisitReport, checkVisit } from '@/server/domain/visit/check-visit';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { Visit } from '@/server/domain/visit/visit';
import { inSlices } from '../breathe';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { listPoliciesOf } from '../policy-in-force/get-policy-in-force';
import { refoldResidents } from '../visit/refold-residents';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, type StartedImport, startImport } from './run-import';
import { visitContentDigest } from './visit-content';
import { allProblems, inColumn } from './visit-problems';

/** A visit as a file or a hospital's system tells it, with the certificate its person is found by. */
export interface VisitFacts {
  readonly report: VisitReport;
  readonly certType: string;
  /** Null when the number cannot be one. */
  readonly identity: Pick<IdentityNumber, 'kind' | 'normalized'> | null;
}

export interface VisitFile extends IncomingFile<VisitFacts> {
  /** Given when the file may hold this institution's visits only. */
  readonly institutionCode?: string | null;
}

/**
 * Import settled visits: check each row, adjudicate it as part of its person's benefit year, post what the fund pays, and
 * keep what cannot be taken with every reason. Rows come in any number and order; memory does not grow with them. Importing
 * the same rows again changes nothing, so an import that broke off is simply begun once more.
 *
 * @throws PermissionDenied without visit:import.
 */
export async function importVisits(context: ServiceContext, file: VisitFile, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const started = await startVisitImport(context, file);
  return started.run(onProgress);
}

/** The same in two steps, for callers that answer before the import has ended. */
export async function startVisitImport(context: ServiceContext, file: VisitFile): Promise<StartedImport> {
  const reach = permit(context, 'visit:import');
  const institutionCode = file.institutionCode ?? null;
  return startImport(context, reach, {
    kind: 'visits',
    file,
    institutionCode,
    take: (tx, rows, batchId) => takeVisits({ tx, reach, rows, batchId, institutionCode, today: today(context), now: context.now() }),
  });
}

/** How many rows are judged before others get their turn. */
const rowsInTurn = 100;

interface Taking {
  readonly tx: Tx;
  readonly reach: Reach;
  readonly rows: readonly IncomingRow<VisitFacts>[];
  readonly batchId: string;
  readonly institutionCode: string | null;
  readonly today: Day;
  readonly now: number;
}

async function takeVisits(taking: Taking): Promise<RowResult[]> {
  const { tx, reach, rows, batchId, now } = taking;
  const { regionCode } = reach;
  const known = await whatIsKnown(taking);
  const held = await findVisitDigests(tx, regionCode, rows.map((row) => row.facts.report));
  const arrivals: { visit: Visit; contentDigest: string }[] = [];
  const people = new Set<string>();
  const taken = (row: IncomingRow<VisitFacts>, at: number): RowResult => {
    const judged = judge(row, known.people[at] ?? null, taking, known);
    if (judged.reasons) return { outcome: 'rejected', reasons: judged.reasons };
    const { visit, person } = judged;
    const key = visitKeyText(visit);
    const contentDigest = visitContentDigest(visit);
    const before = held.get(key);
    if (before === contentDigest) return { outcome: 'already_held' };
    if (before !== undefined) {
      return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key } }, 'medins_setl_id')] };
    }
    held.set(key, contentDigest);
    arrivals.push({ visit, contentDigest });
    people.add(person.id);
    return { outcome: 'accepted' };
  };
  const results: RowResult[] = [];
  for await (const some of inSlices(rows, rowsInTurn)) for (const row of some) results.push(taken(row, results.length));
  await insertVisits(tx, arrivals.map(({ visit, contentDigest }) => ({ ...visit, regionCode, contentDigest, batchId, receivedAt: now })));
  if (arrivals.length > 0) {
    await refoldResidents(tx, { regionCode, residentIds: [...people], arrivals: arrivals.map(({ visit }) => visit), policies: known.policies, now });
  }
  return results;
}

interface Known {
  readonly institutions: ReadonlySet<string>;
  /** By the row's place among the rows; null where nobody is known. */
  readonly people: readonly (KnownResident | null)[];
  readonly policies: readonly PolicyVersion[];
}

async function whatIsKnown({ tx, reach, rows }: Taking): Promise<Known> {
  const { regionCode } = reach;
  const codes = [...new Set(rows.map((row) => row.facts.report.institutionCode))].filter((code) => reaches(reach, regionCode, code));
  const indexes: (string | null)[] = [];
  for await (const some of inSlices(rows, rowsInTurn)) for (const { facts } of some) indexes.push(facts.identity && identityIndexOf(facts.certType, facts.identity));
  const wanted = new Set(indexes.filter((index) => index !== null));
  const residents = await findResidentsByIdentity(tx, regionCode, [...wanted]);
  return {
    institutions: new Set((await listInstitutions(tx, regionCode, codes)).map((place) => place.code)),
    people: indexes.map((index) => (index && residents.get(index)) || null),
    policies: await listPoliciesOf(tx, regionCode),
  };
}

type Judgement =
  | { readonly reasons: readonly RowProblem[]; readonly visit: null }
  | { readonly reasons: null; readonly visit: Visit; readonly person: KnownResident };

function judge(row: IncomingRow<VisitFacts>, person: KnownResident | null, taking: Taking, known: Known): Judgement {
  const { report } = row.facts;
  const outcome = checkVisit(report, {
    today: taking.today,
    regionCode: taking.reach.regionCode,
    institutionKnown: known.institutions.has(report.institutionCode),
    resident: person,
    policies: known.policies,
  });
  const { institutionCode: expected } = taking;
  const reasons = allProblems(row.problems, outcome.ok ? [] : outcome.refusals);
  if (expected !== null && report.institutionCode !== expected) {
    reasons.push(inColumn({ code: 'import.other_institution', facts: { institutionCode: report.institutionCode, expected } }, 'fixmedins_code'));
  }
  return reasons.length === 0 && outcome.ok && person ? { reasons: null, visit: outcome.value, person } : { reasons, visit: null };
}
