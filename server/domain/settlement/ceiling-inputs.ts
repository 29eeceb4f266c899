import type { DecimalText, Fen } from '@/server/domain/kernel/money';

/** Inputs of a year by a per-head ceiling: a township hospital together with its village clinics is one claim. */
export interface PerHeadCeilingInput {
  readonly method: 'per_head_ceiling';
  readonly poolId: string;
  readonly perHeadFen: Fen;
  readonly overspendShare: DecimalText;
  readonly surplusReward: DecimalText;
  readonly institutions: readonly CeilingClaim[];
  /** 住院与特殊疾病门诊: pools whose institutions have a budget of their own. */
  readonly budgeted?: BudgetedSection;
}

export interface CeilingClaim {
  readonly code: string;
  /** People insured in the township. */
  readonly insured: number;
  /** A: what the fund paid for their visits by fee for service. */
  readonly feeForServiceFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  /** The approved budget of the township, where it has one; it must be what the heads come to. */
  readonly budgetFen?: Fen;
  /** Approved adjustments of the ceiling, signed. */
  readonly adjustmentFen?: Fen;
}

export interface BudgetedSection {
  /** What an institution bears of what it spent beyond its budget. */
  readonly overspendShare: DecimalText;
  /** What it keeps of what it did not spend. */
  readonly surplusShare: DecimalText;
  readonly pools: readonly BudgetedPool[];
}

export interface BudgetedPool {
  readonly id: string;
  readonly institutions: readonly BudgetedClaim[];
}

export interface BudgetedClaim {
  readonly code: string;
  /** What the fund paid in past years; empty where the budget was fixed otherwise. */
  readonly years: readonly PastYear[];
  /** Growth over the mean of those years, signed, such as "0.06". */
  readonly growth: DecimalText;
  readonly budgetFen: Fen;
  readonly adjustmentFen: Fen;
  readonly feeForServiceFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
}

export interface PastYear {
  readonly year: string;
  readonly fundFen: Fen;
  readonly weight: DecimalText;
}
