import { and, asc, eq, gt, gte, inArray, lte, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { clinicSession, referral, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ClinicSession, Slot } from '@/server/domain/quota/slot';
import type { ReferralPriority, ReferralStatus } from '@/server/domain/referral/codes';
import { type KeptSession, insertSlots, slotOf } from './quota';

/** A session of a pattern with its slots; false, and nothing is left behind, when the day has been made or published by hand already. */
export async function insertMadeSession(tx: Tx, session: ClinicSession, slots: readonly Slot[]): Promise<boolean> {
  const won = await tx
    .insert(clinicSession)
    .values({ ...session, status: 'published' })
    .onConflictDoNothing()
    .returning({ id: clinicSession.id });
  if (won.length === 0) return false;
  await insertSlots(tx, slots);
  return true;
}

/** The days of these patterns for which a session was made, called off since or not, from a day on. */
export async function listMadeDays(q: Queryable, regionCode: string, fromDay: Day): Promise<{ scheduleId: string; day: Day }[]> {
  const rows = await q
    .select({ scheduleId: clinicSession.scheduleId, day: clinicSession.day })
    .from(clinicSession)
    .where(and(eq(clinicSession.regionCode, regionCode), gt(clinicSession.scheduleId, ''), gte(clinicSession.day, fromDay)));
  return rows.flatMap(({ scheduleId, day }) => (scheduleId === null ? [] : [{ scheduleId, day }]));
}

/** The published sessions of a pattern that have not begun, by day. */
export async function listComingSessions(q: Queryable, regionCode: string, scheduleId: string, now: Instant): Promise<KeptSession[]> {
  return q
    .select()
    .from(clinicSession)
    .where(and(eq(clinicSession.regionCode, regionCode), eq(clinicSession.scheduleId, scheduleId), eq(clinicSession.status, 'published'), gt(clinicSession.startsAt, now)))
    .orderBy(asc(clinicSession.day), asc(clinicSession.id));
}

/** All places of a session, by number. */
export async function listSlotsOfSession(q: Queryable, regionCode: string, sessionId: string): Promise<Slot[]> {
  const rows = await q
    .select()
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), eq(slot.sessionId, sessionId)))
    .orderBy(asc(slot.number));
  return rows.map(slotOf);
}

/** A referral that holds, has booked or has used a place of a session. */
export interface Holder {
  readonly slot: Slot;
  readonly referralId: string;
  readonly number: string;
  readonly status: ReferralStatus;
  readonly priority: ReferralPriority;
  readonly residentId: string;
}

/** Who counts on a place of a session at `now`, by the place's number; a hold that has run out counts no more. */
export async function listHolders(q: Queryable, regionCode: string, sessionId: string, now: Instant): Promise<Holder[]> {
  const rows = await q
    .select({ slot, referralId: referral.id, number: referral.number, status: referral.status, priority: referral.priority, residentId: referral.residentId })
    .from(slot)
    .innerJoin(referral, and(eq(referral.regionCode, slot.regionCode), eq(referral.id, slot.referralId)))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.sessionId, sessionId),
        or(inArray(slot.status, ['booked', 'used', 'no_show']), and(eq(slot.status, 'held'), gt(slot.expiresAt, now))),
      ),
    )
    .orderBy(asc(slot.number));
  return rows.map((row) => ({ ...row, slot: slotOf(row.slot) }));
}

/** Saves capacity and reserved part of a published session seen in `version`; false when somebody was faster. */
export async function saveCapacity(tx: Tx, session: KeptSession, change: Pick<ClinicSession, 'capacity' | 'reserved' | 'borrowAt'>): Promise<boolean> {
  const { capacity, reserved, borrowAt } = change;
  const won = await tx
    .update(clinicSession)
    .set({ capacity, reserved, borrowAt, version: session.version + 1 })
    .where(
      and(
        eq(clinicSession.regionCode, session.regionCode),
        eq(clinicSession.id, session.id),
        eq(clinicSession.version, session.version),
        eq(clinicSession.status, 'published'),
      ),
    )
    .returning({ id: clinicSession.id });
  return won.length === 1;
}

/** Lets a session go from its pattern, which may make the day anew: it was called off because the pattern changed, not for itself. */
export async function detachFromSchedule(tx: Tx, regionCode: string, sessionId: string): Promise<void> {
  await tx
    .update(clinicSession)
    .set({ scheduleId: null })
    .where(and(eq(clinicSession.regionCode, regionCode), eq(clinicSession.id, sessionId)));
}

/** Published sessions of a hospital that could take over another's patients: the same kind, on these days, not begun. */
export async function listStandIns(
  q: Queryable,
  called: Pick<ClinicSession, 'regionCode' | 'institutionCode' | 'kind' | 'id'>,
  days: { readonly fromDay: Day; readonly toDay: Day; readonly now: Instant },
): Promise<KeptSession[]> {
  const rows = await q
    .select()
    .from(clinicSession)
    .where(
      and(
        eq(clinicSession.regionCode, called.regionCode),
        eq(clinicSession.institutionCode, called.institutionCode),
        eq(clinicSession.kind, called.kind),
        eq(clinicSession.status, 'published'),
        gte(clinicSession.day, days.fromDay),
        lte(clinicSession.day, days.toDay),
        gt(clinicSession.releaseAt, days.now),
      ),
    )
    .orderBy(asc(clinicSession.startsAt), asc(clinicSession.departmentCode), asc(clinicSession.resourceName), asc(clinicSession.id))
    .limit(200);
  return rows.filter(({ id }) => id !== called.id);
}
