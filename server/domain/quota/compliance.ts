import { exact, type Exact, type Fraction } from '@/server/domain/kernel/money';
import { type SlotStatus, slotStatuses } from './slot';

/** How finely a report tells hospitals' capacity apart. */
export const capacityGroupings = ['institution', 'department', 'resource'] as const;
export type CapacityGrouping = (typeof capacityGroupings)[number];

/** Which of the reserved places a number counts: those of a status as it counts now, all that were offered, or those borrowed from another institution. */
export const placeChoices = ['offered', ...slotStatuses, 'borrowed'] as const;
export type PlaceChoice = (typeof placeChoices)[number];

/** One session or one ward's beds of a day: how much there was, and what became of its reserved places. */
export interface ReservedCapacity {
  readonly capacity: number;
  readonly slots: Readonly<Record<SlotStatus, number>>;
  /** Of the places taken, those dealt to one institution and taken by another. */
  readonly borrowed: number;
}

/** A hospital's capacity of some days beside the target (calculations.md §1). */
export interface Compliance {
  readonly capacity: number;
  /** Σ reserved places; what was withdrawn is not offered. */
  readonly offered: number;
  readonly free: number;
  readonly held: number;
  readonly booked: number;
  readonly used: number;
  readonly released: number;
  readonly withdrawn: number;
  readonly noShow: number;
  readonly borrowed: number;
  /** offered ÷ capacity; null when there was no capacity. */
  readonly share: Exact | null;
  /** Null for examinations, for which no policy names a share. */
  readonly target: Fraction | null;
  /** Decided in whole numbers, so that 1/3 is neither missed nor met by a rounding. A span without capacity misses nothing; null without a target. */
  readonly met: boolean | null;
  /** Places short of the target; 0 when it is met or there is none. */
  readonly short: number;
  /** used, no-show and released ÷ offered; null when nothing was offered. */
  readonly useRate: Exact | null;
  readonly noShowRate: Exact | null;
  readonly releaseRate: Exact | null;
}

export function complianceOf(reserved: readonly ReservedCapacity[], target: Fraction | null): Compliance {
  const total = (status: SlotStatus) => reserved.reduce((sum, { slots }) => sum + slots[status], 0);
  const capacity = reserved.reduce((sum, item) => sum + item.capacity, 0);
  const counts = { free: total('free'), held: total('held'), booked: total('booked'), used: total('used'), released: total('released'), noShow: total('no_show') };
  const offered = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const missing = target === null ? 0 : Math.ceil((capacity * target.numerator - offered * target.denominator) / target.denominator);
  return {
    ...{ capacity, offered, ...counts, withdrawn: total('withdrawn') },
    borrowed: reserved.reduce((sum, item) => sum + item.borrowed, 0),
    share: ratio(offered, capacity),
    target,
    met: target === null ? null : missing <= 0,
    short: Math.max(0, missing),
    useRate: ratio(counts.used, offered),
    noShowRate: ratio(counts.noShow, offered),
    releaseRate: ratio(counts.released, offered),
  };
}

function ratio(part: number, whole: number): Exact | null {
  return whole === 0 ? null : exact(part).dividedBy(whole);
}
