import type { Tx } from '@/db';
import { listDealees } from '@/db/queries/reserving';
import { borrowAt, dealPlaces, type DealtSession } from '@/server/domain/quota/deal-places';
import type { QuotaRules } from '@/server/domain/quota/rules';
import type { ClinicSession, Slot } from '@/server/domain/quota/slot';

/**
 * Deals a session's new places to the primary institutions of the hospital's alliance, where policy wants them dealt. Call it before the
 * slots are inserted, for the whole session when it is published and for the added places when its capacity grows, and insert what it
 * answers.
 */
export async function dealSlots(
  tx: Tx,
  session: ClinicSession,
  slots: readonly Slot[],
  rules: Pick<QuotaRules, 'dealing' | 'borrowHoursBefore'>,
): Promise<DealtSession> {
  if (!rules.dealing || slots.length === 0) return { session, slots };
  const dealt = dealPlaces(slots, await listDealees(tx, session));
  const anyDealt = dealt.some(({ dealtTo }) => dealtTo !== null);
  return { session: anyDealt ? { ...session, borrowAt: borrowAt(session.startsAt, rules) } : session, slots: dealt };
}
