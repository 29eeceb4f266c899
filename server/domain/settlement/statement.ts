import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { WorkingStep } from '@/server/domain/policy/cited';
import { settlementMethods } from '@/server/domain/policy/policy-version';
import type { AllianceTotalInput, CompositeInput, TotalKeptInput } from './alliance-inputs';
import type { PerHeadCeilingInput } from './ceiling-inputs';
import type { Carry } from './carry';
import type { PointsInput } from './points-inputs';

export type { AllianceTotalInput, CompositeInput, TotalKeptInput } from './alliance-inputs';
export type { BudgetedClaim, BudgetedPool, CeilingClaim, PerHeadCeilingInput } from './ceiling-inputs';
export type { PointsClaim, PointsInput, PointsPool } from './points-inputs';

/** The methods a year can be settled by: all that a policy can name. */
export const settleableMethods = settlementMethods;
export type SettlementInput = (PointsInput | PerHeadCeilingInput | AllianceTotalInput | TotalKeptInput | CompositeInput) & CarriedInput;

export interface CarriedInput {
  /** What institutions bring along from years before, whatever the method; absent where nobody brings anything. */
  readonly carried?: readonly Carry[];
}

/** What one line is due in one pool. A negative final is recovered or carried over. */
export interface StatementLine {
  readonly poolId: string;
  /** The institution that is paid: for a township its hospital, for an alliance its lead. */
  readonly code: string;
  /** Points, six decimals, by the methods that have them. */
  readonly points: DecimalText | null;
  /** The institution's part of the pool, eight decimals, shown only; money is dealt from the exact amounts. */
  readonly weight: DecimalText | null;
  /** What the year could cost: a per-head ceiling, or B + A of an institution or alliance. */
  readonly ceilingFen: Fen | null;
  /** What the year did cost by fee for service; an alliance's with what its people cost elsewhere. */
  readonly feeForServiceFen: Fen;
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  /** Paid by fee for service beside an alliance's total: care of people whose costs are not counted in it. */
  readonly outsideFen: Fen;
  /** What the assessment keeps back of the entitlement. */
  readonly withheldFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  /** What the institution brings along from years before, negative when it owes; absent where it brings nothing. */
  readonly carriedFen?: Fen;
  readonly finalFen: Fen;
  /** What became of a surplus or overspend; null by methods that deal a pool out. */
  readonly balance: LineBalance | null;
  /** The places behind an alliance's line: its institutions, then where else its people went; empty by other methods. */
  readonly parts: readonly LinePart[];
  readonly working: readonly WorkingStep[];
}

/** Either a surplus or an overspend is 0. */
export interface LineBalance {
  readonly surplusFen: Fen;
  readonly overspendFen: Fen;
  /** Of an overspend, what the fund bears. */
  readonly fundBearsFen: Fen;
  /** Of a surplus, what goes to staff pay and is reported to the performance-pay total; null where no rule divides it. */
  readonly staffFen: Fen | null;
  /** The rest of the surplus, for development. */
  readonly developmentFen: Fen | null;
}

export interface LinePart {
  readonly code: string;
  readonly place: 'member' | 'elsewhere';
  /** What the alliance's own people cost here, counted inside its total. */
  readonly insideFen: Fen;
  /** What other care here cost, paid by fee for service beside the total. */
  readonly outsideFen: Fen;
  /** What stays here cost by fee for service, where they are paid by weights and days instead. */
  readonly staysFen: Fen;
  readonly points: DecimalText | null;
  readonly bedDays: number | null;
  /** What weights and days earn this member within the alliance; null where nothing is dealt inside. */
  readonly earnedFen: Fen | null;
  readonly prepaidFen: Fen;
}

export interface StatementPool {
  readonly id: string;
  /** R with its sign: positive is what the fund bears of an overspend, negative what it keeps of a surplus. */
  readonly retainedOrSharedFen: Fen;
  /** S: the sum of the entitlements. */
  readonly settlementTotalFen: Fen;
  /** N × 100 as a number; recorded scores, which may have decimals, as text. */
  readonly totalPoints: number | DecimalText | null;
  /** Yuan a point, six decimals, shown only; null where there are no points. */
  readonly pointValue: DecimalText | null;
  readonly working: readonly WorkingStep[];
}

export interface StatementTotals {
  readonly entitlementFen: Fen;
  readonly specialFen: Fen;
  readonly outsideFen: Fen;
  readonly withheldFen: Fen;
  readonly prepaidFen: Fen;
  readonly deductionsFen: Fen;
  readonly carriedFen?: Fen;
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
