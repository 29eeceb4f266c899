import type { DecimalText, Fen } from '@/server/domain/kernel/money';
import type { Cited } from './cited';

/** 基金预警: from where on something is worth a look. None of these numbers refuses a benefit. */
export interface MonitoringTerms {
  /** Two outpatient visits of one person at different places less than this many minutes apart. */
  readonly twoPlacesMinutes: Cited<number>;
  /** This many settlements of one person on one day at one institution look like one visit that was split … */
  readonly splitVisits: Cited<number>;
  /** … when the smallest is at most this part below the largest. */
  readonly splitSpreadShare: Cited<DecimalText>;
  /** Months of a contract without a visit to the team's institution or a referral by it. */
  readonly unservedMonths: Cited<number>;
  /** What a person pays themselves in a calendar year before somebody should ask how they manage. */
  readonly selfPaidLine: Cited<Fen>;
  /** The same for people of low income. */
  readonly lowIncomeSelfPaidLine: Cited<Fen>;
  /** No projection of a year's spending from fewer closed months than this. */
  readonly projectionMonths: Cited<number>;
  /** A projection up to this part above the budget is no overspend yet. */
  readonly overspendToleranceShare: Cited<DecimalText>;
  /** Days that one prescription may last. */
  readonly longPrescriptionDays: Cited<number>;
}
