import { addDays, weekday, type Day } from './calendar-day';
import { accept, refuse, type Outcome, type Refusal } from './outcome';

/** How a calendar year departs from plain weeks, from the State Council's yearly notice (国务院办公厅节假日安排). */
export interface HolidayTable {
  readonly year: number;
  /** Days off by the notice, weekdays and weekends alike. */
  readonly daysOff: readonly Day[];
  /** Weekend days worked to make up for bridge days (调休上班). */
  readonly workdays: readonly Day[];
}

export type CalendarRefusal = Refusal<'calendar.year_without_table', { year: number }>;

/**
 * The last day of a time limit counted in working days: counting starts on the day after receipt, and the limit ends with
 * its last working day (民法典 art. 201; calculations.md §4).
 *
 * Refuses a day in a year without a table rather than guess its holidays.
 *
 * @throws RangeError when `workingDays` is not a whole number of at least 1.
 */
export function deadlineAfter(
  received: Day,
  workingDays: number,
  tables: readonly HolidayTable[],
): Outcome<Day, CalendarRefusal> {
  if (!Number.isSafeInteger(workingDays) || workingDays < 1) throw new RangeError(`not a time limit: ${workingDays}`);
  let day = received;
  for (let left = workingDays; left > 0; ) {
    day = addDays(day, 1);
    const working = isWorkingDay(day, tables);
    if (!working.ok) return working;
    if (working.value) left -= 1;
  }
  return accept(day);
}

/** Whether offices work on a day: a weekday that is not a day off, or a weekend day that is made up. */
export function isWorkingDay(day: Day, tables: readonly HolidayTable[]): Outcome<boolean, CalendarRefusal> {
  const year = Number(day.slice(0, 4));
  const table = tables.find((candidate) => candidate.year === year);
  if (!table) return refuse({ code: 'calendar.year_without_table', facts: { year } });
  if (table.workdays.includes(day)) return accept(true);
  return accept(weekday(day) <= 5 && !table.daysOff.includes(day));
}

/** The tables of a holidays file: `{ "2026": { "daysOff": […], "workdays": […] } }`. */
export function holidayTablesOf(
  years: Readonly<Record<string, { readonly daysOff: readonly Day[]; readonly workdays: readonly Day[] }>>,
): HolidayTable[] {
  return Object.entries(years).map(([year, { daysOff, workdays }]) => ({ year: Number(year), daysOff, workdays }));
}
