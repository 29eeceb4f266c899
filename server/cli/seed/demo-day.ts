import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';

const officeClosesAt = 18;

/** The newest day whose office hours are over: the demo tells that day to its end, and nothing in it may lie ahead of the clock. */
export function newestFullDay(now: number): Day {
  return dayOfInstant(now - officeClosesAt * hourMs);
}

/** Month and day on which a settlement of the year before is paid, the last act of its course. */
export const settlementPaidOn = '04-08';

/** The newest year whose settlement has run its course: last year from April on, before that the year before it. */
export function settledYearOf(today: Day): string {
  return String(yearOf(today) - (today.slice(5) > settlementPaidOn ? 1 : 2));
}

/** The years that the demo tells, from the one that is settled up to today's. */
export function yearsTold(today: Day): string[] {
  const first = Number(settledYearOf(today));
  return Array.from({ length: yearOf(today) - first + 1 }, (_, at) => String(first + at));
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}
