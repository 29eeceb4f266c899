import { type Day, dayOfInstant } from '@/server/domain/kernel/calendar-day';
import { hourMs } from '@/server/domain/kernel/instant';

const officeClosesAt = 18;

/** The newest day whose office hours are over: the demo tells that day to its end, and nothing in it may lie ahead of the clock. */
export function newestFullDay(now: number): Day {
  return dayOfInstant(now - officeClosesAt * hourMs);
}
