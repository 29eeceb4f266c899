/** How a set of durations lies; the figures are members of the set, never between two of them. */
export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
}

/** Median and ninth decile by nearest rank; null where there is nothing to rank. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return { count: sorted.length, median: rank(sorted, 50), p90: rank(sorted, 90) };
}

/** The smallest member that at least `percent` of a hundred do not exceed. */
function rank(sorted: readonly number[], percent: number): number {
  const place = Math.max(1, Math.ceil((sorted.length * percent) / 100));
  return sorted[place - 1] ?? 0;
}
