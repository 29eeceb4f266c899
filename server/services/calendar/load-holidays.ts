import holidays from '@/db/seed/holidays.json';
import { listHolidayTables, saveHolidayTable } from '@/db/queries/policy';
import { type Store } from '@/db';
import { holidayTablesOf } from '@/server/domain/kernel/working-days';

/**
 * Puts the holiday tables that come with the program into the database. The State Council's calendar belongs to no region
 * and no actor: it is loaded when an installation is set up, and again when a year is added.
 *
 * @returns the years that are held now.
 */
export async function loadHolidays(store: Store): Promise<number[]> {
  await store.transaction(async (tx) => {
    for (const table of holidayTablesOf(holidays)) await saveHolidayTable(tx, table);
  });
  return (await listHolidayTables(store.reads)).map(({ year }) => year);
}
