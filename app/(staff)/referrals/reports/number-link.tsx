import { referralReport as copy } from '@/app/_copy/referral-report';
import Link from '@/app/_ui/link';

/** A count that opens to what it counts; nothing opens to nothing, and null leads nowhere. */
export function NumberLink({ count, href, what, text }: { readonly count: number; readonly href: string | null; readonly what: string; readonly text?: string }) {
  const shown = text ?? copy.number(count);
  if (count === 0 || href === null) return shown;
  return (
    <Link href={href} aria-label={`${what} ${shown}`}>
      {shown}
    </Link>
  );
}

/** One decimal with its sign, for reading; a dash where there is nothing to divide by. */
export function percentOf(share: string | null): string {
  return share === null ? copy.none : copy.percent((Number(share) * 100).toFixed(1));
}

/** One decimal, for drawing. */
export function toPercent(share: string | null): number | null {
  return share === null ? null : Math.round(Number(share) * 1000) / 10;
}
