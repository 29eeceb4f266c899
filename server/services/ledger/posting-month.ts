import { type Month, addMonths } from '@/server/domain/kernel/calendar-day';

/**
 * The month that news about `origin` is posted to: its own while that is open, else the first open one after it. A closed
 * month never changes (calculations.md §2).
 */
export function postingMonth(origin: Month, closed: ReadonlySet<Month>): Month {
  let month = origin;
  while (closed.has(month)) month = addMonths(month, 1);
  return month;
}
