import { compareCodes } from '@/server/domain/kernel/allocate';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import { sumFen } from '@/server/domain/kernel/money';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { ShareReading } from '@/server/domain/policy/policy-version';
import type { InstitutionLevel, Insutype } from '@/server/domain/registry/codes';
import type { LeftOut, SettlementBasis } from './basis';
import type { CeilingClaim, PerHeadCeilingInput, PointsInput, PointsPool } from './statement';

/** What one institution claimed from one pool in a year's closed months, and what it was paid ahead. */
export interface YearClaim {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly ordinaryFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
}

export interface YearPlace {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly parentCode: string | null;
}

/** A year as the ledger holds it. */
export interface YearBooks {
  readonly months: readonly Month[];
  readonly claims: readonly YearClaim[];
  readonly places: readonly YearPlace[];
}

export interface PoolBudget {
  readonly pool: PoolId;
  readonly budgetFen: Fen;
  readonly adjustmentFen: Fen;
}

/** What audits and assessments take off an institution's year. */
export interface Deduction {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly amountFen: Fen;
}

export interface Gathered<Input> {
  readonly input: Input;
  readonly basis: SettlementBasis;
}

/** The pools that points settle: outpatient care only. */
export const pointsPools: readonly PoolId[] = poolIds.filter((pool) => !pool.endsWith('-inpatient'));

export interface PointsSettings {
  readonly institutionShare: DecimalText;
  readonly reading: ShareReading;
  readonly budgets: readonly PoolBudget[];
  readonly deductions: readonly Deduction[];
  /** N of each pool: people with a visit in the year. */
  readonly persons: ReadonlyMap<PoolId, number>;
}

/** Pools that something was claimed from or paid ahead, or that have a budget to spend. */
export function poolsToSettle(books: YearBooks, budgets: readonly PoolBudget[]): PoolId[] {
  return pointsPools.filter(
    (pool) => books.claims.some((claim) => claim.pool === pool) || budgets.some((budget) => budget.pool === pool && budget.budgetFen > 0),
  );
}

/** P is everything the pool's visits cost; X what places outside the region took of it; T the special fees of the others. */
export function pointsInputOf(books: YearBooks, settings: PointsSettings): Gathered<PointsInput> {
  const { institutionShare, reading, budgets } = settings;
  const pools = poolsToSettle(books, budgets);
  const outside = new Set(books.places.filter(({ level }) => level === 'out_of_region').map(({ code }) => code));
  const input: PointsInput = { method: 'points', institutionShare, reading, pools: pools.map((pool) => pointsPoolOf(pool, books, settings, outside)) };
  const x = books.claims.filter((claim) => pools.includes(claim.pool) && outside.has(claim.institutionCode)).map((claim) => leftOut('out_of_region', claim));
  return { input, basis: basisOf(books, pools, {}, [...x, ...otherPools(books, pools)]) };
}

function pointsPoolOf(pool: PoolId, books: YearBooks, settings: PointsSettings, outside: ReadonlySet<string>): PointsPool {
  const claims = books.claims.filter((claim) => claim.pool === pool);
  const inside = claims.filter((claim) => !outside.has(claim.institutionCode)).sort((a, b) => compareCodes(a.institutionCode, b.institutionCode));
  const budget = settings.budgets.find((each) => each.pool === pool);
  return {
    id: pool,
    budgetFen: budget?.budgetFen ?? 0,
    adjustmentFen: budget?.adjustmentFen ?? 0,
    feeForServiceFen: sumFen(claims.map(claimedFen)),
    outOfRegionFen: sumFen(claims.filter((claim) => outside.has(claim.institutionCode)).map(claimedFen)),
    specialFeesFen: sumFen(inside.map((claim) => claim.specialFen)),
    persons: settings.persons.get(pool) ?? 0,
    institutions: inside.map(({ institutionCode, ordinaryFen, specialFen, prepaidFen }) => ({
      code: institutionCode,
      fundFen: ordinaryFen,
      specialFen,
      prepaidFen,
      deductionsFen: deductedFen(settings.deductions, pool, institutionCode),
    })),
  };
}

export interface CeilingSettings {
  readonly insutype: Insutype;
  readonly perHeadFen: Fen;
  readonly overspendShare: DecimalText;
  readonly surplusReward: DecimalText;
  readonly deductions: readonly Deduction[];
  /** Insured people by the institution near their home. */
  readonly insured: ReadonlyMap<string, number>;
}

/** A township hospital and the clinics that name it as parent are one line, under the hospital's code. */
export function ceilingInputOf(books: YearBooks, settings: CeilingSettings): Gathered<PerHeadCeilingInput> {
  const { insutype, perHeadFen, overspendShare, surplusReward } = settings;
  const pool: PoolId = `${insutype}-ordinary`;
  const groups = townshipsOf(books.places);
  const claims = books.claims.filter((claim) => claim.pool === pool);
  const lineOf = ([code, members]: [string, readonly string[]]): CeilingClaim => {
    const own = claims.filter((claim) => members.includes(claim.institutionCode));
    return {
      code,
      insured: sumFen(members.map((member) => settings.insured.get(member) ?? 0)),
      feeForServiceFen: sumFen(own.map(claimedFen)),
      prepaidFen: sumFen(own.map((claim) => claim.prepaidFen)),
      deductionsFen: deductedFen(settings.deductions, pool, code),
    };
  };
  const institutions = Object.entries(groups).map(lineOf);
  const covered = new Set(Object.values(groups).flat());
  const levels = new Map(books.places.map(({ code, level }) => [code, level]));
  const others = claims
    .filter((claim) => !covered.has(claim.institutionCode))
    .map((claim) => leftOut(levels.get(claim.institutionCode) === 'out_of_region' ? 'out_of_region' : 'not_township', claim));
  return {
    input: { method: 'per_head_ceiling', poolId: pool, perHeadFen, overspendShare, surplusReward, institutions },
    basis: basisOf(books, [pool], groups, [...others, ...otherPools(books, [pool])]),
  };
}

/** Each township hospital's code → it and its village clinics, in order of their codes. */
export function townshipsOf(places: readonly YearPlace[]): Record<string, string[]> {
  const townships = places.filter(({ level }) => level === 'township').map(({ code }) => code).sort(compareCodes);
  return Object.fromEntries(
    townships.map((code) => [code, [code, ...places.filter(({ level, parentCode }) => level === 'village' && parentCode === code).map((place) => place.code).sort(compareCodes)]]),
  );
}

/** The deductions that no line of the inputs takes up. */
export function deductionsWithoutLine(deductions: readonly Deduction[], { input }: Gathered<PointsInput | PerHeadCeilingInput>): Deduction[] {
  const lines = new Set(
    input.method === 'points'
      ? input.pools.flatMap((pool) => pool.institutions.map(({ code }) => `${pool.id}/${code}`))
      : input.institutions.map(({ code }) => `${input.poolId}/${code}`),
  );
  return deductions.filter(({ pool, institutionCode }) => !lines.has(`${pool}/${institutionCode}`));
}

export function claimedFen(claim: Pick<YearClaim, 'ordinaryFen' | 'specialFen'>): Fen {
  return claim.ordinaryFen + claim.specialFen;
}

function deductedFen(deductions: readonly Deduction[], pool: PoolId, code: string): Fen {
  return sumFen(deductions.filter((each) => each.pool === pool && each.institutionCode === code).map((each) => each.amountFen));
}

function leftOut(reason: LeftOut['reason'], claim: YearClaim): LeftOut {
  return { reason, pool: claim.pool, institutionCode: claim.institutionCode, feeForServiceFen: claimedFen(claim) };
}

function otherPools(books: YearBooks, settled: readonly PoolId[]): LeftOut[] {
  return poolIds
    .filter((pool) => !settled.includes(pool) && books.claims.some((claim) => claim.pool === pool))
    .map((pool) => ({ reason: 'other_pool', pool, institutionCode: null, feeForServiceFen: sumFen(books.claims.filter((claim) => claim.pool === pool).map(claimedFen)) }));
}

function basisOf(books: YearBooks, pools: readonly PoolId[], groups: Record<string, string[]>, left: readonly LeftOut[]): SettlementBasis {
  const names = Object.fromEntries(books.places.map(({ code, name }) => [code, name]));
  return { months: books.months, pools, groups, names, leftOut: left };
}
