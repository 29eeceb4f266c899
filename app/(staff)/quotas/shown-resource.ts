import { capacity as copy } from '@/app/_copy/capacity';
import type { CapacityKind } from '@/server/domain/quota/slot';

export interface ShownSchedule {
  readonly id: string;
  readonly resourceId: string;
  readonly weekdays: readonly number[];
  readonly fromTime: string;
  readonly toTime: string;
  readonly capacity: number;
  readonly urgentOnly: boolean;
  readonly onHolidays: boolean;
  readonly publicLeadDays: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly version: number;
}

export interface ShownResource {
  readonly id: string;
  readonly kind: CapacityKind;
  readonly institutionName: string;
  readonly departmentCode: string;
  readonly departmentName: string;
  readonly name: string;
  readonly note: string | null;
  readonly closedOn: string | null;
  readonly version: number;
  readonly schedules: readonly ShownSchedule[];
}

/** 周一、周三. */
export function daysOf({ weekdays }: Pick<ShownSchedule, 'weekdays'>): string {
  return weekdays.map((day) => copy.weekdays[day - 1]).join('、');
}

/** 周一、周三 08:00–11:30 12 号. */
export function weekOf(schedule: ShownSchedule, kind: CapacityKind): string {
  return `${daysOf(schedule)} ${copy.schedules.hours(schedule.fromTime, schedule.toTime)} ${schedule.capacity} ${copy.unit[kind]}`;
}
