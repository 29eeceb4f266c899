import type { Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import type { VisitKey } from '@/server/domain/visit/visit';

/** 基金预警: what is worth somebody's look. None of it refuses a benefit or accuses anyone. */
export const warningKinds = [
  'visit_after_death',
  'outpatient_during_stay',
  'service_during_stay',
  'two_places_at_once',
  'split_visits',
  'unsigned_benefit',
  'signed_not_served',
  'self_paid_burden',
  'budget_overspend',
  'long_prescription',
] as const;
export type WarningKind = (typeof warningKinds)[number];

/** What a warning rests on: numbers only. Who and which visits it is about stands beside them. */
export interface WarningFacts {
  readonly visit_after_death: { readonly daysAfterDeath: number };
  /** The stay's first day is day 1. */
  readonly outpatient_during_stay: { readonly dayOfStay: number; readonly stayDays: number };
  /** How many services lie within the stay, and on which day of it the first. */
  readonly service_during_stay: { readonly services: number; readonly dayOfStay: number; readonly stayDays: number };
  readonly two_places_at_once: { readonly minutesApart: number; readonly limitMinutes: number };
  readonly split_visits: { readonly settlements: number; readonly limit: number; readonly smallestFen: Fen; readonly largestFen: Fen };
  readonly unsigned_benefit: { readonly reportedFen: Fen; readonly oursFen: Fen };
  readonly signed_not_served: { readonly months: number };
  readonly self_paid_burden: { readonly selfPaidFen: Fen; readonly totalFen: Fen; readonly lineFen: Fen; readonly lowIncome: 0 | 1 };
  /** Enough to compute the projection again: closed months of this year, all of last year's (or none), and the budget. */
  readonly budget_overspend: {
    readonly months: readonly Fen[];
    readonly lastYear: readonly Fen[];
    readonly budgetFen: Fen;
    readonly projectedFen: Fen;
    readonly lowFen: Fen;
    readonly highFen: Fen;
  };
  readonly long_prescription: { readonly days: number; readonly limitDays: number };
}

interface Concerned {
  /** What makes it the same finding when it is found again; unique within its kind. */
  readonly key: string;
  readonly residentId: string | null;
  readonly institutionCode: string | null;
  readonly contractId: string | null;
  readonly pool: PoolId | null;
  /** The records to lay side by side, in the order of their settlement. */
  readonly visits: readonly VisitKey[];
  /** The money it is about, for putting the largest first: what funds paid, or what is to be paid. */
  readonly amountFen: Fen;
}

/** What a detector found. */
export type FoundOf<Kind extends WarningKind> = Concerned & { readonly kind: Kind; readonly facts: WarningFacts[Kind] };
export type Found = { [Kind in WarningKind]: FoundOf<Kind> }[WarningKind];
