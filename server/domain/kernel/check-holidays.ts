import { type Day, isDay, weekday } from './calendar-day';
import { type Outcome, type Refusal, accept, refuse } from './outcome';
import { type HolidayTable, holidayTablesOf } from './working-days';

export type HolidayFileRefusal =
  | Refusal<'calendar.not_a_table', { path: string }>
  | Refusal<'calendar.not_a_day', { year: number; text: string }>
  | Refusal<'calendar.other_year', { year: number; day: Day }>
  | Refusal<'calendar.weekday_made_up', { day: Day }>
  | Refusal<'calendar.off_and_worked', { day: Day }>;

type Years = Parameters<typeof holidayTablesOf>[0];

/**
 * The tables that a document tells: `{ "2027": { "daysOff": ["2027-01-01", …], "workdays": ["2027-02-06", …] } }`, as the State Council's
 * notice has them. `daysOff` are all days off by the notice, weekends among them; `workdays` the weekend days that are worked for it.
 *
 * Refuses with everything that is wrong: what has another shape, a day of another year or of no calendar, a weekday that would be made
 * up for, a day that is both.
 */
export function checkHolidays(document: unknown): Outcome<readonly HolidayTable[], HolidayFileRefusal> {
  const misshapen = pathMisshapen(document);
  if (misshapen !== null) return refuse({ code: 'calendar.not_a_table', facts: { path: misshapen } });
  const tables = holidayTablesOf(document as Years);
  const [first, ...others] = tables.flatMap(problemsOf);
  return first === undefined ? accept(tables) : refuse(first, ...others);
}

/** Where a document is something else than a table a year; null where it is that. */
function pathMisshapen(document: unknown): string | null {
  if (!isObject(document) || Object.keys(document).length === 0) return '';
  for (const [year, table] of Object.entries(document)) {
    if (!/^20\d\d$/.test(year) || !isObject(table)) return year;
    for (const field of ['daysOff', 'workdays']) if (!areTexts(table[field])) return `${year}.${field}`;
  }
  return null;
}

function problemsOf({ year, daysOff, workdays }: HolidayTable): HolidayFileRefusal[] {
  const off = new Set(daysOff);
  return [
    ...[...daysOff, ...workdays].flatMap((day) => whyNotOf(day, year)),
    ...workdays.filter((day) => isDay(day) && weekday(day) <= 5).map((day) => ({ code: 'calendar.weekday_made_up', facts: { day } }) as const),
    ...workdays.filter((day) => off.has(day)).map((day) => ({ code: 'calendar.off_and_worked', facts: { day } }) as const),
  ];
}

function whyNotOf(text: string, year: number): HolidayFileRefusal[] {
  if (!isDay(text)) return [{ code: 'calendar.not_a_day', facts: { year, text } }];
  return text.startsWith(`${year}-`) ? [] : [{ code: 'calendar.other_year', facts: { year, day: text } }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
