import type { Tx } from '@/db';
import { listAssessments } from '@/db/queries/assessment';
import { listBudgets } from '@/db/queries/budget';
import { countPersons } from '@/db/queries/paid-person';
import { listSettledPools } from '@/db/queries/settlement';
import { countInsured, listYearClaims, listYearPlaces, listYearScores } from '@/db/queries/settlement-books';
import type { Budget } from '@/server/domain/budget/budget';
import { type Month, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse, unreachable } from '@/server/domain/kernel/outcome';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PointsTerms, PolicyVersion, SettlementMethod } from '@/server/domain/policy/policy-version';
import { type GatheredBasis, membersOf } from '@/server/domain/settlement/basis';
import { ceilingInputOf, institutionsWithoutBudget } from '@/server/domain/settlement/ceiling-of-books';
import type { SettlementCourseRefusal } from '@/server/domain/settlement/course-refusals';
import { pointsInputOf, poolsByPoints, unscoredStays } from '@/server/domain/settlement/points-of-books';
import type { SettlementInput } from '@/server/domain/settlement/statement';
import { type AssessmentRule, keepsBack } from '@/server/domain/settlement/withholding';
import { type Gathered, type YearBooks, deductionsWithoutLine } from '@/server/domain/settlement/year-books';
import { gatherAllianceTotal, gatherComposite, gatherTotalKept } from './gather-alliances';
import type { CeilingRequest, ComputeSettlementInput, PointsRequest } from './requests';

export type { ComputeSettlementInput, PointsRequest } from './requests';
export type GatheredYear = Outcome<Gathered<SettlementInput>, SettlementCourseRefusal>;

/** What every method reads: the year's books, its budgets and the policy it is settled by. */
export interface YearAtHand {
  readonly tx: Tx;
  readonly policy: PolicyVersion;
  readonly regionCode: string;
  readonly year: string;
  readonly from: Month;
  readonly to: Month;
  readonly books: YearBooks;
  readonly budgets: readonly Budget[];
}

/** The inputs of a settlement by the method that is asked for, from books, budgets, policy and what the request gives. */
export async function gatherYear(tx: Tx, policy: PolicyVersion, request: ComputeSettlementInput): Promise<GatheredYear> {
  const { regionCode } = policy;
  const { year } = request;
  const [from, to] = [`${year}-01`, `${year}-12`];
  const books = { months: monthsOfYear(year), claims: await listYearClaims(tx, regionCode, from, to), places: await listYearPlaces(tx, regionCode) };
  const budgets = await listBudgets(tx, { regionCode, institutionCodes: 'all' }, year);
  const gathered = await gatherBy({ tx, policy, regionCode, year, from, to, books, budgets }, request);
  if (!gathered.ok) return gathered;
  const [first, ...others] = deductionsWithoutLine(request.deductions ?? [], settledPlaces(gathered.value)).map(
    ({ pool, institutionCode }): SettlementCourseRefusal => ({ code: 'settlement.deduction_without_line', facts: { pool, institutionCode } }),
  );
  return first ? refuse(first, ...others) : gathered;
}

function gatherBy(at: YearAtHand, request: ComputeSettlementInput): Promise<GatheredYear> {
  switch (request.method) {
    case 'points':
      return gatherPoints(at, request);
    case 'per_head_ceiling':
      return gatherCeiling(at, request);
    case 'alliance_total':
      return gatherAllianceTotal(at, request);
    case 'total_kept_or_borne':
      return gatherTotalKept(at, request);
    case 'composite':
      return gatherComposite(at, request);
    default:
      return unreachable(request);
  }
}

/** The institutions that a settlement pays or whose claims it closes, by pool of the books. */
function settledPlaces({ input, basis }: Gathered<SettlementInput>): Map<PoolId, Set<string>> {
  const settled = new Map<PoolId, Set<string>>();
  for (const { id, codes } of linesIn(input)) {
    for (const pool of poolsBehind(basis, id)) {
      const places = settled.get(pool) ?? new Set<string>();
      for (const code of codes) for (const member of membersOf(basis, code)) places.add(member);
      settled.set(pool, places);
    }
  }
  return settled;
}

function linesIn(input: SettlementInput): { id: string; codes: string[] }[] {
  if (input.method === 'points') return input.pools.map(({ id, institutions }) => ({ id, codes: institutions.map(({ code }) => code) }));
  if (input.method === 'per_head_ceiling') {
    return [{ id: input.poolId, institutions: input.institutions }, ...(input.budgeted?.pools ?? [])].map(({ id, institutions }) => ({ id, codes: institutions.map(({ code }) => code) }));
  }
  return input.pools.map(({ id, alliances }) => ({ id, codes: alliances.map(({ code }) => code) }));
}

function poolsBehind({ ledgerPools }: GatheredBasis, id: string): readonly PoolId[] {
  return ledgerPools[id] ?? poolIds.filter((pool) => pool === id);
}

async function gatherPoints(at: YearAtHand, request: PointsRequest): Promise<GatheredYear> {
  const { tx, policy, regionCode, books } = at;
  const terms = policy.settlement.points;
  if (!terms) return withoutTerms(policy, 'points');
  const budgets = at.budgets.filter(({ scope }) => scope.kind === 'region');
  const pools = await openPools(at, poolsByPoints(books, budgets, terms.inpatient !== undefined));
  const missing = pools.filter((pool) => !budgets.some((budget) => budget.pool === pool));
  if (missing.length > 0) return refuse({ code: 'settlement.budget_missing', facts: { year: at.year, pools: missing } });
  const inpatient = scoringOf(terms);
  const scores = inpatient === null ? [] : await listYearScores(tx, regionCode, at.from, at.to);
  const local = new Set(books.places.filter(({ level }) => level !== 'out_of_region').map(({ code }) => code));
  const unscored = inpatient === null ? [] : unscoredStays(scores, { pools, codes: (code) => local.has(code), schemes: [inpatient.scheme] });
  if (unscored.length > 0) return refuse({ code: 'settlement.stays_without_score', facts: { places: unscored } });
  const assessment = assessmentOf(terms);
  return accept(
    pointsInputOf(books, {
      institutionShare: request.institutionShare ?? terms.institutionShare.value,
      reading: request.reading ?? terms.reading.value,
      ...{ pools, assessment, inpatient, budgets, scores },
      deductions: request.deductions ?? [],
      persons: await countPersons(tx, regionCode, at.from, at.to),
      assessed: keepsBack(assessment) ? await assessedScores(at, 'institution') : new Map<string, DecimalText>(),
    }),
  );
}

/** Pools that another method has settled are left to it; where all are, the year is refused as settled. */
async function openPools({ tx, regionCode, year }: YearAtHand, pools: readonly PoolId[]): Promise<readonly PoolId[]> {
  const settled = (await listSettledPools(tx, regionCode, year)).map(({ pool }) => pool);
  const open = pools.filter((pool) => !settled.includes(pool));
  return open.length === 0 ? pools : open;
}

function scoringOf({ inpatient }: PointsTerms) {
  if (inpatient === undefined) return null;
  const scheme = inpatient.scheme.value;
  return inpatient.pointRate === null ? { scheme } : { scheme, rateFen: inpatient.pointRate.value };
}

function assessmentOf({ assessment }: PointsTerms): AssessmentRule | undefined {
  return assessment === undefined ? undefined : { withheldShare: assessment.withheldShare.value, fullScore: assessment.fullScore.value };
}

async function gatherCeiling(at: YearAtHand, request: CeilingRequest): Promise<GatheredYear> {
  const { tx, policy, regionCode, books, year } = at;
  const terms = policy.settlement.per_head_ceiling;
  if (!terms) return withoutTerms(policy, 'per_head_ceiling');
  const insutype = request.insutype ?? '390';
  const budgets = at.budgets.filter(({ scope }) => scope.kind === 'institution');
  const budgeted = terms.budgeted
    ? { pools: terms.budgeted.pools.value, overspendShare: terms.budgeted.overspendShare.value, surplusShare: terms.budgeted.surplusShare.value }
    : null;
  const places = institutionsWithoutBudget(books, { budgeted, budgets });
  if (places.length > 0) return refuse({ code: 'settlement.institution_budget_missing', facts: { year, places } });
  return accept(
    ceilingInputOf(books, {
      ...{ insutype, budgeted, budgets },
      perHeadFen: request.perHeadFen ?? terms.perHead.value,
      overspendShare: terms.overspendShare.value,
      surplusReward: terms.surplusReward.value,
      deductions: request.deductions ?? [],
      insured: await countInsured(tx, regionCode, insutype, lastDayOf(at.to)),
    }),
  );
}

/** The year's approved scores of one kind of subject; what waits for its second person counts for nothing. */
export async function assessedScores({ tx, regionCode, year }: YearAtHand, kind: 'alliance' | 'institution'): Promise<Map<string, DecimalText>> {
  const rows = await listAssessments(tx, regionCode, year);
  return new Map(rows.filter((row) => row.subjectKind === kind && row.status === 'approved').map((row) => [row.subjectCode, row.score]));
}

export function withoutTerms(policy: PolicyVersion, method: SettlementMethod): Outcome<never, SettlementCourseRefusal> {
  return refuse({ code: 'settlement.method_without_terms', facts: { policyId: policy.id, method } });
}
