import { coverage as copy } from '@/app/_copy/coverage';

/** One decimal, for drawing. */
export function toPercent(share: string | null): number | null {
  return share === null ? null : Math.round(Number(share) * 1000) / 10;
}

/** One decimal with its sign, for reading. */
export function percentOf(share: string | null): string {
  const percent = toPercent(share);
  return percent === null ? copy.none : `${percent.toFixed(1)}%`;
}
