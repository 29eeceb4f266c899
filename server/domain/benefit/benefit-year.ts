import type { Day } from '@/server/domain/kernel/calendar-day';

/**
 * The first day of the benefit year a day belongs to. `start` is `MM-DD`: with 01-01 the calendar year, with 07-01
 * 2024-06-30 still belongs to the year that began on 2023-07-01.
 */
export function benefitYearOf(day: Day, start: string): Day {
  const year = Number(day.slice(0, 4));
  const first = day.slice(5) < start ? year - 1 : year;
  return `${String(first).padStart(4, '0')}-${start}`;
}
