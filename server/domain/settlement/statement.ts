import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { WorkingStep } from '@/server/domain/policy/cited';
import type { ShareReading } from '@/server/domain/policy/policy-version';

/** Inputs of a year by points: every pool settles apart. */
export interface PointsInput {
  readonly method: 'points';
  /** k, at least one half. */
  readonly institutionShare: DecimalText;
  readonly reading: ShareReading;
  readonly pools: readonly PointsPool[];
}

export interface PointsPool {
  readonly id: string;
  /** B 年初控费总额 */
  readonly budgetFen: Fen;
  /** A 调整额, signed */
  readonly adjustmentFen: Fen;
  /** P 按项目付费报销的基金总额, with out-of-region care and special fees */
  readonly feeForServiceFen: Fen;
  /** X 异地就医金额 */
  readonly outOfRegionFen: Fen;
  /** T 门诊特殊费用 */
  readonly specialFeesFen: Fen;
  /** N distinct people with a visit */
  readonly persons: number;
  readonly institutions: readonly PointsClaim[];
}

export interface PointsClaim {
  readonly code: string;
  /** 就医基金 without special fees */
  readonly fundFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
}

/** Inputs of a year by a per-head ceiling: a township hospital together with its village clinics is one claim. */
export interface PerHeadCeilingInput {
  readonly method: 'per_head_ceiling';
  readonly poolId: string;
  readonly perHeadFen: Fen;
  readonly overspendShare: DecimalText;
  readonly surplusReward: DecimalText;
  readonly institutions: readonly CeilingClaim[];
}

export interface CeilingClaim {
  readonly code: string;
  /** People insured in the township. */
  readonly insured: number;
  /** A: what the fund paid for their visits by fee for service. */
  readonly feeForServiceFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
}

/** The methods a year can be settled by; a region's own method may be one that is not here yet. */
export const settleableMethods = ['points', 'per_head_ceiling'] as const;
export type SettlementInput = PointsInput | PerHeadCeilingInput;

/** What one institution is due in one pool. A negative final is recovered or carried over. */
export interface StatementLine {
  readonly poolId: string;
  readonly code: string;
  /** Points, six decimals, by the methods that have them. */
  readonly points: DecimalText | null;
  /** The institution's part of the pool, eight decimals, shown only; money is dealt from the exact amounts. */
  readonly weight: DecimalText | null;
  readonly ceilingFen: Fen | null;
  readonly feeForServiceFen: Fen;
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  readonly finalFen: Fen;
  readonly working: readonly WorkingStep[];
}

export interface StatementPool {
  readonly id: string;
  /** R with its sign: positive is what the fund bears of an overspend, negative what it keeps of a surplus. */
  readonly retainedOrSharedFen: Fen;
  /** S: what is dealt out. */
  readonly settlementTotalFen: Fen;
  readonly totalPoints: number | null;
  /** Yuan a point, six decimals, shown only; null where there are no points. */
  readonly pointValue: DecimalText | null;
  readonly working: readonly WorkingStep[];
}

export interface StatementTotals {
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  readonly finalFen: Fen;
}

/** 清算书: everything needed to recompute it stands in it. */
export interface Statement {
  readonly method: SettlementInput['method'];
  readonly input: SettlementInput;
  readonly pools: readonly StatementPool[];
  readonly lines: readonly StatementLine[];
  readonly totals: StatementTotals;
}
