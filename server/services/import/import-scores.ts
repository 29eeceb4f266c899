import type { Tx } from '@/db';
import { type ScoredStayRow, findScoredStays, findStayVisits, insertScoredStays } from '@/db/queries/scored-stay';
import { type ScoreRefusal, type ScoredStay, scoreProblems } from '@/server/domain/settlement/scored-stay';
import { visitKeyText } from '@/server/domain/visit/compare-visits';
import type { ServiceContext } from '../context';
import { permit } from '../permit';
import type { ImportCounts, ImportSummary, IncomingFile, IncomingRow, RowProblem } from './incoming';
import { type RowResult, startImport } from './run-import';
import { inColumn } from './visit-problems';

/**
 * Import what the region's grouper made of inpatient visits: 病种分值, DRG weights, bed-days. Each belongs to a held inpatient visit. One
 * that is held with the same content is held already, with another it is conflicting and stays as it is.
 *
 * @throws PermissionDenied without score:import.
 */
export async function importScores(context: ServiceContext, file: IncomingFile<ScoredStay>, onProgress?: (counts: ImportCounts) => void): Promise<ImportSummary> {
  const reach = permit(context, 'score:import');
  const { regionCode } = reach;
  const take = (tx: Tx, rows: readonly IncomingRow<ScoredStay>[], batchId: string) => takeScores(tx, { regionCode, batchId, receivedAt: context.now() }, rows);
  const started = await startImport(context, reach, { kind: 'scores', file, institutionCode: null, take });
  return started.run(onProgress);
}

type Filing = Pick<ScoredStayRow, 'regionCode' | 'batchId' | 'receivedAt'>;

async function takeScores(tx: Tx, filing: Filing, rows: readonly IncomingRow<ScoredStay>[]): Promise<RowResult[]> {
  const keys = rows.filter((row) => row.problems.length === 0).map(({ facts }) => facts);
  const visits = new Map((await findStayVisits(tx, filing.regionCode, keys)).map((visit) => [visitKeyText(visit), visit]));
  const held = new Map((await findScoredStays(tx, filing.regionCode, keys)).map((stay) => [visitKeyText(stay), stay]));
  const arrivals: ScoredStayRow[] = [];
  const results = rows.map((row): RowResult => {
    const key = visitKeyText(row.facts);
    const wrong = row.problems.length > 0 ? [] : scoreProblems(row.facts, visits.get(key) ?? null);
    const reasons: RowProblem[] = [...row.problems, ...wrong.map((refusal) => inColumn(refusal, columnOf(refusal)))];
    if (reasons.length > 0) return { outcome: 'rejected', reasons };
    const before = held.get(key);
    if (before !== undefined) return isSame(before, row.facts) ? { outcome: 'already_held' } : conflicting(row.facts);
    held.set(key, row.facts);
    arrivals.push({ ...filing, ...row.facts });
    return { outcome: 'accepted' };
  });
  await insertScoredStays(tx, arrivals);
  return results;
}

function columnOf({ code }: ScoreRefusal): string {
  switch (code) {
    case 'score.points_malformed':
    case 'score.points_missing':
      return 'points';
    case 'score.days_missing':
      return 'bed_days';
    case 'score.visit_unknown':
    case 'score.not_inpatient':
    case 'score.taken_back':
      return 'medins_setl_id';
  }
}

const compared = ['scheme', 'groupCode', 'groupName', 'points', 'bedDays'] as const satisfies readonly (keyof ScoredStay)[];

function isSame(left: ScoredStay, right: ScoredStay): boolean {
  return compared.every((key) => left[key] === right[key]);
}

function conflicting({ settlementId }: ScoredStay): RowResult {
  return { outcome: 'conflicting', reasons: [inColumn({ code: 'import.content_differs', facts: { key: settlementId } }, 'medins_setl_id')] };
}
