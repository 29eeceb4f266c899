import { addMonths, type Day, type Month, monthOf } from '@/server/domain/kernel/calendar-day';

/** The newest month that the demo's bureau has closed. The one after it is over as well and waits, so that the clerk finds something to do. */
export function newestClosedMonth(today: Day): Month {
  return addMonths(monthOf(today), -2);
}
