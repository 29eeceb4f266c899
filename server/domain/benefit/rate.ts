import { exact, roundHalfUp, timesRate, type DecimalText, type Fen } from '@/server/domain/kernel/money';

/**
 * A rate as whole millionths: 0.55 is 550,000. Policy documents hold at most six decimals, so nothing is lost, and whole
 * numbers below 2^53 add and multiply exactly without building a Decimal for every visit.
 */
export type Millionths = number;

const million = 1_000_000;
const parsed = new Map<DecimalText, Millionths>();
const written = new Map<Millionths, DecimalText>();

/** @throws RangeError for a rate with more than six decimals, which `checkPolicy` never lets in. */
export function parseRate(text: DecimalText): Millionths {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const value = exact(text).times(million);
  if (!value.isInteger()) throw new RangeError(`a rate with more than six decimals: ${text}`);
  parsed.set(text, value.toNumber());
  return value.toNumber();
}

/** Decimal text with at least two places: "0.80", "0.125". */
export function formatRate(rate: Millionths): DecimalText {
  const known = written.get(rate);
  if (known !== undefined) return known;
  const value = exact(rate).dividedBy(million);
  const text = value.toFixed(Math.max(2, value.decimalPlaces()));
  written.set(rate, text);
  return text;
}

/** A rate times a factor, half-up to a millionth. */
export function applyFactor(rate: Millionths, factor: Millionths): Millionths {
  return factor === million ? rate : payAtRate(rate, factor);
}

/** base × rate, half-up to one 分; the same as `timesRate` for every base and rate. */
export function payAtRate(baseFen: Fen, rate: Millionths): Fen {
  const product = baseFen * rate;
  if (baseFen < 0 || !Number.isSafeInteger(product + million)) return timesRate(baseFen, formatRate(rate));
  const roundedUp = product + million / 2;
  return (roundedUp - (roundedUp % million)) / million;
}

/** Σ base × rate over slices, half-up once at the end. */
export function paySlices(slices: readonly { readonly baseFen: Fen; readonly rate: Millionths }[]): Fen {
  const millionths = slices.reduce((sum, slice) => sum.plus(exact(slice.baseFen).times(slice.rate)), exact(0));
  return roundHalfUp(millionths.dividedBy(million));
}
