import type { BudgetMethod, DealingBasis } from '@/server/domain/budget/budget';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { Cited } from './cited';

/** 控费总额的测算: what a year's budgets are worked out from. */
export interface BudgetTerms {
  /** The region's own method; a budget may still be set by another one. */
  readonly method: Cited<BudgetMethod>;
  /** 分 a head and year, for the pools that have one. */
  readonly perHead: Partial<Readonly<Record<PoolId, Cited<Fen>>>>;
  /** Whose costs stay outside the budget, and who are therefore not among its heads. */
  readonly excludedIdentities: Cited<readonly IdentityClass[]>;
  /** How much each of the past years counts, the oldest first; as many years as there are weights. */
  readonly yearWeights: Cited<readonly DecimalText[]>;
  /** What a mean of past years grows by: "0.05" is five per cent. */
  readonly growth: Cited<DecimalText>;
  /** How the region's budget is dealt out. */
  readonly dealBy: Cited<DealingBasis>;
}

export const prepaymentBases = ['fee_for_service', 'package'] as const;
export type PrepaymentBasis = (typeof prepaymentBases)[number];

export const packagePayees = ['alliance_lead', 'institution'] as const;
export type PackagePayee = (typeof packagePayees)[number];

/** 月预拨: by what visits cost in a month, or as a month's package of the year's budget. */
export interface PrepaymentTerms {
  readonly basis: Cited<PrepaymentBasis>;
  /** Who gets packages: the alliance's lead hospital for the alliance's budget, or each institution for its own. */
  readonly payee: Cited<PackagePayee>;
  /** The largest part of a year's budget that one month pays; what is above waits for the months after. */
  readonly monthlyLimit: Cited<DecimalText>;
}
