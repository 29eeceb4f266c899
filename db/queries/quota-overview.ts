import { type SQL, and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { clinicSession, institution, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { ReservedCapacity } from '@/server/domain/quota/compliance';
import { slotStatuses, type SlotStatus } from '@/server/domain/quota/slot';
import { type KeptSession, freeAt, onDays } from './quota';

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
  const counts = await countSlots(q, reach.regionCode, sessions.map((session) => session.id), filter.now);
  return sessions.map((session) => ({ ...session, slots: counts.get(session.id) ?? noSlots() }));
}

async function countSlots(q: Queryable, regionCode: string, sessionIds: readonly string[], now: Instant): Promise<Map<string, SlotCounts>> {
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

/** A session with places that may be held now, as the referring doctor chooses among them. */
export interface FreeCapacity extends KeptSession {
  readonly institutionName: string;
  readonly free: number;
}

/**
 * Sessions of the region that have free places, are open to the family-doctor side and not yet released, earliest first. The
 * urgent window is left to the rule `bookable`.
 */
export async function listFreeCapacity(
  q: Queryable,
  regionCode: string,
  filter: {
    readonly departmentCode: string;
    readonly institutionCode: string | null;
    readonly fromDay: Day;
    readonly toDay: Day;
    readonly today: Day;
    readonly now: Instant;
  },
): Promise<FreeCapacity[]> {
  const rows = await q
    .select({ session: clinicSession, institutionName: institution.name, free: places() })
    .from(slot)
    .innerJoin(clinicSession, and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId)))
    .innerJoin(institution, and(eq(institution.regionCode, slot.regionCode), eq(institution.code, slot.institutionCode)))
    .where(
      and(
        eq(slot.regionCode, regionCode),
        eq(slot.departmentCode, filter.departmentCode),
        freeAt(filter.now),
        gt(slot.startsAt, filter.now),
        filter.institutionCode === null ? undefined : eq(slot.institutionCode, filter.institutionCode),
        onDays(filter.fromDay, filter.toDay),
        eq(clinicSession.status, 'published'),
        lte(clinicSession.opensOn, filter.today),
        gt(clinicSession.releaseAt, filter.now),
      ),
    )
    .groupBy(clinicSession.regionCode, clinicSession.id, institution.name)
    .orderBy(asc(clinicSession.startsAt), asc(clinicSession.institutionCode), asc(clinicSession.resourceName), asc(clinicSession.id))
    .limit(200);
  return rows.map(({ session, institutionName, free }) => ({ ...session, institutionName, free }));
}

/** Each institution's published capacity on some days, and what became of the reserved part. */
export async function listCapacityByInstitution(
  q: Queryable,
  reach: Reach,
  days: { readonly fromDay: Day; readonly toDay: Day; readonly now: Instant },
): Promise<(ReservedCapacity & { readonly institutionCode: string; readonly institutionName: string; readonly sessions: number })[]> {
  const published = and(
    within(reach, clinicSession.regionCode, clinicSession.institutionCode),
    onDays(days.fromDay, days.toDay),
    eq(clinicSession.status, 'published'),
  );
  const capacities = await q
    .select({
      institutionCode: clinicSession.institutionCode,
      institutionName: institution.name,
      sessions: places(),
      capacity: sql<number>`sum(${clinicSession.capacity})`.mapWith(Number),
    })
    .from(clinicSession)
    .innerJoin(institution, and(eq(institution.regionCode, clinicSession.regionCode), eq(institution.code, clinicSession.institutionCode)))
    .where(published)
    .groupBy(clinicSession.institutionCode, institution.name)
    .orderBy(asc(clinicSession.institutionCode));
  const used = await q
    .select({ institutionCode: slot.institutionCode, status: statusAt(days.now), places: places() })
    .from(slot)
    .innerJoin(clinicSession, and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId)))
    .where(published)
    .groupBy(sql`1`, sql`2`);
  return capacities.map((row) => {
    const own = used.filter((each) => each.institutionCode === row.institutionCode);
    return { ...row, slots: own.reduce((sum, each) => ({ ...sum, [each.status]: each.places }), noSlots()) };
  });
}

/** The departments that have published sessions from a day on, for choosing where to refer. */
export async function listSessionDepartments(q: Queryable, regionCode: string, fromDay: Day): Promise<{ code: string; name: string }[]> {
  return q
    .selectDistinct({ code: clinicSession.departmentCode, name: clinicSession.departmentName })
    .from(clinicSession)
    .where(and(eq(clinicSession.regionCode, regionCode), sql`${clinicSession.day} >= ${fromDay}`, eq(clinicSession.status, 'published')))
    .orderBy(asc(clinicSession.departmentCode), asc(clinicSession.departmentName));
}

function noSlots(): SlotCounts {
  return Object.fromEntries(slotStatuses.map((status) => [status, 0])) as Record<SlotStatus, number>;
}

function places(): SQL<number> {
  return sql<number>`count(*)`.mapWith(Number);
}

/** The status as it counts now: a hold that has run out is free. */
function statusAt(now: Instant): SQL<SlotStatus> {
  return sql<SlotStatus>`case when ${slot.status} = 'held' and ${slot.expiresAt} <= ${now} then 'free' else ${slot.status} end`;
}
