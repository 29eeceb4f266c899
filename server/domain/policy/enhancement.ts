import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { Insutype, KeyGroup, MedType } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { ByStatus, Cited } from './cited';

/** Where a signed resident's enhancement applies, seen from their team. */
export const enhancementScopes = ['team_institution', 'alliance_member', 'any_primary', 'anywhere'] as const;
export type EnhancementScope = (typeof enhancementScopes)[number];

/** 签约增补: what a contract in force on the visit's day adds. At least one of the last four is there. */
export interface Enhancement {
  readonly id: string;
  readonly name: string;
  readonly insutypes: readonly Insutype[];
  readonly medTypes: readonly MedType[];
  readonly scope: Cited<EnhancementScope>;
  /** All that is asked for besides contract and scope; absent, nothing is. */
  readonly when?: EnhancementCondition;
  /** Added to the rate: "0.10" is ten percentage points. */
  readonly points?: Cited<DecimalText>;
  readonly deductibleCut?: Cited<DeductibleCut>;
  readonly maximumRaise?: Cited<ByStatus<Fen>>;
  /** The id of the plan whose deductible and rates hold instead, where that pays more. */
  readonly asPlan?: Cited<string>;
}

/** Every one of these that is present must hold. */
export interface EnhancementCondition {
  /** One of the person's key groups on the visit's day is among these. */
  readonly keyGroups?: Cited<readonly KeyGroup[]>;
  readonly identityClasses?: Cited<readonly IdentityClass[]>;
  /** True: a referral led to the visit. False: none did. */
  readonly referred?: Cited<boolean>;
  /** The main diagnosis begins with one of these. */
  readonly diagnoses?: Cited<readonly ListedDisease[]>;
  /** Days of medicine prescribed, both included. A visit that does not tell its days fails it. */
  readonly prescriptionDays?: Cited<DayRange>;
}

export interface ListedDisease {
  /** ICD-10 医保版, such as I10 or E11.9. */
  readonly prefix: string;
  readonly name: string;
}

export interface DayRange {
  readonly least: number;
  /** Null: no upper end. */
  readonly most: number | null;
}

/** The deductible is waived, or its amount is smaller. */
export type DeductibleCut = { readonly kind: 'waived' } | { readonly kind: 'amount'; readonly cut: ByStatus<Fen> };
