import { exact, type Exact, type Fen } from './money';

export interface Claim {
  readonly code: string;
  /** How large this claim is beside the others; never negative. */
  readonly weight: Exact | number | string;
}

/**
 * Deal `total` out in proportion to the weights so that the shares add up to it exactly.
 *
 * Largest remainder (Hamilton): everyone gets the whole 分 below their quota, and the 分 left over go to the largest
 * remainders, ties by code. A negative total is dealt as its absolute value and negated. Shares come back in the order
 * of the claims.
 *
 * @throws RangeError when there is something to deal and no weight to deal it by.
 */
export function allocate(total: Fen, claims: readonly Claim[]): Fen[] {
  if (total < 0) return allocate(-total, claims).map((share) => (share === 0 ? 0 : -share));
  const weights = claims.map((claim) => exact(claim.weight));
  if (weights.some((weight) => weight.isNegative() && !weight.isZero())) throw new RangeError('a weight is negative');
  const sum = weights.reduce((left, right) => left.plus(right), exact(0));
  if (sum.isZero()) {
    if (total === 0) return claims.map(() => 0);
    throw new RangeError(`${total} 分 to deal and no weight to deal them by`);
  }
  const quotas = weights.map((weight) => exact(total).times(weight).dividedBy(sum));
  const shares = quotas.map((quota) => quota.floor().toNumber());
  const leftOver = total - shares.reduce((left, right) => left + right, 0);
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: quota.minus(quota.floor()), code: claims[index]?.code ?? '' }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || compareCodes(a.code, b.code));
  for (const { index } of byRemainder.slice(0, leftOver)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/** Code-unit order: the same on every machine and engine, whatever its locale. */
export function compareCodes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
