import type { BenchRow } from './bench';
import { slotSearch } from './rows/slot-search';

/** Every row of the table, in its order. */
export const benchRows: readonly BenchRow[] = [slotSearch];
