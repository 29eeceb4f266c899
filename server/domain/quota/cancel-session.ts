import type { Instant } from '@/server/domain/kernel/instant';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import type { CancellationRefusal } from './refusals';

export interface CancellationFacts {
  readonly cancelled: boolean;
  readonly startsAt: Instant;
  /** Numbers of the referrals that hold or have booked one of its places. */
  readonly referralNumbers: readonly string[];
  readonly now: Instant;
}

/**
 * Call a session off before it begins. Nobody is silently dropped: while a referral counts on one of its places, the hospital
 * first gives it another one or declines it. Reasons why not come in the order of `CancellationRefusal`.
 */
export function cancelSession(facts: CancellationFacts): Outcome<'cancelled', CancellationRefusal> {
  const { cancelled, startsAt, referralNumbers, now } = facts;
  const refusals: CancellationRefusal[] = [];
  if (cancelled) refusals.push({ code: 'quota.session_cancelled', facts: {} });
  if (startsAt <= now) refusals.push({ code: 'quota.session_begun', facts: { startsAt } });
  if (referralNumbers.length > 0) {
    refusals.push({ code: 'quota.session_has_referrals', facts: { numbers: referralNumbers } });
  }
  return unlessRefused(refusals, () => 'cancelled' as const);
}
