import type { Store } from '@/db';
import { addDays, type Day, instantOf } from '@/server/domain/kernel/calendar-day';
import { importHolidays } from '@/server/services/calendar/import-holidays';
import { loadHolidays } from '@/server/services/calendar/load-holidays';
import { done } from '../done';
import { asClock } from './demo-actors';
import { yearsTold } from './demo-day';

/** 《全国年节及纪念日放假办法》 art. 2: the days off whose date is the same every year; those of the lunar calendar move. */
const daysOffEveryYear = ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'];

/** How far ahead the demo looks: its clinics are made weeks before they sit. */
const daysAhead = 90;

/**
 * The holidays that come with the program. Years whose notice came after it get those that never move, so that the demo has clinics and
 * deadlines in whatever year it is shown. Only the demo does so: a district waits for the State Council's notice.
 */
export async function foretellHolidays(store: Store, today: Day): Promise<void> {
  const known = new Set((await loadHolidays(store)).map(String));
  const unknown = [...new Set([...yearsTold(today), addDays(today, daysAhead).slice(0, 4)])].filter((year) => !known.has(year));
  if (unknown.length === 0) return;
  const document = Object.fromEntries(unknown.map((year) => [year, { daysOff: daysOffEveryYear.map((day) => `${year}-${day}`), workdays: [] }]));
  await done(importHolidays(asClock(store, instantOf(`${today} 07:30:00`)), document));
}
