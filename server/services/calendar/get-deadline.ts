import { listHolidayTables } from '@/db/queries/policy';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { Outcome } from '@/server/domain/kernel/outcome';
import { type CalendarRefusal, deadlineAfter } from '@/server/domain/kernel/working-days';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

/** The last day of a time limit in working days, for a screen that shows it before anything is sent; a year without a holiday table is refused. */
export async function getDeadline(context: ServiceContext, received: Day, workingDays: number): Promise<Outcome<Day, CalendarRefusal>> {
  permit(context, 'policy:read');
  return deadlineAfter(received, workingDays, await listHolidayTables(context.store.reads));
}
