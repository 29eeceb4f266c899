import type { BenchRow } from './bench';
import { apiCall } from './rows/api-call';
import { booking } from './rows/booking';
import { eventLoop } from './rows/event-loop';
import { diagnosisSearch } from './rows/diagnosis-search';
import { importVisits } from './rows/import';
import { memberMonths } from './rows/member-months';
import { settlement } from './rows/settlement';
import { pages } from './rows/pages';
import { residentSearch } from './rows/resident-search';
import { slotSearch } from './rows/slot-search';
import { worklist } from './rows/worklist';

/** Every row of the table, in its order. */
export const benchRows: readonly BenchRow[] = [importVisits, booking, apiCall, eventLoop, memberMonths, settlement, slotSearch, worklist, residentSearch, diagnosisSearch, pages];
