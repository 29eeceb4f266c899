import { and, asc, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { clinicSession, institution, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { FreeCounts } from '@/server/domain/quota/free-places';
import type { Party } from '@/server/domain/quota/may-reserve';
import type { CapacityKind } from '@/server/domain/quota/slot';
import { type KeptSession, freeAt, onDays } from './quota';

/** A session with places nobody has taken. */
export interface FreeCapacity extends KeptSession, FreeCounts {
  readonly institutionName: string;
  readonly allianceId: string | null;
}

export interface CapacityFilter {
  readonly kind: CapacityKind;
  /** Null: every department. */
  readonly departmentCode: string | null;
  /** Null: every hospital. */
  readonly institutionCode: string | null;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly now: Instant;
  /** Whose own places are told from others'; null for an onlooker. */
  readonly asker: Party | null;
  /** What is shared with the asker by specialty alliances; leaves out what is not open to the asker. Null: every hospital. */
  readonly shared: readonly { readonly hospitalCode: string; readonly departmentCode: string }[] | null;
  /** Leaves out what the rule withholds from the asker, so that it does not hide what comes later; null: it is looked for. */
  readonly open: OpenNow | null;
}

export interface OpenNow {
  readonly today: Day;
  /** The last day on which a place is kept for the urgent; null: the search is for somebody urgent. */
  readonly urgentUntil: Day | null;
}

/** More than anybody reads; the earliest come first. */
const most = 300;

/**
 * Sessions of the region with free places that have neither begun nor been released, earliest first, with their free places by whom they
 * were dealt to. It walks the sessions of a department's days and counts in `slot_free` alone, so that it costs what it finds and not what
 * there is. What it finds is judged by the rule once more.
 */
export async function listFreeCapacity(q: Queryable, regionCode: string, filter: CapacityFilter): Promise<FreeCapacity[]> {
  const house = filter.asker?.houseCode ?? '';
  const rows = await q
    .select({
      session: clinicSession,
      institutionName: institution.name,
      allianceId: institution.allianceId,
      own: countOf(sql`${slot.dealtTo} = ${house}`),
      common: countOf(sql`${slot.dealtTo} is null`),
      all: sql<number>`count(*)`.mapWith(Number),
    })
    .from(clinicSession)
    .innerJoin(institution, and(eq(institution.regionCode, clinicSession.regionCode), eq(institution.code, clinicSession.institutionCode)))
    .innerJoin(slot, and(eq(slot.regionCode, clinicSession.regionCode), eq(slot.sessionId, clinicSession.id)))
    .where(
      and(
        eq(clinicSession.regionCode, regionCode),
        eq(clinicSession.kind, filter.kind),
        filter.departmentCode === null ? undefined : eq(clinicSession.departmentCode, filter.departmentCode),
        filter.institutionCode === null ? undefined : eq(clinicSession.institutionCode, filter.institutionCode),
        onDays(filter.fromDay, filter.toDay),
        eq(clinicSession.status, 'published'),
        gt(clinicSession.startsAt, filter.now),
        gt(clinicSession.releaseAt, filter.now),
        openHospitals(filter),
        openNow(filter),
        freeAt(filter.now),
      ),
    )
    .groupBy(clinicSession.regionCode, clinicSession.id, institution.name, institution.allianceId)
    .orderBy(asc(clinicSession.startsAt), asc(clinicSession.institutionCode), asc(clinicSession.resourceName), asc(clinicSession.id))
    .limit(most);
  return rows.map(({ session, institutionName, allianceId, own, common, all }) => ({ ...session, institutionName, allianceId, own, common, others: all - own - common }));
}

/** The rule `standingOf` as a condition: hospitals of the asker's alliance, of none, and departments shared with the asker. */
function openHospitals({ asker, shared }: CapacityFilter): SQL | undefined {
  if (asker === null || shared === null) return undefined;
  return or(
    isNull(institution.allianceId),
    asker.allianceId === null ? undefined : eq(institution.allianceId, asker.allianceId),
    ...shared.map(({ hospitalCode, departmentCode }) => and(eq(clinicSession.institutionCode, hospitalCode), eq(clinicSession.departmentCode, departmentCode))),
  );
}

/** The rule `whyNotBookable` as a condition, as far as it makes a search long. */
function openNow({ open, asker, now }: CapacityFilter): SQL | undefined {
  if (open === null) return undefined;
  const { today, urgentUntil } = open;
  return and(
    lte(clinicSession.opensOn, today),
    urgentUntil === null ? undefined : and(eq(clinicSession.urgentOnly, false), gt(clinicSession.day, urgentUntil)),
    asker === null ? undefined : or(isNull(slot.dealtTo), eq(slot.dealtTo, asker.houseCode), lte(clinicSession.borrowAt, now)),
  );
}

function countOf(condition: SQL): SQL<number> {
  return sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
}
