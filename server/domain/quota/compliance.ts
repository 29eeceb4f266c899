import { exact, type Exact, type Fraction } from '@/server/domain/kernel/money';
import type { SlotStatus } from './slot';

/** One session or one ward's beds of a day: how much there was, and what became of its reserved places. */
export interface ReservedCapacity {
  readonly capacity: number;
  readonly slots: Readonly<Record<SlotStatus, number>>;
}

/** A hospital's month beside the target (calculations.md §1). */
export interface Compliance {
  readonly capacity: number;
  /** Σ reserved places. */
  readonly offered: number;
  readonly held: number;
  readonly booked: number;
  readonly used: number;
  readonly released: number;
  readonly noShow: number;
  /** offered ÷ capacity; null when there was no capacity. */
  readonly share: Exact | null;
  readonly target: Fraction;
  /** Decided in whole numbers, so that 1/3 is neither missed nor met by a rounding. A month without capacity misses nothing. */
  readonly met: boolean;
  /** used, no-show and released ÷ offered; null when nothing was offered. */
  readonly useRate: Exact | null;
  readonly noShowRate: Exact | null;
  readonly releaseRate: Exact | null;
}

export function complianceOf(reserved: readonly ReservedCapacity[], target: Fraction): Compliance {
  const total = (status: SlotStatus) => reserved.reduce((sum, { slots }) => sum + slots[status], 0);
  const capacity = reserved.reduce((sum, item) => sum + item.capacity, 0);
  const [held, booked, used, released, noShow] = [
    total('held'),
    total('booked'),
    total('used'),
    total('released'),
    total('no_show'),
  ];
  const offered = total('free') + held + booked + used + released + noShow;
  return {
    capacity,
    offered,
    held,
    booked,
    used,
    released,
    noShow,
    share: ratio(offered, capacity),
    target,
    met: offered * target.denominator >= capacity * target.numerator,
    useRate: ratio(used, offered),
    noShowRate: ratio(noShow, offered),
    releaseRate: ratio(released, offered),
  };
}

function ratio(part: number, whole: number): Exact | null {
  return whole === 0 ? null : exact(part).dividedBy(whole);
}
