import { type SQL, and, asc, eq, gt, ne, not, sql } from 'drizzle-orm';
import type { Queryable } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { clinicSession, institution, referral, slot } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CapacityGrouping, PlaceChoice, ReservedCapacity } from '@/server/domain/quota/compliance';
import type { CapacityKind, SlotStatus } from '@/server/domain/quota/slot';
import { freeAt, onDays } from './quota';
import { noSlots, statusAt } from './quota-overview';
import type { PageOf } from './resident';

export interface CapacityFilter {
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly now: Instant;
  readonly kind: CapacityKind | null;
  readonly institutionCode: string | null;
  readonly departmentCode: string | null;
  readonly resourceName: string | null;
}

export interface CapacityGroup extends ReservedCapacity {
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  /** Null where the grouping is coarser. */
  readonly departmentCode: string | null;
  readonly departmentName: string | null;
  readonly resourceName: string | null;
  readonly sessions: number;
}

/** Published capacity on some days and what became of its reserved part, by kind and hospital and as finely as asked for. */
export async function listCapacityGroups(q: Queryable, reach: Reach, filter: CapacityFilter, by: CapacityGrouping): Promise<CapacityGroup[]> {
  const keys = keysOf(by);
  const capacities = await q
    .select({ ...keys, departmentName: sql<string>`max(${clinicSession.departmentName})`, sessions: total(), capacity: sql<number>`coalesce(sum(${clinicSession.capacity}), 0)`.mapWith(Number) })
    .from(clinicSession)
    .where(sessionsOf(reach, filter))
    // By position: an expression with a bound value is not the same expression twice to PostgreSQL.
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`)
    .orderBy(sql`1`, sql`2`, sql`3`, sql`4`);
  const uses = await q
    .select({ ...keys, status: statusAt(filter.now), places: total(), borrowed: total(isBorrowed()) })
    .from(slot)
    .innerJoin(clinicSession, sameSession())
    .leftJoin(referral, sameReferral())
    .where(sessionsOf(reach, filter))
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`, sql`5`);
  const found = new Map<string, { slots: Record<SlotStatus, number>; borrowed: number }>();
  for (const { status, places, borrowed, ...key } of uses) {
    const group = found.get(keyOf(key)) ?? { slots: noSlots(), borrowed: 0 };
    found.set(keyOf(key), { slots: { ...group.slots, [status]: group.slots[status] + places }, borrowed: group.borrowed + (status === 'free' ? 0 : borrowed) });
  }
  return capacities.map(({ departmentName, departmentCode, ...row }) => ({
    ...row,
    departmentCode,
    departmentName: departmentCode === null ? null : departmentName,
    ...(found.get(keyOf({ ...row, departmentCode })) ?? { slots: noSlots(), borrowed: 0 }),
  }));
}

/** Σ capacity and Σ reserved places of a kind in each month. */
export interface CapacityMonth {
  readonly month: string;
  readonly kind: CapacityKind;
  readonly capacity: number;
  readonly offered: number;
}

export async function listCapacityMonths(q: Queryable, reach: Reach, filter: CapacityFilter): Promise<CapacityMonth[]> {
  const month = sql<string>`substr(${clinicSession.day}, 1, 7)`;
  const capacities = await q
    .select({ month, kind: clinicSession.kind, capacity: sql<number>`coalesce(sum(${clinicSession.capacity}), 0)`.mapWith(Number) })
    .from(clinicSession)
    .where(sessionsOf(reach, filter))
    .groupBy(sql`1`, sql`2`)
    .orderBy(sql`1`, sql`2`);
  const offered = await q
    .select({ month, kind: clinicSession.kind, places: total() })
    .from(slot)
    .innerJoin(clinicSession, sameSession())
    .where(and(sessionsOf(reach, filter), ne(slot.status, 'withdrawn')))
    .groupBy(sql`1`, sql`2`);
  return capacities.map((row) => ({ ...row, offered: offered.find((each) => each.month === row.month && each.kind === row.kind)?.places ?? 0 }));
}

/** What one sending institution took of the reserved places of one hospital. */
export interface CapacityTaker {
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly fromInstitutionCode: string;
  readonly slots: Readonly<Record<SlotStatus, number>>;
  readonly borrowed: number;
}

export async function listCapacityTakers(q: Queryable, reach: Reach, filter: CapacityFilter): Promise<CapacityTaker[]> {
  const rows = await q
    .select({ kind: clinicSession.kind, institutionCode: clinicSession.institutionCode, fromInstitutionCode: referral.fromInstitutionCode, status: statusAt(filter.now), places: total(), borrowed: total(isBorrowed()) })
    .from(slot)
    .innerJoin(clinicSession, sameSession())
    .innerJoin(referral, sameReferral())
    .where(sessionsOf(reach, filter))
    .groupBy(sql`1`, sql`2`, sql`3`, sql`4`)
    .orderBy(sql`1`, sql`2`, sql`3`, sql`4`);
  const takers = new Map<string, CapacityTaker>();
  for (const { status, places, borrowed, ...ends } of rows) {
    const key = `${ends.kind} ${ends.institutionCode} ${ends.fromInstitutionCode}`;
    const taker = takers.get(key) ?? { ...ends, slots: noSlots(), borrowed: 0 };
    takers.set(key, { ...taker, slots: { ...taker.slots, [status]: taker.slots[status] + places }, borrowed: taker.borrowed + (status === 'free' ? 0 : borrowed) });
  }
  return [...takers.values()];
}

export interface ReportedPlace {
  readonly id: string;
  readonly number: number;
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly startsAt: Instant;
  readonly status: SlotStatus;
  readonly dealtTo: string | null;
  readonly referralId: string | null;
  readonly referralNumber: string | null;
  readonly fromInstitutionCode: string | null;
}

/** The reserved places behind a number of the report, by time. */
export async function listReportedPlaces(
  q: Queryable,
  reach: Reach,
  filter: CapacityFilter & { readonly choice: PlaceChoice; readonly fromInstitutionCode: string | null },
  { page, pageSize }: PageOf,
): Promise<{ rows: ReportedPlace[]; total: number }> {
  const condition = and(sessionsOf(reach, filter), chosen(filter.choice, filter.now), filter.fromInstitutionCode === null ? undefined : eq(referral.fromInstitutionCode, filter.fromInstitutionCode));
  const { kind, institutionCode, departmentName, resourceName, day, startsAt } = clinicSession;
  const rows = await q
    .select({
      ...{ id: slot.id, number: slot.number, kind, institutionCode, departmentName, resourceName, day, startsAt, status: statusAt(filter.now), dealtTo: slot.dealtTo },
      ...{ referralId: referral.id, referralNumber: referral.number, fromInstitutionCode: referral.fromInstitutionCode },
    })
    .from(slot)
    .innerJoin(clinicSession, sameSession())
    .leftJoin(referral, sameReferral())
    .where(condition)
    .orderBy(asc(startsAt), asc(institutionCode), asc(resourceName), asc(slot.number), asc(slot.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [counted] = await q.select({ places: total() }).from(slot).innerJoin(clinicSession, sameSession()).leftJoin(referral, sameReferral()).where(condition);
  return { rows, total: counted?.places ?? 0 };
}

export interface ReportedSession {
  readonly id: string;
  readonly kind: CapacityKind;
  readonly institutionCode: string;
  readonly departmentName: string;
  readonly resourceName: string;
  readonly day: Day;
  readonly startsAt: Instant;
  readonly capacity: number;
  readonly reserved: number;
}

/** The sessions behind a capacity, by time. */
export async function listReportedSessions(q: Queryable, reach: Reach, filter: CapacityFilter, { page, pageSize }: PageOf): Promise<{ rows: ReportedSession[]; total: number }> {
  const { id, kind, institutionCode, departmentName, resourceName, day, startsAt, capacity, reserved } = clinicSession;
  const condition = sessionsOf(reach, filter);
  const rows = await q
    .select({ id, kind, institutionCode, departmentName, resourceName, day, startsAt, capacity, reserved })
    .from(clinicSession)
    .where(condition)
    .orderBy(asc(startsAt), asc(institutionCode), asc(resourceName), asc(id))
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [counted] = await q.select({ sessions: total() }).from(clinicSession).where(condition);
  return { rows, total: counted?.sessions ?? 0 };
}

function keysOf(by: CapacityGrouping) {
  return {
    kind: clinicSession.kind,
    institutionCode: clinicSession.institutionCode,
    departmentCode: by === 'institution' ? nothing() : sql<string | null>`${clinicSession.departmentCode}`,
    resourceName: by === 'resource' ? sql<string | null>`${clinicSession.resourceName}` : nothing(),
  };
}

/** A null with a type, which PostgreSQL wants of a column it groups by. */
function nothing(): SQL<string | null> {
  return sql<string | null>`cast(null as text)`;
}

function keyOf({ kind, institutionCode, departmentCode, resourceName }: Pick<CapacityGroup, 'kind' | 'institutionCode' | 'departmentCode' | 'resourceName'>): string {
  return JSON.stringify([kind, institutionCode, departmentCode, resourceName]);
}

function sessionsOf(reach: Reach, { fromDay, toDay, kind, institutionCode, departmentCode, resourceName }: CapacityFilter): SQL | undefined {
  return and(
    within(reach, clinicSession.regionCode, clinicSession.institutionCode),
    onDays(fromDay, toDay),
    eq(clinicSession.status, 'published'),
    kind === null ? undefined : eq(clinicSession.kind, kind),
    institutionCode === null ? undefined : eq(clinicSession.institutionCode, institutionCode),
    departmentCode === null ? undefined : eq(clinicSession.departmentCode, departmentCode),
    resourceName === null ? undefined : eq(clinicSession.resourceName, resourceName),
  );
}

function chosen(choice: PlaceChoice, now: Instant): SQL | undefined {
  switch (choice) {
    case 'offered':
      return ne(slot.status, 'withdrawn');
    case 'borrowed':
      return and(isBorrowed(), not(freeAt(now) ?? sql`1 = 0`));
    case 'free':
      return freeAt(now);
    case 'held':
      return and(eq(slot.status, 'held'), gt(slot.expiresAt, now));
    default:
      return eq(slot.status, choice);
  }
}

/** Dealt to one house and taken by a referral of another's; a clinic under a house draws with it. */
function isBorrowed(): SQL {
  const house = sql`(select coalesce(${institution.parentCode}, ${institution.code}) from ${institution} where ${institution.regionCode} = ${referral.regionCode} and ${institution.code} = ${referral.fromInstitutionCode})`;
  return sql`${slot.dealtTo} is not null and ${referral.fromInstitutionCode} is not null and ${slot.dealtTo} <> ${house}`;
}

function total(when?: SQL): SQL<number> {
  return (when === undefined ? sql<number>`count(*)` : sql<number>`coalesce(sum(case when ${when} then 1 else 0 end), 0)`).mapWith(Number);
}

function sameSession(): SQL | undefined {
  return and(eq(clinicSession.regionCode, slot.regionCode), eq(clinicSession.id, slot.sessionId));
}

/** By the place's own note of who has it. */
function sameReferral(): SQL | undefined {
  return and(eq(referral.regionCode, slot.regionCode), eq(referral.id, slot.referralId));
}
