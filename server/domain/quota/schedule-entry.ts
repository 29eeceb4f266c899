import { daysBetween, type Day } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome } from '@/server/domain/kernel/outcome';
import { capacityLimit, isCapacity } from './publish-session';
import type { ScheduleRefusal } from './refusals';
import type { CapacityResource, ScheduleException, WeeklySchedule } from './schedule';

/** A time as patterns write it, `HH:mm`. */
const timeForm = /^([01]\d|2[0-3]):[0-5]\d$/;

/** No hospital closes for longer by an exception; past this its pattern ends instead. */
export const longestException = 366;

/**
 * A resource as it is entered, unless the hospital has one of that name in the department already. `others` are the resources that
 * are not closed.
 */
export function enterResource(resource: CapacityResource, others: readonly CapacityResource[]): Outcome<CapacityResource, ScheduleRefusal> {
  const { departmentCode, departmentName, name } = resource;
  const twin = others.some((other) => other.id !== resource.id && other.departmentCode === departmentCode && other.name === name);
  return unlessRefused<CapacityResource, ScheduleRefusal>(twin ? [{ code: 'quota.resource_exists', facts: { departmentName, name } }] : [], () => resource);
}

export interface ScheduleEntry {
  readonly schedule: WeeklySchedule;
  readonly resource: CapacityResource;
  /** The other patterns of the resource. */
  readonly others: readonly WeeklySchedule[];
  readonly today: Day;
}

/** A pattern as it is entered. Reasons why not come in the order of `ScheduleRefusal`. */
export function enterSchedule({ schedule, resource, others, today }: ScheduleEntry): Outcome<WeeklySchedule, ScheduleRefusal> {
  const { weekdays, fromTime, toTime, capacity, validFrom, validTo } = schedule;
  const refusals: ScheduleRefusal[] = [];
  if (resource.closedOn !== null) refusals.push({ code: 'quota.resource_closed', facts: { name: resource.name, closedOn: resource.closedOn } });
  const isWeek = weekdays.length > 0 && weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (!isWeek) refusals.push({ code: 'quota.schedule_without_weekday', facts: {} });
  if (!timeForm.test(fromTime) || !timeForm.test(toTime) || toTime <= fromTime) refusals.push({ code: 'quota.schedule_times', facts: { fromTime, toTime } });
  if (!isCapacity(capacity)) refusals.push({ code: 'quota.capacity_out_of_range', facts: { capacity, limit: capacityLimit } });
  if (validTo !== null && validTo < validFrom) refusals.push({ code: 'quota.days_reversed', facts: { fromDay: validFrom, toDay: validTo } });
  if (validTo !== null && validTo < today) refusals.push({ code: 'quota.days_in_past', facts: { day: validTo } });
  const other = others.find((candidate) => candidate.id !== schedule.id && cross(schedule, candidate, resource));
  if (other) {
    refusals.push({ code: 'quota.schedule_overlaps', facts: { fromTime: other.fromTime, toTime: other.toTime, validFrom: other.validFrom, validTo: other.validTo } });
  }
  return unlessRefused(refusals, () => ({ ...schedule, weekdays: [...new Set(weekdays)].sort((a, b) => a - b) }));
}

/** Whether two patterns of one resource want it at the same time; a ward's beds are a whole day's. */
function cross(a: WeeklySchedule, b: WeeklySchedule, { kind }: CapacityResource): boolean {
  const sameDays = a.weekdays.some((day) => b.weekdays.includes(day));
  const sameTime = kind === 'ward' || (a.fromTime < b.toTime && b.fromTime < a.toTime);
  const sameYears = (b.validTo === null || a.validFrom <= b.validTo) && (a.validTo === null || b.validFrom <= a.validTo);
  return sameDays && sameTime && sameYears;
}

/** An exception as it is entered. Reasons why not come in the order of `ScheduleRefusal`. */
export function enterException(exception: ScheduleException, today: Day): Outcome<ScheduleException, ScheduleRefusal> {
  const { fromDay, toDay, effect, capacity } = exception;
  const refusals: ScheduleRefusal[] = [];
  const given = capacity ?? 0;
  if (effect === 'capacity' && !isCapacity(given)) refusals.push({ code: 'quota.capacity_out_of_range', facts: { capacity: given, limit: capacityLimit } });
  if (toDay < fromDay) refusals.push({ code: 'quota.days_reversed', facts: { fromDay, toDay } });
  if (fromDay < today) refusals.push({ code: 'quota.days_in_past', facts: { day: fromDay } });
  const days = daysBetween(fromDay, toDay) + 1;
  if (days > longestException) refusals.push({ code: 'quota.exception_too_long', facts: { days, limit: longestException } });
  return unlessRefused(refusals, () => ({ ...exception, capacity: effect === 'capacity' ? capacity : null }));
}
