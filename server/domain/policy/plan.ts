import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { Insutype, InstitutionLevel, MedType } from '@/server/domain/registry/codes';
import type { ByStatus, Cited } from './cited';

/** What the fund pays for visits of one insutype and some med_types. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly insutype: Insutype;
  /** Empty for terms that no visit has by itself, only through an enhancement's `asPlan`. */
  readonly medTypes: readonly MedType[];
  /** Plans of the same accumulation share what a benefit year has used: deductible, fund and stays. */
  readonly accumulation: string;
  /** Plans of the same group share what the fund paid against their maximum; absent, the accumulation is the group. */
  readonly maximumGroup?: string;
  readonly deductible: Deductible;
  readonly rates: Partial<Readonly<Record<InstitutionLevel, LevelRate>>>;
  /** What the slices of a rate are cut from: this visit's amount after the deductible, when absent, or that of the year up to it. */
  readonly slicesOver?: Cited<'visit' | 'year'>;
  /** Null: no limit. */
  readonly annualMaximum: Cited<ByStatus<Fen>> | null;
  /** Levels where this plan pays nothing. Every level is either here or has a deductible and a rate. */
  readonly uncovered: Cited<readonly InstitutionLevel[]> | null;
  readonly designated?: Designated;
  readonly exceptions?: readonly PlaceException[];
}

export interface Deductible {
  /** `year`: paid once a benefit year, a higher level tops up what lower ones took. `visit`: paid at every visit or stay. */
  readonly basis: Cited<'year' | 'visit'>;
  readonly byLevel: Partial<Readonly<Record<InstitutionLevel, Cited<ByStatus<Fen>>>>>;
  /** Of a yearly one: levels top one another up, when absent, or each asks for its own. */
  readonly acrossLevels?: Cited<'shared' | 'separate'>;
  /** What the 1st, 2nd … stay of the year pays of it; the last factor holds for all that follow. */
  readonly byAdmission?: Cited<readonly DecimalText[]>;
  /** Present: along a referral chain only the difference is asked for, and nothing on the way down. */
  readonly referralChain?: ReferralChainTerms;
  /** Whether essential drugs are paid without it. */
  readonly essentialDrugsExempt?: Cited<boolean>;
}

export interface ReferralChainTerms {
  /** Days within which the next stay begins after the one before it ended, and after the referral was written. */
  readonly withinDays: Cited<number>;
}

/** The rate of a level: slices of an amount after the deductible, in ascending order, the first from 0. */
export type LevelRate = Cited<ByStatus<readonly RateSlice[]>>;

export interface RateSlice {
  readonly fromFen: Fen;
  readonly rate: DecimalText;
}

/** Whose institution a plan asks a person to go to. */
export const designations = ['contract_institution', 'home_institution', 'contract_or_home'] as const;
export type Designation = (typeof designations)[number];

/** 定点就医: where a person is to go, at some levels. A clinic counts as the hospital it belongs to. */
export interface Designated {
  readonly whose: Cited<Designation>;
  /** Only visits at these levels are asked where they are. */
  readonly levels: Cited<readonly InstitutionLevel[]>;
  /** Multiplies the rate anywhere else at these levels; "0" pays nothing there. */
  readonly elsewhereFactor: Cited<DecimalText>;
  /** Whether a referral frees from it. */
  readonly exceptReferred: Cited<boolean>;
}

/** Institutions that the text names as exceptions: they count as another level for the deductible, the rate, or both, or have a deductible of their own. */
export interface PlaceException {
  readonly name: string;
  readonly institutions: Cited<readonly NamedInstitution[]>;
  /** Null: as their own level. */
  readonly deductibleAs: Cited<InstitutionLevel> | null;
  readonly rateAs: Cited<InstitutionLevel> | null;
  /** Their own amount, in the place of any level's. */
  readonly ownDeductible?: Cited<ByStatus<Fen>>;
}

export interface NamedInstitution {
  readonly code: string;
  readonly name: string;
}
