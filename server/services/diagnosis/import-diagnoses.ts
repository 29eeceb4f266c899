import { pinyin } from 'pinyin-pro';
import type { Reach, Tx } from '@/db';
import { type DiagnosisEntry, appendDiagnoses, findDiagnoses, findDiagnosisList, finishDiagnosisList, insertDiagnosisList, listDiagnosisLists } from '@/db/queries/diagnosis';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type Outcome, accept, refuse } from '@/server/domain/kernel/outcome';
import { isDiagnosisCode, keysOfDiagnosis } from '@/server/domain/referral/diagnoses';
import type { AnyRefusal } from '@/server/domain/refusals';
import { type ServiceContext, nameOfActor } from '../context';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from '../import/incoming';
import { type RowResult, type StartedImport, startImport } from '../import/run-import';
import { inColumn } from '../import/visit-problems';
import { permit } from '../permit';
import { unitOfWork } from '../unit-of-work';

export interface DiagnosisFacts {
  readonly code: string;
  readonly name: string;
}

/** Which list a file is, and from when it is offered. */
export interface ListEdition {
  readonly version: string;
  readonly inForceFrom: Day;
}

/**
 * Begins to import a list of diagnoses, or goes on with one that broke off. It is offered once its file has been read to the end; the list
 * in force until then stays. A row that is held with the same name is held already, with another it is conflicting and stays as it is.
 *
 * @throws PermissionDenied without diagnosis:import.
 */
export async function startDiagnosisImport(context: ServiceContext, edition: ListEdition, file: IncomingFile<DiagnosisFacts>): Promise<Outcome<StartedImport, AnyRefusal>> {
  const reach = permit(context, 'diagnosis:import');
  const opened = await openList(context, reach, edition);
  if (!opened.ok) return opened;
  const { version } = edition;
  const started = await startImport(context, reach, { kind: 'diagnoses', file, institutionCode: null, take: (tx, rows) => takeRows(tx, reach.regionCode, version, rows) });
  const run = async (onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> => {
    const summary = await started.run(onProgress);
    if (summary.status === 'done') await finish(context, reach, version, started.batchId);
    return summary;
  };
  return accept({ batchId: started.batchId, run });
}

function openList(context: ServiceContext, { regionCode }: Reach, { version, inForceFrom }: ListEdition): Promise<Outcome<null, AnyRefusal>> {
  return unitOfWork<null, AnyRefusal>(context, async ({ tx, audit }) => {
    if (!/^[\w.-]{1,40}$/.test(version)) return refuse({ code: 'diagnosis.version_malformed', facts: {} });
    const held = await findDiagnosisList(tx, regionCode, version);
    if (held && held.inForceFrom !== inForceFrom) return refuse({ code: 'diagnosis.version_taken', facts: { version, inForceFrom: held.inForceFrom } });
    const sameDay = (await listDiagnosisLists(tx, regionCode)).find((other) => other.inForceFrom === inForceFrom && other.version !== version);
    if (sameDay) return refuse({ code: 'diagnosis.day_taken', facts: { day: inForceFrom, version: sameDay.version } });
    if (!held) {
      const made = { createdAt: context.now(), createdByName: nameOfActor(context.actor) };
      await insertDiagnosisList(tx, { regionCode, version, inForceFrom, status: 'loading', entries: 0, ...made });
    }
    await audit({ action: 'diagnosis.list_opened', subject: { kind: 'diagnosis_list', id: version }, facts: { inForceFrom } });
    return accept(null);
  });
}

async function finish(context: ServiceContext, { regionCode }: Reach, version: string, batchId: string): Promise<void> {
  await unitOfWork(context, async ({ tx, audit }) => {
    await finishDiagnosisList(tx, regionCode, version);
    await audit({ action: 'diagnosis.list_offered', subject: { kind: 'diagnosis_list', id: version }, facts: { batchId } });
    return accept(null);
  });
}

async function takeRows(tx: Tx, regionCode: string, version: string, rows: readonly IncomingRow<DiagnosisFacts>[]): Promise<RowResult[]> {
  const held = await findDiagnoses(tx, regionCode, version, rows.map(({ facts }) => facts.code));
  const arrivals: DiagnosisEntry[] = [];
  const results = rows.map((row): RowResult => {
    const { code, name } = row.facts;
    const reasons = row.problems.length > 0 ? row.problems : problemsOf(row.facts);
    if (reasons.length > 0) return { outcome: 'rejected', reasons };
    const before = held.get(code);
    if (before === name) return { outcome: 'already_held' };
    if (before !== undefined) return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key: code } }, 'diag_code')] };
    held.set(code, name);
    arrivals.push({ code, name, keys: keysOfDiagnosis(code, name, [initialsOf(name)]) });
    return { outcome: 'accepted' };
  });
  await appendDiagnoses(tx, regionCode, version, arrivals);
  return results;
}

function problemsOf({ code, name }: DiagnosisFacts): RowProblem[] {
  const problems: RowProblem[] = [];
  if (!isDiagnosisCode(code)) problems.push(inColumn({ code: 'diagnosis.code_malformed', facts: { found: code } }, 'diag_code'));
  if (name === '') problems.push(inColumn({ code: 'diagnosis.name_missing', facts: { code } }, 'diag_name'));
  return problems;
}

/** The first letter of each character as the words of the name are said; letters and digits stand for themselves. */
export function initialsOf(name: string): string {
  const said = pinyin(name.normalize('NFKC'), { toneType: 'none', type: 'array', v: true, pattern: 'first', nonZh: 'spaced' });
  return said
    .map((syllable) => (/\p{Script=Han}/u.test(syllable) ? '' : syllable.toLowerCase()))
    .join('')
    .replace(/[^a-z\d]/g, '');
}
