/** How a set of durations lies; the figures are members of the set, never between two of them. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
}

/** Durations in whole units, of which any number takes no more room than there are different ones. */
export class Durations {
  private readonly times = new Map<number, number>();
  private count = 0;

  add(value: number): void {
    this.times.set(value, (this.times.get(value) ?? 0) + 1);
    this.count += 1;
  }

  /** Median and ninth decile by nearest rank; null where there is nothing to rank. */
  spread(): Spread | null {
    if (this.count === 0) return null;
    const sorted = [...this.times].sort(([a], [b]) => a - b);
    return { count: this.count, median: this.rank(sorted, 50), p90: this.rank(sorted, 90) };
  }

  /** The smallest member that at least `percent` of a hundred do not exceed. */
  private rank(sorted: readonly (readonly [number, number])[], percent: number): number {
    let left = Math.max(1, Math.ceil((this.count * percent) / 100));
    for (const [value, times] of sorted) {
      left -= times;
      if (left <= 0) return value;
    }
    throw new Error('there are fewer durations than were counted');
  }
}
