import { and, asc, eq, gte, isNull, lte, or } from 'drizzle-orm';
import type { Queryable, Tx } from '@/db/client';
import { type Reach, within } from '@/db/reach';
import { capacityResource, capacitySchedule, institution, scheduleException } from '@/db/schema';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import type { CapacityResource, ScheduleException, WeeklySchedule } from '@/server/domain/quota/schedule';
import type { CapacityKind } from '@/server/domain/quota/slot';

/** False when the hospital has one of that name in the department already. */
export async function insertResource(tx: Tx, resource: CapacityResource): Promise<boolean> {
  const won = await tx.insert(capacityResource).values(resource).onConflictDoNothing().returning({ id: capacityResource.id });
  return won.length === 1;
}

/** Saves a resource seen in `version` as the next one; false when somebody was faster. */
export async function saveResource(tx: Tx, resource: CapacityResource, version: number): Promise<boolean> {
  const { regionCode, id, departmentCode, departmentName, name, note, closedOn } = resource;
  const won = await tx
    .update(capacityResource)
    .set({ departmentCode, departmentName, name, note, closedOn, version: version + 1 })
    .where(and(eq(capacityResource.regionCode, regionCode), eq(capacityResource.id, id), eq(capacityResource.version, version)))
    .returning({ id: capacityResource.id });
  return won.length === 1;
}

export async function findOwnResource(q: Queryable, reach: Reach, id: string): Promise<CapacityResource | null> {
  const [row] = await q
    .select()
    .from(capacityResource)
    .where(and(within(reach, capacityResource.regionCode, capacityResource.institutionCode), eq(capacityResource.id, id)));
  return row ?? null;
}

export interface ResourceFilter {
  readonly institutionCode: string | null;
  readonly kind: CapacityKind | null;
  readonly departmentCode: string | null;
  /** Whether those that are closed are listed too. */
  readonly withClosed: boolean;
}

/** The resources within reach by hospital, kind, department and name. */
export async function listResources(q: Queryable, reach: Reach, filter: ResourceFilter): Promise<(CapacityResource & { readonly institutionName: string })[]> {
  const rows = await q
    .select({ resource: capacityResource, institutionName: institution.name })
    .from(capacityResource)
    .innerJoin(institution, and(eq(institution.regionCode, capacityResource.regionCode), eq(institution.code, capacityResource.institutionCode)))
    .where(
      and(
        within(reach, capacityResource.regionCode, capacityResource.institutionCode),
        filter.institutionCode === null ? undefined : eq(capacityResource.institutionCode, filter.institutionCode),
        filter.kind === null ? undefined : eq(capacityResource.kind, filter.kind),
        filter.departmentCode === null ? undefined : eq(capacityResource.departmentCode, filter.departmentCode),
        filter.withClosed ? undefined : isNull(capacityResource.closedOn),
      ),
    )
    .orderBy(asc(capacityResource.institutionCode), asc(capacityResource.kind), asc(capacityResource.departmentCode), asc(capacityResource.name), asc(capacityResource.id));
  return rows.map(({ resource, institutionName }) => ({ ...resource, institutionName }));
}

export async function insertSchedule(tx: Tx, schedule: WeeklySchedule): Promise<void> {
  await tx.insert(capacitySchedule).values({ ...schedule, weekdays: [...schedule.weekdays] });
}

/** Saves a pattern seen in `version` as the next one; false when somebody was faster. */
export async function saveSchedule(tx: Tx, schedule: WeeklySchedule, version: number): Promise<boolean> {
  const { regionCode, id, capacity, urgentOnly, onHolidays, publicLeadDays, validTo } = schedule;
  const won = await tx
    .update(capacitySchedule)
    .set({ capacity, urgentOnly, onHolidays, publicLeadDays, validTo, version: version + 1 })
    .where(and(eq(capacitySchedule.regionCode, regionCode), eq(capacitySchedule.id, id), eq(capacitySchedule.version, version)))
    .returning({ id: capacitySchedule.id });
  return won.length === 1;
}

export async function findOwnSchedule(q: Queryable, reach: Reach, id: string): Promise<WeeklySchedule | null> {
  const [row] = await q
    .select()
    .from(capacitySchedule)
    .where(and(within(reach, capacitySchedule.regionCode, capacitySchedule.institutionCode), eq(capacitySchedule.id, id)));
  return row ?? null;
}

/** A pattern with the resource whose week it is. */
export interface ResourceSchedule {
  readonly schedule: WeeklySchedule;
  readonly resource: CapacityResource;
}

export interface ScheduleFilter {
  readonly institutionCode: string | null;
  readonly resourceId: string | null;
  /** Only patterns still valid on this day or valid later; null: all that ever were. */
  readonly fromDay: Day | null;
}

/** The patterns within reach by hospital, department, resource and day from which they are valid. */
export async function listSchedules(q: Queryable, reach: Reach, filter: ScheduleFilter): Promise<ResourceSchedule[]> {
  return q
    .select({ schedule: capacitySchedule, resource: capacityResource })
    .from(capacitySchedule)
    .innerJoin(capacityResource, and(eq(capacityResource.regionCode, capacitySchedule.regionCode), eq(capacityResource.id, capacitySchedule.resourceId)))
    .where(
      and(
        within(reach, capacitySchedule.regionCode, capacitySchedule.institutionCode),
        filter.institutionCode === null ? undefined : eq(capacitySchedule.institutionCode, filter.institutionCode),
        filter.resourceId === null ? undefined : eq(capacitySchedule.resourceId, filter.resourceId),
        filter.fromDay === null ? undefined : or(isNull(capacitySchedule.validTo), gte(capacitySchedule.validTo, filter.fromDay)),
      ),
    )
    .orderBy(asc(capacitySchedule.institutionCode), asc(capacityResource.kind), asc(capacityResource.departmentCode), asc(capacityResource.name), asc(capacitySchedule.validFrom), asc(capacitySchedule.fromTime), asc(capacitySchedule.id));
}

export async function insertException(tx: Tx, exception: ScheduleException): Promise<void> {
  await tx.insert(scheduleException).values(exception);
}

export async function findOwnException(q: Queryable, reach: Reach, id: string): Promise<ScheduleException | null> {
  const [row] = await q
    .select()
    .from(scheduleException)
    .where(and(within(reach, scheduleException.regionCode, scheduleException.institutionCode), eq(scheduleException.id, id)));
  return row ?? null;
}

/** Takes an exception back; false when it was taken back already. */
export async function withdrawException(tx: Tx, regionCode: string, id: string, at: Instant): Promise<boolean> {
  const won = await tx
    .update(scheduleException)
    .set({ withdrawnAt: at })
    .where(and(eq(scheduleException.regionCode, regionCode), eq(scheduleException.id, id), isNull(scheduleException.withdrawnAt)))
    .returning({ id: scheduleException.id });
  return won.length === 1;
}

/** The exceptions within reach that touch days from one to another, an open end being null, earliest first. */
export async function listExceptions(
  q: Queryable,
  reach: Reach,
  filter: { readonly institutionCode: string | null; readonly fromDay: Day; readonly toDay: Day | null; readonly withWithdrawn: boolean },
): Promise<ScheduleException[]> {
  return q
    .select()
    .from(scheduleException)
    .where(
      and(
        within(reach, scheduleException.regionCode, scheduleException.institutionCode),
        filter.institutionCode === null ? undefined : eq(scheduleException.institutionCode, filter.institutionCode),
        gte(scheduleException.toDay, filter.fromDay),
        filter.toDay === null ? undefined : lte(scheduleException.fromDay, filter.toDay),
        filter.withWithdrawn ? undefined : isNull(scheduleException.withdrawnAt),
      ),
    )
    .orderBy(asc(scheduleException.fromDay), asc(scheduleException.institutionCode), asc(scheduleException.recordedAt), asc(scheduleException.id));
}
