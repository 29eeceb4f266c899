import type { BenchRow } from './bench';
import { booking } from './rows/booking';
import { importVisits } from './rows/import';
import { memberMonths } from './rows/member-months';
import { slotSearch } from './rows/slot-search';
import { worklist } from './rows/worklist';

/** Every row of the table, in its order. */
export const benchRows: readonly BenchRow[] = [importVisits, booking, memberMonths, slotSearch, worklist];
