import { type SQL, and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { clinicSession, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { slotStatuses, type SlotStatus } from '@/server/domain/quota/slot';
import { type KeptSession, onDays } from './quota';

export type SlotCounts = Readonly<Record<SlotStatus, number>>;

/** A published session with what became of its reserved places. */
export interface SessionUse extends KeptSession {
  readonly slots: SlotCounts;
}

/** The published sessions within reach on some days, by time, department and specialist. */
export async function listSessions(
  q: Queryable,
  reach: Reach,
  filter: { readonly institutionCode: string | null; readonly fromDay: Day; readonly toDay: Day; readonly now: Instant },
): Promise<SessionUse[]> {
  const sessions = await q
    .select()
    .from(clinicSession)
    .where(
      and(
        within(reach, clinicSession.regionCode, clinicSession.institutionCode),
        filter.institutionCode === null ? undefined : eq(clinicSession.institutionCode, filter.institutionCode),
        onDays(filter.fromDay, filter.toDay),
        eq(clinicSession.status, 'published'),
      ),
    )
    .orderBy(asc(clinicSession.startsAt), asc(clinicSession.departmentCode), asc(clinicSession.resourceName), asc(clinicSession.id));
  const counts = await listSessionUse(q, reach.regionCode, sessions.map((session) => session.id), filter.now);
  return sessions.map((session) => ({ ...session, slots: counts.get(session.id) ?? noSlots() }));
}

/** What became of the reserved places of some sessions; one without any is missing. */
export async function listSessionUse(q: Queryable, regionCode: string, sessionIds: readonly string[], now: Instant): Promise<Map<string, SlotCounts>> {
  const counts = new Map<string, SlotCounts>();
  if (sessionIds.length === 0) return counts;
  const rows = await q
    .select({ sessionId: slot.sessionId, status: statusAt(now), places: places() })
    .from(slot)
    .where(and(eq(slot.regionCode, regionCode), inArray(slot.sessionId, [...sessionIds])))
    // By position: an expression with a bound value is not the same expression twice to PostgreSQL.
    .groupBy(sql`1`, sql`2`);
  for (const { sessionId, status, places: held } of rows) {
    counts.set(sessionId, { ...(counts.get(sessionId) ?? noSlots()), [status]: held });
  }
  return counts;
}

/** The departments that have published sessions from a day on, for choosing where to refer. */
export async function listSessionDepartments(q: Queryable, regionCode: string, fromDay: Day): Promise<{ code: string; name: string }[]> {
  return q
    .selectDistinct({ code: clinicSession.departmentCode, name: clinicSession.departmentName })
    .from(clinicSession)
    .where(and(eq(clinicSession.regionCode, regionCode), sql`${clinicSession.day} >= ${fromDay}`, eq(clinicSession.status, 'published')))
    .orderBy(asc(clinicSession.departmentCode), asc(clinicSession.departmentName));
}

/** No places in any status, to count up from. */
export function noSlots(): Record<SlotStatus, number> {
  return Object.fromEntries(slotStatuses.map((status) => [status, 0])) as Record<SlotStatus, number>;
}

function places(): SQL<number> {
  return sql<number>`count(*)`.mapWith(Number);
}

/** The status as it counts now: a hold that has run out is free. */
export function statusAt(now: Instant): SQL<SlotStatus> {
  return sql<SlotStatus>`case when ${slot.status} = 'held' and ${slot.expiresAt} <= ${now} then 'free' else ${slot.status} end`;
}
