import type { Budget } from '@/server/domain/budget/budget';
import { compareCodes } from '@/server/domain/kernel/allocate';
import { type DecimalText, exact, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { ShareReading } from '@/server/domain/policy/policy-version';
import type { Deduction } from './basis';
import type { PointsClaim, PointsInput, PointsPool, PoolScoring } from './points-inputs';
import { type AssessmentRule, keepsBack } from './withholding';
import { type Gathered, type YearBooks, type YearScore, basisOf, claimedFen, deductedFen, frozen, leftOutOf, otherPools } from './year-books';

export interface PointsSettings {
  /** What is settled: of `poolsByPoints` those that are still open. */
  readonly pools: readonly PoolId[];
  readonly institutionShare: DecimalText;
  readonly reading: ShareReading;
  readonly assessment?: AssessmentRule | undefined;
  /** How stays are scored, where the inpatient pools are settled too. */
  readonly inpatient: PoolScoring | null;
  /** The region's budgets of the year. */
  readonly budgets: readonly Budget[];
  readonly deductions: readonly Deduction[];
  /** N of each pool: people for whom it paid in the year's postings. */
  readonly persons: ReadonlyMap<PoolId, number>;
  readonly scores: readonly YearScore[];
  /** Approved assessment scores by institution. */
  readonly assessed: ReadonlyMap<string, DecimalText>;
}

/** Pools that something was claimed from or paid ahead, or that have a budget to spend; inpatient ones where stays are scored. */
export function poolsByPoints(books: YearBooks, budgets: readonly Budget[], isInpatient: boolean): PoolId[] {
  return poolIds
    .filter((pool) => isInpatient || !pool.endsWith('-inpatient'))
    .filter((pool) => books.claims.some((claim) => claim.pool === pool) || budgets.some((budget) => budget.pool === pool && budget.baseFen > 0));
}

/** P is everything the pool's visits cost; X what places outside the region took of it; T the special fees of the others. */
export function pointsInputOf(books: YearBooks, settings: PointsSettings): Gathered<PointsInput> {
  const { institutionShare, reading, budgets, assessment, pools } = settings;
  const outside = outsideCodes(books);
  const input: PointsInput = {
    ...{ method: 'points', institutionShare, reading },
    ...(keepsBack(assessment) ? { assessment } : {}),
    pools: pools.map((pool) => poolOf(pool, books, settings, outside)),
  };
  const x = books.claims.filter((claim) => pools.includes(claim.pool) && outside.has(claim.institutionCode)).map((claim) => leftOutOf('out_of_region', claim));
  const used = budgets.filter((budget) => pools.includes(budget.pool)).map(frozen);
  return { input, basis: basisOf(books, { pools, budgets: used, leftOut: [...x, ...otherPools(books, pools)] }) };
}

export function outsideCodes(books: YearBooks): ReadonlySet<string> {
  return new Set(books.places.filter(({ level }) => level === 'out_of_region').map(({ code }) => code));
}

function poolOf(pool: PoolId, books: YearBooks, settings: PointsSettings, outside: ReadonlySet<string>): PointsPool {
  const claims = books.claims.filter((claim) => claim.pool === pool);
  const inside = claims.filter((claim) => !outside.has(claim.institutionCode)).sort((a, b) => compareCodes(a.institutionCode, b.institutionCode));
  const budget = settings.budgets.find((each) => each.pool === pool);
  const scoring = pool.endsWith('-inpatient') ? settings.inpatient : null;
  return {
    id: pool,
    budgetFen: budget?.baseFen ?? 0,
    adjustmentFen: budget?.adjustmentFen ?? 0,
    feeForServiceFen: sumFen(claims.map(claimedFen)),
    outOfRegionFen: sumFen(claims.filter((claim) => outside.has(claim.institutionCode)).map(claimedFen)),
    specialFeesFen: sumFen(inside.map((claim) => claim.specialFen)),
    persons: settings.persons.get(pool) ?? 0,
    ...(scoring === null ? {} : { scoring }),
    institutions: inside.map(({ institutionCode, ordinaryFen, specialFen, prepaidFen }): PointsClaim => {
      const score = settings.assessed.get(institutionCode);
      return {
        code: institutionCode,
        fundFen: ordinaryFen,
        specialFen,
        prepaidFen,
        deductionsFen: deductedFen(settings.deductions, [pool], [institutionCode]),
        ...(scoring === null ? {} : { points: pointsOf(settings.scores, pool, institutionCode, scoring.scheme) }),
        ...(score === undefined || !keepsBack(settings.assessment) ? {} : { score }),
      };
    }),
  };
}

/** Σ points of an institution's stays under one scheme, exact. */
export function pointsOf(scores: readonly YearScore[], pool: PoolId, institutionCode: string, scheme: 'DIP' | 'DRG'): DecimalText {
  return scores
    .filter((each) => each.pool === pool && each.institutionCode === institutionCode && each.scheme === scheme)
    .reduce((sum, each) => sum.plus(exact(each.points).times(each.stays)), exact(0))
    .toFixed();
}

export interface UnscoredStays {
  readonly institutionCode: string;
  readonly stays: number;
}

/** Stays of the year that no score fits, by institution: what they cost would be paid nothing. */
export function unscoredStays(scores: readonly YearScore[], of: { readonly pools: readonly PoolId[]; readonly codes: (code: string) => boolean; readonly schemes: readonly string[] }): UnscoredStays[] {
  const counts = new Map<string, number>();
  for (const { pool, institutionCode, scheme, stays } of scores) {
    if (!of.pools.includes(pool) || !of.codes(institutionCode) || (scheme !== null && of.schemes.includes(scheme))) continue;
    counts.set(institutionCode, (counts.get(institutionCode) ?? 0) + stays);
  }
  return [...counts].sort(([a], [b]) => compareCodes(a, b)).map(([institutionCode, stays]) => ({ institutionCode, stays }));
}
