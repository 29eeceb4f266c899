import type { Budget } from '@/server/domain/budget/budget';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Fen, sumFen } from '@/server/domain/kernel/money';
import { type PoolId, poolIds } from '@/server/domain/ledger/account';
import type { AllianceRole, InstitutionLevel } from '@/server/domain/registry/codes';
import type { Deduction, FrozenBudget, GatheredBasis, LeftOut } from './basis';
import type { ScoreScheme } from './scored-stay';

/** What one institution claimed from one pool in a year's closed months, and what it was paid ahead. */
export interface YearClaim {
  readonly pool: PoolId;
  readonly institutionCode: string;
  readonly ordinaryFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
}

/** The same claims by whose they are: people of one home, and whether their costs stay outside an alliance's total. */
export interface YearCost {
  readonly pool: PoolId;
  readonly institutionCode: string;
  /** The institution near the person's home; null where none is known. */
  readonly homeCode: string | null;
  /** Held an identity class on the visit's day whose costs stay outside. */
  readonly excluded: boolean;
  readonly amountFen: Fen;
}

/** Scores of an institution's stays that were first posted in the year, those of equal points and days together. */
export interface YearScore {
  readonly pool: PoolId;
  readonly institutionCode: string;
  /** Null: stays that nobody has scored. */
  readonly scheme: ScoreScheme | null;
  readonly points: DecimalText;
  readonly bedDays: number;
  readonly stays: number;
}

export interface YearPlace {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly parentCode: string | null;
  readonly allianceId: string | null;
  readonly allianceRole: AllianceRole | null;
}

/** A year as the ledger holds it. */
export interface YearBooks {
  readonly months: readonly Month[];
  readonly claims: readonly YearClaim[];
  readonly places: readonly YearPlace[];
}

export interface Gathered<Input> {
  readonly input: Input;
  readonly basis: GatheredBasis;
}

export function claimedFen(claim: Pick<YearClaim, 'ordinaryFen' | 'specialFen'>): Fen {
  return claim.ordinaryFen + claim.specialFen;
}

/** What was deducted from any of these institutions in any of these pools. */
export function deductedFen(deductions: readonly Deduction[], pools: readonly PoolId[], codes: readonly string[]): Fen {
  return sumFen(deductions.filter((each) => pools.includes(each.pool) && codes.includes(each.institutionCode)).map((each) => each.amountFen));
}

export function leftOutOf(reason: LeftOut['reason'], claim: YearClaim): LeftOut {
  return { reason, pool: claim.pool, institutionCode: claim.institutionCode, feeForServiceFen: claimedFen(claim) };
}

/** Pools that something was claimed from and that are not settled. */
export function otherPools(books: YearBooks, settled: readonly PoolId[]): LeftOut[] {
  return poolIds
    .filter((pool) => !settled.includes(pool) && books.claims.some((claim) => claim.pool === pool))
    .map((pool) => ({ reason: 'other_pool', pool, institutionCode: null, feeForServiceFen: sumFen(books.claims.filter((claim) => claim.pool === pool).map(claimedFen)) }));
}

export function basisOf(books: YearBooks, gathered: Pick<GatheredBasis, 'pools' | 'leftOut'> & Partial<GatheredBasis>): GatheredBasis {
  const names = Object.fromEntries(books.places.map(({ code, name }) => [code, name]));
  return { months: books.months, names, ledgerPools: {}, groups: {}, budgets: [], excludedClasses: [], ...gathered };
}

/** A budget as it stands, to be kept with what was computed from it. */
export function frozen({ id, version, pool, scope, baseFen, adjustmentFen }: Budget): FrozenBudget {
  return { id, version, pool, scope, baseFen, adjustmentFen };
}

/** The deductions that no institution of a settlement takes up. */
export function deductionsWithoutLine(deductions: readonly Deduction[], settled: ReadonlyMap<PoolId, ReadonlySet<string>>): Deduction[] {
  return deductions.filter(({ pool, institutionCode }) => settled.get(pool)?.has(institutionCode) !== true);
}
