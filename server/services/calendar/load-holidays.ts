import holidays from '@/db/seed/holidays.json';
import { addHolidayTable, listHolidayTables } from '@/db/queries/policy';
import { type Store } from '@/db';
import { holidayTablesOf } from '@/server/domain/kernel/working-days';

/**
 * Puts the holiday tables that come with the program beside those that are held: a year that the operator has brought since, perhaps amended,
 * stays theirs. The State Council's calendar belongs to no region and no actor; it is loaded whenever a region is opened.
 *
 * @returns the years that are held now.
 */
export async function loadHolidays(store: Store): Promise<number[]> {
  await store.transaction(async (tx) => {
    for (const table of holidayTablesOf(holidays)) await addHolidayTable(tx, table);
  });
  return (await listHolidayTables(store.reads)).map(({ year }) => year);
}
