import { Decimal } from 'decimal.js';

/** Integer 分 (1/100 yuan). Every amount in the domain, the database and the API is one of these. */
export type Fen = number;

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

const yuanPattern = /^-?\d{1,13}(\.\d{1,2})?$/;

/** Yuan as people and files write them ("1234.5") to 分; null when the text is no amount with at most two decimals. */
export function parseYuan(text: string): Fen | null {
  if (!yuanPattern.test(text)) return null;
  const negative = text.startsWith('-');
  const [yuan = '0', cents = ''] = text.replace('-', '').split('.');
  const fen = Number(yuan) * 100 + Number(cents.padEnd(2, '0'));
  return negative && fen !== 0 ? -fen : fen;
}

/** 分 as yuan with two decimals: 123456 → "1234.56". */
export function formatYuan(fen: Fen): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export function sumFen(amounts: Iterable<Fen>): Fen {
  let total = 0;
  for (const amount of amounts) total += amount;
  return assertFen(total);
}

export function assertFen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of 分: ${value}`);
  return value === 0 ? 0 : value;
}

function toFen(value: Exact): Fen {
  return assertFen(value.toNumber());
}
