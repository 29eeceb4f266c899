import type { Tx } from '@/db';
import { holdFreeSlot } from '@/db/queries/quota';
import { minuteMs } from '@/server/domain/kernel/instant';
import { type Outcome, refuse } from '@/server/domain/kernel/outcome';
import { whyNotBookable } from '@/server/domain/quota/bookable';
import type { Slot } from '@/server/domain/quota/slot';
import type { ReferralPriority } from '@/server/domain/referral/codes';
import type { AnyRefusal } from '@/server/domain/refusals';
import type { ServiceContext } from '../context';
import type { CreationGround } from './creation-ground';

/** A place that was wanted: the slot now held, or why there is none. */
export interface SlotAttempt {
  readonly sessionId: string;
  readonly slot: Slot | null;
  readonly refusals: readonly AnyRefusal[];
}

/** Takes a free place of the wanted session for the referral; null when none was wanted. */
export async function attemptHold(
  context: ServiceContext,
  tx: Tx,
  { session, contract, quotaRules }: CreationGround,
  referralId: string,
  priority: ReferralPriority,
): Promise<SlotAttempt | null> {
  if (!session) return null;
  const now = context.now();
  const { urgentWindowDays, holdMinutes } = quotaRules;
  const free = { startsAt: session.startsAt, state: { status: 'free' } } as const;
  const refusals: AnyRefusal[] = [...whyNotBookable({ slot: free, session, priority, referralId, urgentWindowDays, now })];
  if (session.status === 'cancelled') refusals.unshift({ code: 'quota.session_cancelled', facts: {} });
  // Without a contract no place may be held, and the rule says so.
  if (refusals.length > 0 || contract === null) return { sessionId: session.id, slot: null, refusals };
  const expiresAt = Math.min(now + holdMinutes * minuteMs, session.startsAt);
  const slot = await holdFreeSlot(tx, { regionCode: session.regionCode, sessionId: session.id, referralId, expiresAt, now });
  const taken = { code: 'quota.slot_taken', facts: { status: 'held' } } as const;
  return { sessionId: session.id, slot, refusals: slot ? [] : [taken] };
}

/** Tells why there is no place where the rule only knows that none is held. */
export function withBookingReasons(refusals: readonly AnyRefusal[], attempt: SlotAttempt | null): Outcome<never, AnyRefusal> {
  const told = refusals.flatMap((refusal) => (refusal.code === 'referral.hold_lost' ? (attempt?.refusals ?? [refusal]) : [refusal]));
  const [first, ...others] = told;
  if (!first) throw new Error('a refusal was lost while its reasons were told');
  return refuse(first, ...others);
}
