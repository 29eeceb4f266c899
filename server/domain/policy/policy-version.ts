import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen, Fraction } from '@/server/domain/kernel/money';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { Insutype, InstitutionLevel, MedType } from '@/server/domain/registry/codes';
import type { BudgetTerms, PrepaymentTerms } from './budget-terms';
import type { ByStatus, Cited } from './cited';
import type { LayerTerms } from './layer-terms';
import type { MonitoringTerms } from './monitoring-terms';
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

export interface ContractTerms {
  readonly termYears: Cited<readonly number[]>;
  readonly defaultTermYears: Cited<number>;
  readonly teamCapacity: Cited<number>;
  readonly doctorCapacity: Cited<number>;
  /** The part of the capacity at which a team is told that it fills up, such as "0.9". */
  readonly warnAt: Cited<DecimalText>;
}

export interface QuotaTerms {
  readonly slotShare: Cited<Fraction>;
  readonly bedShare: Cited<Fraction>;
  readonly leadDays: Cited<number>;
  readonly urgentWindowDays: Cited<number>;
  readonly releaseHoursBefore: Cited<number>;
  readonly holdMinutes: Cited<number>;
}

export interface ReferralTerms {
  /** Hours in which the receiving institution answers. */
  readonly answerHours: Readonly<Record<ReferralPriority, Cited<number>>>;
  /** Days after sending during which a referral can be answered. */
  readonly validDays: Cited<number>;
  /** Days after a down-referral in which the primary institution follows up. */
  readonly followUpDays: Cited<number>;
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

/** What the fund pays for visits of one insutype and some med_types. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly insutype: Insutype;
  readonly medTypes: readonly MedType[];
  /** Plans of the same accumulation share their running totals: deductible paid and fund paid in the benefit year. */
  readonly accumulation: string;
  readonly deductible: Deductible;
  readonly rates: Partial<Readonly<Record<InstitutionLevel, LevelRate>>>;
  /** Null: no limit. */
  readonly annualMaximum: Cited<ByStatus<Fen>> | null;
  /** Levels where this plan pays nothing. Every level is either here or has a deductible and a rate. */
  readonly uncovered: Cited<readonly InstitutionLevel[]> | null;
}

export interface Deductible {
  /** `year`: paid once a benefit year, a higher level tops up what lower ones took. `visit`: paid at every visit or stay. */
  readonly basis: Cited<'year' | 'visit'>;
  readonly byLevel: Partial<Readonly<Record<InstitutionLevel, Cited<ByStatus<Fen>>>>>;
}

/** The rate of a level: slices of the visit's amount after the deductible, in ascending order, the first from 0. */
export type LevelRate = Cited<ByStatus<readonly RateSlice[]>>;

export interface RateSlice {
  readonly fromFen: Fen;
  readonly rate: DecimalText;
}

/** Where a signed resident's enhancement applies, seen from their team. */
export const enhancementScopes = ['team_institution', 'alliance_member', 'any_primary', 'anywhere'] as const;
export type EnhancementScope = (typeof enhancementScopes)[number];

/** 签约增补: what a contract in force on the visit's day adds. */
export interface Enhancement {
  readonly id: string;
  readonly name: string;
  readonly insutypes: readonly Insutype[];
  readonly medTypes: readonly MedType[];
  readonly scope: Cited<EnhancementScope>;
  /** Added to the rate: "0.10" is ten percentage points. */
  readonly points: Cited<DecimalText>;
}

/** `daily`: every day of the month, each member for the days on which their contract was in force. */
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
}

export interface PerHeadCeilingTerms {
  readonly perHead: Cited<Fen>;
  readonly overspendShare: Cited<DecimalText>;
  readonly surplusReward: Cited<DecimalText>;
}

export interface AllianceTotalTerms {
  readonly perHead: Readonly<Record<Insutype, Cited<Fen>>>;
  /** The part of a surplus that goes to staff pay; the rest goes to development. */
  readonly staffShare: Cited<DecimalText>;
  /** What the fund bears of the overspend that was declared reasonable. */
  readonly reasonableOverspendFundShare: Cited<DecimalText>;
}

export interface TotalKeptOrBorneTerms {
  readonly perHead: Readonly<Record<Insutype, Cited<Fen>>>;
  /** The part of the total that is paid by the assessment's result. */
  readonly withheldShare: Cited<DecimalText>;
  /** From this score on the withheld part is paid in full; below, score ÷ this. */
  readonly fullScore: Cited<number>;
}

export interface CompositeTerms {
  readonly outpatientPerHead: Cited<Fen>;
  /** One rate for a DRG weight of 1, the same at the lead and at primary institutions. */
  readonly drgRate: Cited<Fen>;
  readonly bedDayRate: Cited<Fen>;
}
