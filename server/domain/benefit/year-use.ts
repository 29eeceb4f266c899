import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Fen } from '@/server/domain/kernel/money';
import type { Visit } from '@/server/domain/visit/visit';
import type { LayerTotals } from './layers';

/** What the visits of one benefit year have used of it, by accumulation, or by what the plan counts together or apart. */
export interface YearUse {
  readonly deductible: Readonly<Record<string, Fen>>;
  readonly base: Readonly<Record<string, Fen>>;
  readonly fund: Readonly<Record<string, Fen>>;
  readonly layers: LayerTotals;
  /** How many stays there were, by accumulation. */
  readonly admissions: Readonly<Record<string, number>>;
  /** The last visit of the year in the order of the fold. */
  readonly last: Pick<Visit, 'settledAt' | 'institutionCode' | 'settlementId'>;
}

/** By the year's first day. */
export type YearUses = ReadonlyMap<Day, YearUse>;

export const nothingUsed: YearUses = new Map();
