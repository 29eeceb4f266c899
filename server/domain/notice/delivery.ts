import { type Instant, hourMs, minuteMs } from '@/server/domain/kernel/instant';

/** Longer than a carrier takes to answer; afterwards another process may try. */
export const attemptMs = 2 * minuteMs;

/** How long after each failed attempt the next one follows. After the last one nobody tries by themselves. */
const waits = [minuteMs, 5 * minuteMs, 30 * minuteMs, 4 * hourMs] as const;

export type AfterFailure = { readonly again: Instant } | { readonly again: null };

/**
 * What follows a failed attempt: another one at a moment, or none, because the carrier refuses for good, because there were enough, or
 * because what it tells would be of no use by then.
 *
 * @param attempts how many there were, this one included.
 */
export function afterFailure(attempts: number, { mayRetry, uselessAt, now }: { readonly mayRetry: boolean; readonly uselessAt: Instant | null; readonly now: Instant }): AfterFailure {
  const wait = waits[attempts - 1];
  const again = wait === undefined || !mayRetry ? null : now + wait;
  return again === null || (uselessAt !== null && again >= uselessAt) ? { again: null } : { again };
}

export const deliveries = ['waiting', 'sent', 'failed', 'in_app'] as const;
export type Delivery = (typeof deliveries)[number];

/** Where a notice stands. */
export function deliveryOf({ channel, sentAt, failedAt }: { readonly channel: 'sms' | 'in_app'; readonly sentAt: Instant | null; readonly failedAt: Instant | null }): Delivery {
  if (channel === 'in_app') return 'in_app';
  if (sentAt !== null) return 'sent';
  return failedAt === null ? 'waiting' : 'failed';
}
