import type { Budget } from '@/server/domain/budget/budget';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type DecimalText, type Fen, sumFen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { Insutype } from '@/server/domain/registry/codes';
import type { Deduction, LeftOut } from './basis';
import type { BudgetedClaim, BudgetedSection, CeilingClaim, PerHeadCeilingInput } from './ceiling-inputs';
import { outsideCodes } from './points-of-books';
import { type Gathered, type YearBooks, type YearClaim, type YearPlace, basisOf, claimedFen, deductedFen, frozen, leftOutOf, otherPools } from './year-books';

export interface CeilingSettings {
  readonly insutype: Insutype;
  readonly perHeadFen: Fen;
  readonly overspendShare: DecimalText;
  readonly surplusReward: DecimalText;
  /** The pools that follow each institution's own budget; null where the policy has none. */
  readonly budgeted: { readonly pools: readonly PoolId[]; readonly overspendShare: DecimalText; readonly surplusShare: DecimalText } | null;
  /** The budgets of the year that are an institution's. */
  readonly budgets: readonly Budget[];
  readonly deductions: readonly Deduction[];
  /** Insured people by the institution near their home. */
  readonly insured: ReadonlyMap<string, number>;
}

/** A township hospital and the clinics that name it as parent are one line, under the hospital's code. */
export function ceilingInputOf(books: YearBooks, settings: CeilingSettings): Gathered<PerHeadCeilingInput> {
  const { insutype, perHeadFen, overspendShare, surplusReward } = settings;
  const pool: PoolId = `${insutype}-ordinary`;
  const groups = townshipsOf(books.places);
  const institutions = Object.entries(groups).map(([code, members]) => townshipClaim(pool, code, members, books, settings));
  const budgeted = budgetedOf(books, settings, pool, groups);
  const pools = [pool, ...(settings.budgeted?.pools ?? []).filter((each) => budgeted?.pools.some(({ id }) => id === each))];
  const input: PerHeadCeilingInput = { method: 'per_head_ceiling', poolId: pool, perHeadFen, overspendShare, surplusReward, institutions, ...(budgeted === null ? {} : { budgeted }) };
  const used = settings.budgets.filter((budget) => isUsed(budget, input)).map(frozen);
  const leftOut = [...leftOutOfCeiling(books, pool, groups), ...leftOutOfBudgets(books, pools.slice(1)), ...otherPools(books, pools)];
  return { input, basis: basisOf(books, { pools, groups, budgets: used, leftOut }) };
}

function townshipClaim(pool: PoolId, code: string, members: readonly string[], books: YearBooks, settings: CeilingSettings): CeilingClaim {
  const own = books.claims.filter((claim) => claim.pool === pool && members.includes(claim.institutionCode));
  const budget = budgetAt(settings.budgets, pool, code);
  return {
    code,
    insured: sumFen(members.map((member) => settings.insured.get(member) ?? 0)),
    feeForServiceFen: sumFen(own.map(claimedFen)),
    prepaidFen: sumFen(own.map((claim) => claim.prepaidFen)),
    deductionsFen: deductedFen(settings.deductions, [pool], members),
    ...(budget === null ? {} : { budgetFen: budget.baseFen, ...(budget.adjustmentFen === 0 ? {} : { adjustmentFen: budget.adjustmentFen }) }),
  };
}

type Groups = Readonly<Record<string, readonly string[]>>;

/** Every place of the region that claimed from these pools has a budget, a village clinic its hospital's; `institutionsWithoutBudget` names the others. */
function budgetedOf(books: YearBooks, settings: CeilingSettings, ceiling: PoolId, groups: Groups): BudgetedSection | null {
  if (settings.budgeted === null) return null;
  const { overspendShare, surplusShare } = settings.budgeted;
  const pools = settings.budgeted.pools
    .filter((pool) => pool !== ceiling)
    .map((pool) => {
      const institutions = settings.budgets.flatMap((budget) => {
        const code = headOf(groups, codeOf(budget) ?? '');
        return budget.pool === pool && code !== '' && code === codeOf(budget) ? [budgetedClaim(budget, code, groups[code] ?? [code], books, settings)] : [];
      });
      return { id: pool, institutions: institutions.sort((a, b) => compareCodes(a.code, b.code)) };
    })
    .filter(({ institutions }) => institutions.length > 0);
  return pools.length === 0 ? null : { overspendShare, surplusShare, pools };
}

function budgetedClaim(budget: Budget, code: string, members: readonly string[], books: YearBooks, settings: CeilingSettings): BudgetedClaim {
  const claims = books.claims.filter((each) => each.pool === budget.pool && members.includes(each.institutionCode));
  const { basis } = budget;
  return {
    code,
    years: basis.method === 'mean_of_years' ? basis.years : [],
    growth: basis.method === 'mean_of_years' ? basis.growth : '0',
    budgetFen: budget.baseFen,
    adjustmentFen: budget.adjustmentFen,
    feeForServiceFen: sumFen(claims.map(claimedFen)),
    prepaidFen: sumFen(claims.map((claim) => claim.prepaidFen)),
    deductionsFen: deductedFen(settings.deductions, [budget.pool], members),
  };
}

/** Places that claimed from a pool of institutions' budgets and have none. */
export function institutionsWithoutBudget(books: YearBooks, settings: Pick<CeilingSettings, 'budgeted' | 'budgets'>): { pool: PoolId; institutionCode: string }[] {
  const outside = outsideCodes(books);
  const groups = townshipsOf(books.places);
  return books.claims
    .filter(({ pool, institutionCode }) => settings.budgeted?.pools.includes(pool) === true && !outside.has(institutionCode))
    .filter(({ pool, institutionCode }) => budgetAt(settings.budgets, pool, headOf(groups, institutionCode)) === null)
    .map(({ pool, institutionCode }) => ({ pool, institutionCode }));
}

/** The township hospital of a village clinic; every other place is its own. */
function headOf(groups: Groups, code: string): string {
  return Object.keys(groups).find((head) => groups[head]?.includes(code)) ?? code;
}

function budgetAt(budgets: readonly Budget[], pool: PoolId, code: string): Budget | null {
  return budgets.find((budget) => budget.pool === pool && codeOf(budget) === code) ?? null;
}

function codeOf({ scope }: Budget): string | null {
  return scope.kind === 'institution' ? scope.institutionCode : null;
}

function isUsed(budget: Budget, input: PerHeadCeilingInput): boolean {
  const { pool } = budget;
  const claims = pool === input.poolId ? input.institutions : (input.budgeted?.pools.find(({ id }) => id === pool)?.institutions ?? []);
  return claims.some(({ code }) => code === codeOf(budget));
}

function leftOutOfCeiling(books: YearBooks, pool: PoolId, groups: Readonly<Record<string, readonly string[]>>): LeftOut[] {
  const covered = new Set(Object.values(groups).flat());
  const outside = outsideCodes(books);
  const others = books.claims.filter((claim) => claim.pool === pool && !covered.has(claim.institutionCode));
  return others.map((claim) => leftOutOf(outside.has(claim.institutionCode) ? 'out_of_region' : 'not_township', claim));
}

/** Places of the region without a budget are refused, so that only places outside it are left. */
function leftOutOfBudgets(books: YearBooks, pools: readonly PoolId[]): LeftOut[] {
  const outside = outsideCodes(books);
  const isOutside = (claim: YearClaim) => pools.includes(claim.pool) && outside.has(claim.institutionCode);
  return books.claims.filter(isOutside).map((claim) => leftOutOf('out_of_region', claim));
}

/** Each township hospital's code → it and its village clinics, in order of their codes. */
export function townshipsOf(places: readonly YearPlace[]): Record<string, string[]> {
  const townships = places.filter(({ level }) => level === 'township').map(({ code }) => code).sort(compareCodes);
  return Object.fromEntries(
    townships.map((code) => [code, [code, ...places.filter(({ level, parentCode }) => level === 'village' && parentCode === code).map((place) => place.code).sort(compareCodes)]]),
  );
}
