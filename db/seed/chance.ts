/**
 * Chance that repeats: every draw is a pure function of a seed number and a name ("resident 17"), so that the
 * demo district is the same on every machine and any part of it can be made again without the rest.
 */
export interface Chance {
  /** In [0, 1). */
  next(): number;
  /** A whole number from `from` to `to`, both included. */
  whole(from: number, to: number): number;
  happens(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** An item by weights of the same length. */
  weighted<Item>(items: readonly Item[], weights: readonly number[]): Item;
  /** Log-normal around a median: how amounts of money spread. */
  spread(median: number, sigma: number): number;
}

export function chanceOf(seed: number, name: string): Chance {
  let state = hash(`${seed}/${name}`);
  const next = () => {
    // mulberry32: 32 bits of state, good enough for a town that never existed.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  return {
    next,
    pick,
    whole: (from, to) => from + Math.floor(next() * (to - from + 1)),
    happens: (probability) => next() < probability,
    weighted(items, weights) {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
      const found = items.find((_, at) => (left -= weights[at] ?? 0) < 0);
      return found ?? pick(items);
    },
    spread: (median, sigma) => median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value | 0;
}
