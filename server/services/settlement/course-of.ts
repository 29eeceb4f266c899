import type { Queryable } from '@/db';
import { listAssessments } from '@/db/queries/assessment';
import { listBudgets } from '@/db/queries/budget';
import { listObjections } from '@/db/queries/objection';
import { type SettlementRow, type SettlementVersion, listSettledPools, listVersions } from '@/db/queries/settlement';
import { listYearPlaces, listYearScores } from '@/db/queries/settlement-books';
import { type BudgetChange, budgetChanges, newBudgets } from '@/server/domain/settlement/budget-changes';
import type { Moved, SettledPool, SettlementCourse } from '@/server/domain/settlement/course';
import { type ObjectionTally, tallyObjections } from '@/server/domain/settlement/objection';
import { type ScoreChange, restsOnScores, scoreChanges } from '@/server/domain/settlement/score-changes';

/** Where a stored settlement stands among its versions. */
export async function courseOf(q: Queryable, row: SettlementRow): Promise<SettlementCourse> {
  const { status, version, computedBy, reviewedBy, objectionsUntil } = row;
  const newest = (await listRelatives(q, row)).at(-1);
  return { status, version, newestVersion: newest?.version ?? version, computedBy, reviewedBy, objectionsUntil };
}

/** The versions that settle one of the same pools, itself among them, the oldest first. */
export async function listRelatives(q: Queryable, row: SettlementRow): Promise<SettlementVersion[]> {
  const versions = await listVersions(q, row);
  return versions.filter(({ pools }) => pools.some((pool) => row.pools.includes(pool)));
}

/** What a settlement was computed from and would be computed from otherwise now. */
export async function findMoved(q: Queryable, row: SettlementRow): Promise<Moved> {
  return { budgetChanges: await findBudgetChanges(q, row), scoreChanges: await findScoreChanges(q, row) };
}

/** The budgets behind a settlement that have another version now, and those that would be behind it now and were not there. */
async function findBudgetChanges(q: Queryable, { regionCode, year, method, pools, basis, statement }: SettlementRow): Promise<BudgetChange[]> {
  const current = await listBudgets(q, { regionCode, institutionCodes: 'all' }, year);
  return [...budgetChanges(basis.budgets, current), ...newBudgets({ method, pools, used: basis.budgets, lines: statement.lines }, current)];
}

/** Nothing once it is confirmed: from then on the scores of its year stay as they are. */
async function findScoreChanges(q: Queryable, { regionCode, year, status, basis, statement }: SettlementRow): Promise<ScoreChange[]> {
  if (status === 'confirmed' || status === 'closed' || !restsOnScores(statement.input)) return [];
  const approved = (await listAssessments(q, regionCode, year)).filter((row) => row.status === 'approved');
  const scoresOf = (kind: 'alliance' | 'institution') => new Map(approved.filter((row) => row.subjectKind === kind).map((row) => [row.subjectCode, row.score]));
  const places = await listYearPlaces(q, regionCode);
  return scoreChanges(statement.input, basis, {
    ofAlliances: scoresOf('alliance'),
    ofInstitutions: scoresOf('institution'),
    allianceOf: (leadCode) => places.find(({ code }) => code === leadCode)?.allianceId ?? null,
    stays: await listYearScores(q, regionCode, `${year}-01`, `${year}-12`),
  });
}

/** What of the objections, to this version and to those before it, is still open. */
export async function tallyOf(q: Queryable, row: SettlementRow): Promise<ObjectionTally> {
  const versions = await listRelatives(q, row);
  const everywhere = { regionCode: row.regionCode, institutionCodes: 'all' } as const;
  return tallyObjections(row, await listObjections(q, everywhere, versions.map(({ id }) => id)));
}

/** Of the pools that a settlement settles, those that another settled for good. */
export async function settledAlready(q: Queryable, { regionCode, year, pools }: Pick<SettlementRow, 'regionCode' | 'year' | 'pools'>): Promise<SettledPool[]> {
  return (await listSettledPools(q, regionCode, year)).filter(({ pool }) => pools.includes(pool));
}
