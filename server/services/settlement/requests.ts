import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { ShareReading } from '@/server/domain/policy/policy-version';
import type { Insutype } from '@/server/domain/registry/codes';
import type { ReasonableOverspend } from '@/server/domain/settlement/alliance-inputs';
import type { Deduction } from '@/server/domain/settlement/basis';

interface YearToSettle {
  readonly year: string;
  readonly deductions?: readonly Deduction[];
}

export interface PointsRequest extends YearToSettle {
  readonly method: 'points';
  /** In the place of the policy's. */
  readonly institutionShare?: DecimalText | undefined;
  readonly reading?: ShareReading | undefined;
}

export interface CeilingRequest extends YearToSettle {
  readonly method: 'per_head_ceiling';
  /** Residents' insurance unless the other is asked for. */
  readonly insutype?: Insutype | undefined;
  /** In the place of the policy's. */
  readonly perHeadFen?: Fen | undefined;
}

/** An overspend that was declared reasonable, of the alliance whose lead has this code. */
export interface DeclaredOverspend extends ReasonableOverspend {
  readonly poolId: string;
  readonly code: string;
}

export interface AllianceTotalRequest extends YearToSettle {
  readonly method: 'alliance_total';
  /** In the place of the policy's. */
  readonly staffShare?: DecimalText | undefined;
  readonly reasonable?: readonly DeclaredOverspend[] | undefined;
}

export interface TotalKeptRequest extends YearToSettle {
  readonly method: 'total_kept_or_borne';
}

export interface CompositeRequest extends YearToSettle {
  readonly method: 'composite';
}

/** What a clerk adds to the books, the budgets and the policy when a year is computed. */
export type ComputeSettlementInput = PointsRequest | CeilingRequest | AllianceTotalRequest | TotalKeptRequest | CompositeRequest;
