import type { Day } from '@/server/domain/kernel/calendar-day';
import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { DeductibleCut, EnhancementScope } from '@/server/domain/policy/enhancement';
import type { Insutype, InstitutionLevel, KeyGroup, MedType } from '@/server/domain/registry/codes';
import type { IdentityClass } from '@/server/domain/registry/identity-classes';
import type { Layers, LayerTotals } from './layers';

/** What a person has used up to a visit in its benefit year. */
export interface RunningTotals {
  /** Of the visit's accumulation. */
  readonly deductiblePaidFen: Fen;
  readonly fundPaidFen: Fen;
  /** What rates were applied to: amounts after the deductible. */
  readonly baseFen: Fen;
  /** Of all accumulations together. */
  readonly layers: LayerTotals;
}

/** A referral chain the visit belongs to: what its deductible already took, and which way this visit goes. */
export interface ReferralChain {
  readonly direction: 'up' | 'down' | 'lateral';
  readonly deductiblePaidFen: Fen;
}

/** What the benefit rules need to know of a visit, its place and its person on that day. */
export interface VisitFacts {
  readonly insutype: Insutype;
  /** The kind of care it is paid as. */
  readonly medType: MedType;
  /** The kind of care it was reported as, where it is paid as another. */
  readonly billedAs?: MedType;
  readonly settledOn: Day;
  readonly totalFen: Fen;
  readonly inScopeFen: Fen;
  /** The part of inScopeFen that essential drugs cost; 0 when nothing was told. */
  readonly essentialDrugFen: Fen;
  readonly prescriptionDays: number | null;
  readonly diagnosisCode: string | null;
  readonly institutionCode: string;
  readonly level: InstitutionLevel;
  /** The alliances the visited institution belongs to. */
  readonly allianceIds: readonly string[];
  readonly retired: boolean;
  /** What the person is on that day. */
  readonly keyGroups: readonly KeyGroup[];
  readonly identityClasses: readonly IdentityClass[];
  /** The recognition of a special disease that covers the visit. */
  readonly recognitionId: string | null;
  /** Whether the visit is where the plan asks the person to go; true where it asks for no place. */
  readonly atDesignated: boolean;
  /** Which stay of the benefit year it belongs to, from 1; stays joined by a referral count as one. */
  readonly admission: number;
  readonly chain: ReferralChain | null;
}

/** A contract as benefits see it: where the team works, and the days it is in force, both included. */
export interface ContractInterval {
  readonly contractId: string;
  readonly institutionCode: string;
  readonly allianceIds: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

/** The part of the amount after the deductible that one rate applies to. */
export interface PaidSlice {
  readonly baseFen: Fen;
  readonly baseRate: DecimalText;
  readonly rate: DecimalText;
}

export interface AppliedEnhancement {
  readonly id: string;
  readonly scope: EnhancementScope;
  readonly points: DecimalText;
  readonly cut: DeductibleCut | null;
  /** By how much the annual maximum is higher. */
  readonly raiseFen: Fen;
  /** The plan whose deductible and rates hold because of it. */
  readonly asPlanId: string | null;
}

/**
 * 待遇核定 of one visit: what the fund pays, and every figure on the way there. `explainAdjudication` turns it into
 * working steps with their clauses.
 */
export interface Adjudication {
  readonly policyId: string;
  readonly planId: string;
  /** The plan whose deductible and rates were used: the visit's own, or one that an enhancement put in its place. */
  readonly termsPlanId: string;
  /** First day of the benefit year the visit counts in. */
  readonly benefitYear: Day;
  readonly accumulation: string;
  readonly level: InstitutionLevel;
  readonly retired: boolean;
  /** False at a level where the plan pays nothing. */
  readonly covered: boolean;
  /** The contract in force on the visit's day, whether or not it changed anything. */
  readonly contractId: string | null;
  readonly eligibleFen: Fen;
  /** What the deductible still asks for at this visit. */
  readonly dueFen: Fen;
  readonly deductiblePaidFen: Fen;
  readonly baseFen: Fen;
  /** The policy's rate of the highest slice the amount reaches, at most the ceiling. */
  readonly baseRate: DecimalText;
  /** Enhancement points asked for, before the ceiling. */
  readonly points: DecimalText;
  /** The rate applied: baseRate + points, at most the ceiling. */
  readonly rate: DecimalText;
  readonly slices: readonly PaidSlice[];
  readonly enhancements: readonly AppliedEnhancement[];
  readonly payBeforeMaximumFen: Fen;
  /** Null: the plan has no annual maximum. */
  readonly maximumLeftFen: Fen | null;
  readonly payFen: Fen;
  /** What the plan pays from the same totals without any enhancement, and the deductible it would take. */
  readonly payWithoutFen: Fen;
  readonly deductibleWithoutFen: Fen;
  /** The part of payFen that is there because of the contract. */
  readonly enhancementFen: Fen;
  /** What the layers above basic insurance pay; null where the policy has none for this care. */
  readonly layers: Layers | null;
  /** Everything that neither the fund nor a layer above it pays. */
  readonly selfPaidFen: Fen;
  readonly before: RunningTotals;
  readonly after: RunningTotals;
}
