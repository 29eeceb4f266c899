import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen, Fraction } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { Insutype } from '@/server/domain/registry/codes';
import type { BudgetTerms, PrepaymentTerms } from './budget-terms';
import type { Cited } from './cited';
import type { ContractTerms } from './contract-terms';
import type { Enhancement } from './enhancement';
import type { LayerTerms } from './layer-terms';
import type { MonitoringTerms } from './monitoring-terms';
import type { Plan } from './plan';
import type { RecognitionTerms } from './recognition-terms';
import type { ServiceFeeTerms } from './service-fee-terms';

/**
 * 政策版本: everything a region's rules leave to numbers, for the days it is in force. It is plain data: read a policy
 * document with `checkPolicy` and nothing else, because the document writes amounts as yuan text and this holds 分.
 */
export interface PolicyVersion {
  readonly id: string;
  /** GB/T 2260 code of the 统筹区. */
  readonly regionCode: string;
  readonly regionName: string;
  /** Both days are included; null means until another version follows. */
  readonly inForceFrom: Day;
  readonly inForceTo: Day | null;
  readonly title: string;
  readonly source: PolicySource;
  readonly contract: ContractTerms;
  readonly quota: QuotaTerms;
  readonly benefit: BenefitTerms;
  readonly capitation: CapitationTerms;
  readonly budget: BudgetTerms;
  readonly prepayment: PrepaymentTerms;
  readonly serviceFee: ServiceFeeTerms;
  readonly settlement: SettlementTerms;
  /** Working days from the day after delivery in which an institution may object to a draft settlement. */
  readonly objectionWorkingDays: Cited<number>;
  readonly monitoring: MonitoringTerms;
  readonly referral: ReferralTerms;
}

export interface PolicySource {
  readonly title: string;
  readonly issuer: string;
  readonly documentNumber: string | null;
  readonly issuedOn: Day | null;
}

export interface QuotaTerms {
  readonly slotShare: Cited<Fraction>;
  readonly bedShare: Cited<Fraction>;
  readonly leadDays: Cited<number>;
  readonly urgentWindowDays: Cited<number>;
  readonly releaseHoursBefore: Cited<number>;
  readonly holdMinutes: Cited<number>;
  /** Whether reserved places are dealt to primary institutions by their signed residents. */
  readonly dealing: Cited<boolean>;
  /** Hours before the session from which every institution may borrow what was dealt to another. */
  readonly borrowHoursBefore: Cited<number>;
  /** Days within which a place is promised to whoever has to wait. */
  readonly promiseDays: Readonly<Record<ReferralPriority, Cited<number>>>;
  /** Hours for which a place that came free is kept for the one it is offered to. */
  readonly offerHours: Cited<number>;
}

export interface ReferralTerms {
  /** Hours in which the receiving institution answers. */
  readonly answerHours: Readonly<Record<ReferralPriority, Cited<number>>>;
  /** Days after sending during which a referral can be answered. */
  readonly validDays: Cited<number>;
  /** Days after a down-referral in which the primary institution follows up. */
  readonly followUpDays: Cited<number>;
  /** Hours in which an e-consult is answered. */
  readonly consultHours: Cited<number>;
  /** Hours after the answer was due from which on more people are told. */
  readonly escalateAfterHours: Cited<number>;
  /** Days after a return in which the team at home says that it has the patient back. */
  readonly receiveDays: Cited<number>;
  /** Days after a discharge within which another admission counts as a readmission. */
  readonly readmissionDays: Cited<number>;
}

export interface BenefitTerms extends LayerTerms {
  /** `MM-DD` on which a benefit year begins. */
  readonly benefitYearStart: Cited<string>;
  /** No rate goes above this, whatever is added to it. */
  readonly rateCeiling: Cited<DecimalText>;
  /** Days after a death in which a settlement of earlier care is still taken. */
  readonly settleAfterDeathDays: Cited<number>;
  readonly plans: readonly Plan[];
  readonly enhancements: readonly Enhancement[];
  /** Null: care of every med_type is paid by its plan, whoever gets it. */
  readonly recognition: RecognitionTerms | null;
}

export const countDays = ['first', 'fifteenth', 'last', 'daily'] as const;
export type CountDay = (typeof countDays)[number];

export interface CapitationTerms {
  readonly countDay: Cited<CountDay>;
  /** How many months back late news about members is still made good. */
  readonly correctionMonths: Cited<number>;
  readonly ageBands: readonly AgeBand[];
  readonly ratePerMonth: Readonly<Record<Insutype, Cited<Fen>>>;
  /** Multiplies the weight of a resident who belongs to a key group. */
  readonly keyGroupFactor: Cited<DecimalText>;
  /** Whether weights are scaled so that weighted heads add up to heads, which keeps the pool's total as it is. */
  readonly normaliseWeights: Cited<boolean>;
  /** The part of fee-for-service that is paid each month ahead of settlement; never below 0.90. */
  readonly prepaymentShare: Cited<DecimalText>;
}

export interface AgeBand {
  readonly id: string;
  readonly fromAge: number;
  /** Null: no upper end. Both ages are included. */
  readonly toAge: number | null;
  readonly weight: Cited<Readonly<Record<'male' | 'female', DecimalText>>>;
}

export const settlementMethods = [
  'points',
  'per_head_ceiling',
  'alliance_total',
  'total_kept_or_borne',
  'composite',
] as const;
export type SettlementMethod = (typeof settlementMethods)[number];

/** The region's own method, and the parameters of every method it can be settled by. */
export interface SettlementTerms {
  readonly method: Cited<SettlementMethod>;
  readonly points?: PointsTerms;
  readonly per_head_ceiling?: PerHeadCeilingTerms;
  readonly alliance_total?: AllianceTotalTerms;
  readonly total_kept_or_borne?: TotalKeptOrBorneTerms;
  readonly composite?: CompositeTerms;
}

/** How the share of over- or underspend enters the settlement total; see `settleByPoints`. */
export const shareReadings = ['institution_share', 'literal'] as const;
export type ShareReading = (typeof shareReadings)[number];

export interface PointsTerms {
  /** k: what institutions bear of an overspend or keep of a surplus; at least one half. */
  readonly institutionShare: Cited<DecimalText>;
  readonly reading: Cited<ShareReading>;
  /** Present: the inpatient pools are settled by the scores of their stays. */
  readonly inpatient?: InpatientPointsTerms;
  /** Present: a part of each entitlement is paid by the year's assessment. */
  readonly assessment?: AssessmentTerms;
}

export const stayScorings = ['DIP', 'DRG'] as const;
export type StayScoring = (typeof stayScorings)[number];

export interface InpatientPointsTerms {
  readonly scheme: Cited<StayScoring>;
  /** What a point is worth, fixed beforehand; null: its value follows from the pool's total. */
  readonly pointRate: Cited<Fen> | null;
}

export interface AssessmentTerms {
  /** The part that is paid by the assessment's result. */
  readonly withheldShare: Cited<DecimalText>;
  /** From this score on the withheld part is paid in full; below, score ÷ this. */
  readonly fullScore: Cited<number>;
}

export interface PerHeadCeilingTerms {
  readonly perHead: Cited<Fen>;
  readonly overspendShare: Cited<DecimalText>;
  readonly surplusReward: Cited<DecimalText>;
  /** Present: these pools are settled by each institution's own budget. */
  readonly budgeted?: BudgetedTerms;
}

export interface BudgetedTerms {
  readonly pools: Cited<readonly PoolId[]>;
  /** What an institution bears of what it spent beyond its budget. */
  readonly overspendShare: Cited<DecimalText>;
  /** What it keeps of what it did not spend. */
  readonly surplusShare: Cited<DecimalText>;
}

export interface AllianceTotalTerms {
  readonly perHead: Readonly<Record<Insutype, Cited<Fen>>>;
  /** The part of a surplus that goes to staff pay; the rest goes to development. */
  readonly staffShare: Cited<DecimalText>;
  /** What the fund bears of the overspend that was declared reasonable. */
  readonly reasonableOverspendFundShare: Cited<DecimalText>;
}

export interface TotalKeptOrBorneTerms extends AssessmentTerms {
  readonly perHead: Readonly<Record<Insutype, Cited<Fen>>>;
  /** Present: of each head's amount this much is for special and chronic outpatient care, a pool of its own. */
  readonly specialPerHead?: Readonly<Record<Insutype, Cited<Fen>>>;
}

export interface CompositeTerms {
  readonly outpatientPerHead: Cited<Fen>;
  /** One rate for a DRG weight of 1, the same at the lead and at primary institutions. */
  readonly drgRate: Cited<Fen>;
  readonly bedDayRate: Cited<Fen>;
}
