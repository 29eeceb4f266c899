import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { AssessmentRule } from './withholding';

/** What an alliance may spend in one pool and what its people and its institutions cost. */
export interface AllianceClaim {
  /** The lead hospital, which is paid for all. */
  readonly code: string;
  /** B as it was approved; it must be what heads, weights and days come to. */
  readonly budgetFen: Fen;
  /** A, signed. */
  readonly adjustmentFen: Fen;
  readonly members: readonly MemberClaim[];
  readonly elsewhere: readonly ElsewhereClaim[];
  readonly deductionsFen: Fen;
}

export interface MemberClaim {
  readonly code: string;
  /** What people counted in the alliance's total cost here. */
  readonly insideFen: Fen;
  /** What others cost here, who are counted in another alliance's total or in none. */
  readonly outsideFen: Fen;
  readonly prepaidFen: Fen;
}

/** What people counted in the alliance's total cost at a place that is not the alliance's. */
export interface ElsewhereClaim {
  readonly code: string;
  readonly insideFen: Fen;
}

/** Insured people, without those whose costs stay outside the total. */
export interface Heads {
  readonly insured: number;
  readonly excluded: number;
  readonly perHeadFen: Fen;
}

export interface AlliancePool<Claim extends AllianceClaim> {
  readonly id: string;
  readonly alliances: readonly Claim[];
}

/** 因战争、灾难等突发事件或重大政策调整: what makes an overspend a reasonable one. */
export const overspendReasons = ['war', 'disaster', 'policy_change'] as const;
export type OverspendReason = (typeof overspendReasons)[number];

export interface ReasonableOverspend {
  readonly amountFen: Fen;
  readonly reason: OverspendReason;
  /** The decision it rests on. */
  readonly note: string;
}

export interface AllianceTotalClaim extends AllianceClaim {
  readonly heads: Heads;
  readonly reasonable: ReasonableOverspend | null;
}

/** Inputs of a year by an alliance's total (秦皇岛). */
export interface AllianceTotalInput {
  readonly method: 'alliance_total';
  /** The part of a surplus that goes to staff pay. */
  readonly staffShare: DecimalText;
  /** What the fund bears of an overspend that was declared reasonable. */
  readonly reasonableOverspendFundShare: DecimalText;
  readonly pools: readonly AlliancePool<AllianceTotalClaim>[];
}

export interface TotalKeptClaim extends AllianceClaim {
  readonly heads: Heads;
  /** 考核得分; null where nothing is kept back. */
  readonly score: DecimalText | null;
}

export interface TotalKeptPool extends AlliancePool<TotalKeptClaim> {
  /** `total`: a part is kept back by assessment. `capitation`: special and chronic care, heads × rate. */
  readonly kind: 'total' | 'capitation';
}

/** Inputs of a year by a total of which a surplus is kept and an overspend borne (青海). */
export interface TotalKeptInput {
  readonly method: 'total_kept_or_borne';
  readonly assessment: AssessmentRule;
  readonly pools: readonly TotalKeptPool[];
}

export interface CompositeMember extends MemberClaim {
  /** What its stays cost by fee for service; they are paid by weights and days instead. */
  readonly staysFen: Fen;
  /** Σ DRG weights of its stays. */
  readonly drgPoints: DecimalText;
  readonly bedDays: number;
}

export interface CompositeClaim extends AllianceClaim {
  readonly outpatientHeads: number;
  readonly members: readonly CompositeMember[];
}

export interface CompositePool extends AlliancePool<CompositeClaim> {
  /** What the outpatient care of one head is bought for. */
  readonly outpatientPerHeadFen: Fen;
}

/** Inputs of a year by heads, weights and days together (沈阳). */
export interface CompositeInput {
  readonly method: 'composite';
  /** For a DRG weight of 1, the same at the lead and at primary institutions. */
  readonly drgRateFen: Fen;
  readonly bedDayRateFen: Fen;
  readonly pools: readonly CompositePool[];
}
