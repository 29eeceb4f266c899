import type { Tx } from '@/db';
import { listBudgets } from '@/db/queries/budget';
import { countInsured, countPersons, listYearClaims, listYearPlaces } from '@/db/queries/settlement-books';
import { lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import { type Outcome, accept, refuse, unreachable } from '@/server/domain/kernel/outcome';
import { monthsOfYear } from '@/server/domain/month/close-month';
import type { PolicyVersion, ShareReading } from '@/server/domain/policy/policy-version';
import type { Insutype } from '@/server/domain/registry/codes';
import type { SettlementCourseRefusal } from '@/server/domain/settlement/course-refusals';
import type { SettlementInput } from '@/server/domain/settlement/statement';
import {
  type Deduction,
  type Gathered,
  type PoolBudget,
  type YearBooks,
  ceilingInputOf,
  deductionsWithoutLine,
  pointsInputOf,
  poolsToSettle,
} from '@/server/domain/settlement/year-books';

interface YearToSettle {
  readonly year: string;
  readonly deductions?: readonly Deduction[];
}

export interface PointsRequest extends YearToSettle {
  readonly method: 'points';
  /** In the place of the policy's. */
  readonly institutionShare?: DecimalText | undefined;
  readonly reading?: ShareReading | undefined;
  /** In the place of the budgets that are set. */
  readonly budgets?: readonly PoolBudget[] | undefined;
}

export interface CeilingRequest extends YearToSettle {
  readonly method: 'per_head_ceiling';
  /** Residents' insurance unless the other is asked for. */
  readonly insutype?: Insutype | undefined;
  /** In the place of the policy's. */
  readonly perHeadFen?: Fen | undefined;
}

export type ComputeSettlementInput = PointsRequest | CeilingRequest;

/** A year's claims and prepayments, read in one transaction. */
export async function readYearBooks(tx: Tx, regionCode: string, year: string): Promise<YearBooks> {
  const claims = await listYearClaims(tx, regionCode, `${year}-01`, `${year}-12`);
  return { months: monthsOfYear(year), claims, places: await listYearPlaces(tx, regionCode) };
}

/** The inputs of a settlement by the method that is asked for, from books, policy and what the request gives. */
export async function gatherYear(tx: Tx, policy: PolicyVersion, request: ComputeSettlementInput): Promise<Outcome<Gathered<SettlementInput>, SettlementCourseRefusal>> {
  const books = await readYearBooks(tx, policy.regionCode, request.year);
  const gathered = await gatherBy(tx, policy, request, books);
  if (!gathered.ok) return gathered;
  const [first, ...others] = deductionsWithoutLine(request.deductions ?? [], gathered.value).map(
    ({ pool, institutionCode }): SettlementCourseRefusal => ({ code: 'settlement.deduction_without_line', facts: { pool, institutionCode } }),
  );
  return first ? refuse(first, ...others) : gathered;
}

function gatherBy(tx: Tx, policy: PolicyVersion, request: ComputeSettlementInput, books: YearBooks): Promise<Outcome<Gathered<SettlementInput>, SettlementCourseRefusal>> {
  switch (request.method) {
    case 'points':
      return gatherPoints(tx, policy, request, books);
    case 'per_head_ceiling':
      return gatherCeiling(tx, policy, request, books);
    default:
      return unreachable(request);
  }
}

async function gatherPoints(tx: Tx, policy: PolicyVersion, request: PointsRequest, books: YearBooks): Promise<Outcome<Gathered<SettlementInput>, SettlementCourseRefusal>> {
  const terms = policy.settlement.points;
  if (!terms) return withoutTerms(policy, 'points');
  const budgets = request.budgets ?? (await regionBudgets(tx, policy.regionCode, request.year));
  const missing = poolsToSettle(books, budgets).filter((pool) => !budgets.some((budget) => budget.pool === pool));
  if (missing.length > 0) return refuse({ code: 'settlement.budget_missing', facts: { year: request.year, pools: missing } });
  return accept(
    pointsInputOf(books, {
      institutionShare: request.institutionShare ?? terms.institutionShare.value,
      reading: request.reading ?? terms.reading.value,
      budgets,
      deductions: request.deductions ?? [],
      persons: await countPersons(tx, policy.regionCode, request.year),
    }),
  );
}

async function gatherCeiling(tx: Tx, policy: PolicyVersion, request: CeilingRequest, books: YearBooks): Promise<Outcome<Gathered<SettlementInput>, SettlementCourseRefusal>> {
  const terms = policy.settlement.per_head_ceiling;
  if (!terms) return withoutTerms(policy, 'per_head_ceiling');
  const insutype = request.insutype ?? '390';
  return accept(
    ceilingInputOf(books, {
      insutype,
      perHeadFen: request.perHeadFen ?? terms.perHead.value,
      overspendShare: terms.overspendShare.value,
      surplusReward: terms.surplusReward.value,
      deductions: request.deductions ?? [],
      insured: await countInsured(tx, policy.regionCode, insutype, lastDayOf(`${request.year}-12`)),
    }),
  );
}

/** The budgets of the region as a whole; what is dealt to alliances and institutions is a part of them. */
async function regionBudgets(tx: Tx, regionCode: string, year: string): Promise<PoolBudget[]> {
  const budgets = await listBudgets(tx, { regionCode, institutionCodes: 'all' }, year);
  return budgets.filter(({ scope }) => scope.kind === 'region').map(({ pool, baseFen, adjustmentFen }) => ({ pool, budgetFen: baseFen, adjustmentFen }));
}

function withoutTerms(policy: PolicyVersion, method: 'points' | 'per_head_ceiling'): Outcome<never, SettlementCourseRefusal> {
  return refuse({ code: 'settlement.method_without_terms', facts: { policyId: policy.id, method } });
}
