import { and, asc, eq, gt, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Placeholders, prepared, shaped } from '@/db/prepared';
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
  const { kind, departmentCode, institutionCode, fromDay, toDay, now, asker, shared, open } = filter;
  const rows = await freeCapacity(shapeOf(filter))(q, {
    ...{ regionCode, kind, departmentCode, institutionCode, fromDay, toDay, now, house: asker?.houseCode ?? '', allianceId: asker?.allianceId ?? null },
    ...{ today: open?.today ?? null, urgentUntil: open?.urgentUntil ?? null },
    ...Object.fromEntries((shared ?? []).flatMap(({ hospitalCode, departmentCode }, at) => [[hospitalAt(at), hospitalCode], [departmentAt(at), departmentCode]])),
  });
  return rows.map(({ session, institutionName, allianceId, own, common, all }) => ({ ...session, institutionName, allianceId, own, common, others: all - own - common }));
}

/** Which conditions a search has; what they compare with is given to each search. */
interface CapacityShape {
  readonly department: boolean;
  readonly institution: boolean;
  readonly asker: 'nobody' | 'of no alliance' | 'of an alliance';
  /** How many departments are shared with the asker; null: every hospital is looked into. */
  readonly shared: number | null;
  readonly open: 'any' | 'for the urgent' | 'for routine';
}

function shapeOf({ departmentCode, institutionCode, asker, shared, open }: CapacityFilter): CapacityShape {
  return {
    ...{ department: departmentCode !== null, institution: institutionCode !== null, shared: shared?.length ?? null },
    asker: asker === null ? 'nobody' : asker.allianceId === null ? 'of no alliance' : 'of an alliance',
    open: open === null ? 'any' : open.urgentUntil === null ? 'for the urgent' : 'for routine',
  };
}

const hospitalAt = (at: number) => `hospital${at}`;
const departmentAt = (at: number) => `department${at}`;

type Given = Placeholders<'regionCode' | 'kind' | 'departmentCode' | 'institutionCode' | 'fromDay' | 'toDay' | 'now' | 'house' | 'allianceId' | 'today' | 'urgentUntil'>;

const freeCapacity = shaped((shape: CapacityShape) => {
  const ofShared = Array.from({ length: shape.shared ?? 0 }, (_, at) => [hospitalAt(at), departmentAt(at)]);
  const names = ['regionCode', 'kind', 'departmentCode', 'institutionCode', 'fromDay', 'toDay', 'now', 'house', 'allianceId', 'today', 'urgentUntil', ...ofShared.flat()];
  return prepared(names, (q, named) => {
    const given = named as Given;
    return q
      .select({
        session: clinicSession,
        institutionName: institution.name,
        allianceId: institution.allianceId,
        own: countOf(sql`${slot.dealtTo} = ${given.house}`),
        common: countOf(sql`${slot.dealtTo} is null`),
        all: sql<number>`count(*)`.mapWith(Number),
      })
      .from(clinicSession)
      .innerJoin(institution, and(eq(institution.regionCode, clinicSession.regionCode), eq(institution.code, clinicSession.institutionCode)))
      .innerJoin(slot, and(eq(slot.regionCode, clinicSession.regionCode), eq(slot.sessionId, clinicSession.id)))
      .where(
        and(
          eq(clinicSession.regionCode, given.regionCode),
          eq(clinicSession.kind, given.kind),
          shape.department ? eq(clinicSession.departmentCode, given.departmentCode) : undefined,
          shape.institution ? eq(clinicSession.institutionCode, given.institutionCode) : undefined,
          onDays(given.fromDay, given.toDay),
          eq(clinicSession.status, 'published'),
          gt(clinicSession.startsAt, given.now),
          gt(clinicSession.releaseAt, given.now),
          openHospitals(shape, given, ofShared.map(([hospital = '', department = '']) => and(eq(clinicSession.institutionCode, named[hospital] ?? ''), eq(clinicSession.departmentCode, named[department] ?? '')))),
          openNow(shape, given),
          freeAt(given.now),
        ),
      )
      .groupBy(clinicSession.regionCode, clinicSession.id, institution.name, institution.allianceId)
      .orderBy(asc(clinicSession.startsAt), asc(clinicSession.institutionCode), asc(clinicSession.resourceName), asc(clinicSession.id))
      .limit(most);
  });
});

/** The rule `standingOf` as a condition: hospitals of the asker's alliance, of none, and departments shared with the asker. */
function openHospitals({ asker, shared }: CapacityShape, { allianceId }: Given, sharedWith: readonly (SQL | undefined)[]): SQL | undefined {
  if (asker === 'nobody' || shared === null) return undefined;
  return or(isNull(institution.allianceId), asker === 'of an alliance' ? eq(institution.allianceId, allianceId) : undefined, ...sharedWith);
}

/** The rule `whyNotBookable` as a condition, as far as it makes a search long. */
function openNow({ open, asker }: CapacityShape, { today, urgentUntil, house, now }: Given): SQL | undefined {
  if (open === 'any') return undefined;
  return and(
    lte(clinicSession.opensOn, today),
    open === 'for the urgent' ? undefined : and(eq(clinicSession.urgentOnly, false), gt(clinicSession.day, urgentUntil)),
    asker === 'nobody' ? undefined : or(isNull(slot.dealtTo), eq(slot.dealtTo, house), lte(clinicSession.borrowAt, now)),
  );
}

function countOf(condition: SQL): SQL<number> {
  return sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`.mapWith(Number);
}
