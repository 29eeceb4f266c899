import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { Insutype } from '@/server/domain/registry/codes';

/** Whose money a budget is. A region's may be dealt to its alliances or institutions. */
export type BudgetScope =
  | { readonly kind: 'region' }
  | { readonly kind: 'alliance'; readonly allianceId: string }
  | { readonly kind: 'institution'; readonly institutionCode: string };

export const budgetScopeKinds = ['region', 'alliance', 'institution'] as const;
export type BudgetScopeKind = (typeof budgetScopeKinds)[number];

/** 控费总额: what one pool may spend in a year on one scope. */
export interface Budget {
  readonly id: string;
  readonly year: string;
  readonly pool: PoolId;
  readonly scope: BudgetScope;
  readonly basis: BudgetBasis;
  /** B, before adjustments; never negative. */
  readonly baseFen: Fen;
  /** A: the sum of the approved adjustments, signed. */
  readonly adjustmentFen: Fen;
  /** Grows with every new base and every approved adjustment. */
  readonly version: number;
}

export const budgetMethods = ['fixed', 'per_head', 'mean_of_years', 'composite', 'dealt'] as const;
export type BudgetMethod = (typeof budgetMethods)[number];

/** How a base came about: its method, with the operands as they stood when it was set. */
export type BudgetBasis =
  | { readonly method: 'fixed' }
  | { readonly method: 'per_head'; readonly countedOn: Day; readonly heads: readonly BudgetHeads[] }
  | { readonly method: 'mean_of_years'; readonly years: readonly BudgetYear[]; readonly growth: DecimalText }
  | ({ readonly method: 'composite' } & CompositeParts)
  | DealtBasis;

/** Insured people of one insurance type, without those whose costs stay outside the budget. */
export interface BudgetHeads {
  readonly insutype: Insutype;
  readonly insured: number;
  /** Of the insured, those of identity classes that the policy leaves out. */
  readonly excluded: number;
  readonly perHeadFen: Fen;
}

/** What the fund paid in a past year, and how much that year counts beside the others. */
export interface BudgetYear {
  readonly year: string;
  readonly fundFen: Fen;
  readonly weight: DecimalText;
}

export interface CompositeParts {
  readonly outpatientHeads: number;
  readonly perHeadFen: Fen;
  readonly drgPoints: DecimalText;
  readonly drgRateFen: Fen;
  readonly bedDays: number;
  readonly bedDayRateFen: Fen;
}

export const dealingBases = ['members', 'past_spending'] as const;
export type DealingBasis = (typeof dealingBases)[number];

/** A share of the region's budget. */
export interface DealtBasis {
  readonly method: 'dealt';
  readonly by: DealingBasis;
  /** The version of the region's budget that was dealt, and its amount then. */
  readonly fromVersion: number;
  readonly totalFen: Fen;
  readonly weight: number;
  readonly totalWeight: number;
}

/** What may be spent: B + A. */
export function limitOf(budget: Pick<Budget, 'baseFen' | 'adjustmentFen'>): Fen {
  return budget.baseFen + budget.adjustmentFen;
}

export const adjustmentStatuses = ['proposed', 'approved', 'refused'] as const;
export type AdjustmentStatus = (typeof adjustmentStatuses)[number];
