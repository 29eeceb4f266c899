import { type Day, instantOf, weekday } from '@/server/domain/kernel/calendar-day';
import type { Instant } from '@/server/domain/kernel/instant';
import { accept, refuse, type Outcome } from '@/server/domain/kernel/outcome';
import type { CalendarRefusal, HolidayTable } from '@/server/domain/kernel/working-days';
import type { CapacityKind } from './slot';

/** What a hospital has capacity of: a specialist, a device, or a ward. */
export interface CapacityResource {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly kind: CapacityKind;
  readonly departmentCode: string;
  readonly departmentName: string;
  /** As patients are told: 顾怀民, CT 一室, 心内科一病区. */
  readonly name: string;
  /** A specialist's title, a device's model; what else tells it apart. */
  readonly note: string | null;
  /** The first day on which it is no longer there; null while it is. */
  readonly closedOn: Day | null;
  readonly version: number;
}

/** A resource's week: the days it works, when, and how much it takes. */
export interface WeeklySchedule {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  readonly resourceId: string;
  /** 1 is Monday, 7 is Sunday; in order, each once. */
  readonly weekdays: readonly number[];
  /** `HH:mm` in Shanghai; of a ward, when it admits. */
  readonly fromTime: string;
  readonly toTime: string;
  /** Patients of a clinic, examinations of a device's hours, or beds of a ward. */
  readonly capacity: number;
  readonly urgentOnly: boolean;
  /** Whether it works on the public holidays too, as wards do. */
  readonly onHolidays: boolean;
  /** How many days ahead the hospital opens it to the public. */
  readonly publicLeadDays: number;
  readonly validFrom: Day;
  readonly validTo: Day | null;
  readonly version: number;
}

/** What an exception makes of a day: nothing happens, another capacity, or work as usual although it is a holiday. */
export const exceptionEffects = ['closed', 'capacity', 'open'] as const;
export type ExceptionEffect = (typeof exceptionEffects)[number];

/** Days on which a hospital, or one of its resources, departs from its week. */
export interface ScheduleException {
  readonly id: string;
  readonly regionCode: string;
  readonly institutionCode: string;
  /** Null: everything of the hospital. */
  readonly resourceId: string | null;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly effect: ExceptionEffect;
  /** With 'capacity' only. */
  readonly capacity: number | null;
  readonly reason: string;
  readonly recordedAt: Instant;
  readonly recordedBy: string;
  readonly withdrawnAt: Instant | null;
}

/** What a pattern makes of one day. */
export type PlannedDay =
  | { readonly works: true; readonly capacity: number; readonly startsAt: Instant; readonly endsAt: Instant }
  | { readonly works: false; readonly because: 'not_valid' | 'other_weekday' | 'holiday' | 'closed' };

/**
 * What a pattern makes of a day. An exception of the resource goes before one of the whole hospital, and of two alike the one
 * recorded later counts. A public holiday falls out unless the pattern or an exception says otherwise; a weekend day worked to make up
 * for a bridge day keeps the pattern of its weekday, because specialists' clinics do not move.
 *
 * Refuses a day in a year whose holidays are not known yet, unless nobody needs to know them.
 */
export function plannedDay(
  schedule: Pick<WeeklySchedule, 'resourceId' | 'institutionCode' | 'weekdays' | 'fromTime' | 'toTime' | 'capacity' | 'onHolidays' | 'validFrom' | 'validTo'>,
  day: Day,
  exceptions: readonly ScheduleException[],
  tables: readonly HolidayTable[],
): Outcome<PlannedDay, CalendarRefusal> {
  if (day < schedule.validFrom || (schedule.validTo !== null && day > schedule.validTo)) return accept({ works: false, because: 'not_valid' });
  if (!schedule.weekdays.includes(weekday(day))) return accept({ works: false, because: 'other_weekday' });
  const exception = exceptionOn(schedule, day, exceptions);
  if (exception?.effect === 'closed') return accept({ works: false, because: 'closed' });
  if (exception === null && !schedule.onHolidays) {
    const year = Number(day.slice(0, 4));
    const table = tables.find((candidate) => candidate.year === year);
    if (!table) return refuse({ code: 'calendar.year_without_table', facts: { year } });
    if (table.daysOff.includes(day)) return accept({ works: false, because: 'holiday' });
  }
  return accept({
    works: true,
    capacity: exception?.capacity ?? schedule.capacity,
    startsAt: instantOf(`${day} ${schedule.fromTime}:00`),
    endsAt: instantOf(`${day} ${schedule.toTime}:00`),
  });
}

/** The exception that counts for a resource on a day, or null. */
export function exceptionOn(
  { institutionCode, resourceId }: Pick<WeeklySchedule, 'institutionCode' | 'resourceId'>,
  day: Day,
  exceptions: readonly ScheduleException[],
): ScheduleException | null {
  const ofDay = exceptions.filter(
    (each) =>
      each.withdrawnAt === null &&
      each.institutionCode === institutionCode &&
      (each.resourceId === null || each.resourceId === resourceId) &&
      each.fromDay <= day &&
      day <= each.toDay,
  );
  const [first] = ofDay.toSorted(
    (a, b) => Number(b.resourceId !== null) - Number(a.resourceId !== null) || b.recordedAt - a.recordedAt || (a.id < b.id ? 1 : -1),
  );
  return first ?? null;
}
