import { Decimal } from 'decimal.js';
import { type Fen, assertFen } from './fen';

// Whole 分 need no decimals: a screen that only shows them takes them from ./fen, and loads none.
export * from './fen';

/** A rate, share or number of points, as exact decimal text such as "0.55". */
export type DecimalText = string;

/** An exact fraction: 1/3 stays 1/3. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

// Products of 分 and rates have at most 16 + 20 digits before they are rounded; 60 leaves room for quotients.
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 60 });
export type Exact = Decimal;

export function exact(value: Decimal.Value): Exact {
  return new Exact(value);
}

/** Half-up to one 分, away from zero at the midpoint: the one rounding the money rules know. */
export function roundHalfUp(value: Exact): Fen {
  return toFen(value.toDecimalPlaces(0, Decimal.ROUND_HALF_UP));
}

/** base × rate, rounded half-up to one 分. */
export function timesRate(base: Fen, rate: DecimalText | Exact): Fen {
  return roundHalfUp(exact(base).times(rate));
}

/** ceil(count × share) in integers: ceil(9 × 1/3) is 3. */
export function ceilShare(count: number, share: Fraction): number {
  if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  const whole = BigInt(count) * BigInt(share.numerator);
  const parts = BigInt(share.denominator);
  return Number((whole + parts - 1n) / parts);
}

function toFen(value: Exact): Fen {
  return assertFen(value.toNumber());
}
