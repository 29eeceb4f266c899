import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { Insutype } from '@/server/domain/registry/codes';
import type { Cited } from './cited';

/** Who pays for a contract: the insurance fund (beside its pools), public health money, the person. */
export const feePayers = ['fund', 'publicHealth', 'person'] as const;
export type FeePayer = (typeof feePayers)[number];
export type FeeParts = Readonly<Record<FeePayer, Fen>>;

/**
 * 签约服务费: what becomes of a contract's yearly price, which stands with its packages (`ContractTerms.packages`). It never enters a
 * budget or a settlement.
 */
export interface ServiceFeeTerms {
  readonly waivers: readonly FeeWaiver[];
  /** What becomes of a year's fee when the contract ends before the year does. */
  readonly earlyEnd: Cited<EarlyEnd>;
  /** Null: the fund's part does not depend on how the institution is assessed. */
  readonly assessment: FeeAssessment | null;
}

export const earlyEnds = ['kept', 'returned_by_days'] as const;
export type EarlyEnd = (typeof earlyEnds)[number];

/** 减免: a part of what some people would pay themselves, in years of contracts that begin between two days. */
export interface FeeWaiver {
  readonly id: string;
  readonly name: string;
  readonly insutypes: readonly Insutype[];
  readonly retiredOnly: boolean;
  readonly from: Day;
  readonly to: Day;
  /** The part of the person's own share that is waived: "1" is all of it. */
  readonly waivedShare: Cited<DecimalText>;
  readonly borneBy: Cited<WaiverBearer>;
}

export const waiverBearers = ['fund', 'publicHealth', 'institution'] as const;
/** `institution`: nobody pays the waived part, the institution gets that much less. */
export type WaiverBearer = (typeof waiverBearers)[number];

/** Some of the fund's part waits for the year's assessment. */
export interface FeeAssessment {
  readonly heldShare: Cited<DecimalText>;
  /** From this score on, what was held is paid in full; below, score ÷ this. */
  readonly fullScore: Cited<number>;
}
