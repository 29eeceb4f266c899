import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { ShareReading } from '@/server/domain/policy/policy-version';
import type { AssessmentRule } from './withholding';

/** Inputs of a year by points: every pool settles apart. */
export interface PointsInput {
  readonly method: 'points';
  /** k, at least one half. */
  readonly institutionShare: DecimalText;
  readonly reading: ShareReading;
  /** Absent: nothing is kept back by assessment. */
  readonly assessment?: AssessmentRule;
  readonly pools: readonly PointsPool[];
}

/** How a pool's points come about when they are recorded scores of stays instead of N × 100. */
export interface PoolScoring {
  readonly scheme: 'DIP' | 'DRG';
  /** Yuan a point, fixed beforehand; absent, the value of a point follows from the total. */
  readonly rateFen?: Fen;
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
  /** Absent: points are N × 100, dealt by what each institution was paid by fee for service. */
  readonly scoring?: PoolScoring;
  readonly institutions: readonly PointsClaim[];
}

export interface PointsClaim {
  readonly code: string;
  /** 就医基金 without special fees */
  readonly fundFen: Fen;
  readonly specialFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  /** Σ of the recorded scores of its stays, in a pool with scoring. */
  readonly points?: DecimalText;
  /** 考核得分, where a part is kept back by assessment. */
  readonly score?: DecimalText;
}
