import { differenceKinds } from '@/server/domain/benefit/classify-difference';
import type { Month } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';

/**
 * Every record is in exactly one class: how the hospital's figure stands to ours, or that there is nothing to compare.
 * `not_reported`: it sent no figure. `taken_back`: a refund, or a visit that one took back; both sides of it count as nothing.
 */
export const comparisonClasses = [...differenceKinds, 'not_reported', 'taken_back'] as const;
export type ComparisonClass = (typeof comparisonClasses)[number];

/** Classes that ask for somebody's attention. */
export const openClasses = differenceKinds.filter((kind) => kind !== 'equal');

export interface Sums {
  readonly visits: number;
  /** What hospitals settled (hifp_pay). */
  readonly reportedFen: Fen;
  /** What the policy gives. */
  readonly oursFen: Fen;
}

/** The records of one institution, settlement month and class. */
export interface ClassSums extends Sums {
  readonly institutionCode: string;
  readonly month: Month;
  readonly class: ComparisonClass;
}

/** The class of a record as it is stored: its status, and the difference it was classified as. */
export function comparisonClassOf(status: 'paid' | 'refunded' | 'refund', difference: string | null): ComparisonClass {
  if (status !== 'paid') return 'taken_back';
  if (difference === null) return 'not_reported';
  const known = differenceKinds.find((kind) => kind === difference);
  if (known === undefined) throw new Error(`no class of difference is called ${difference}`);
  return known;
}
