import { listContractIntervals } from '@/db/queries/contract-interval';
import { type PageOf, listResidents as listRows, tailIndexOf } from '@/db/queries/resident';
import { findContractInForce } from '@/server/domain/benefit/enhancements';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { noteFound } from './search-residents';
import { type ResidentSummary, summaryOf } from './resident-summary';

export interface ListResidentsInput extends PageOf {
  /** The last four characters of the number, or the beginning of the name; empty for all. */
  readonly text: string;
}

export interface ListedResident extends ResidentSummary {
  readonly signedUntil: Day | null;
}

/** One page of the residents within reach. A whole number is not searched for here: it would stand in an address. */
export async function listResidents(context: ServiceContext, input: ListResidentsInput): Promise<{ rows: ListedResident[]; total: number }> {
  const reach = permit(context, 'resident:read');
  const q = context.store.reads;
  const filter = textFilterOf(input.text);
  const { rows, total } = await listRows(q, reach, filter, input);
  const intervals = await listContractIntervals(q, reach.regionCode, rows.map((row) => row.id));
  const result = {
    rows: rows.map((row) => ({
      ...summaryOf(row, today(context)),
      signedUntil: findContractInForce(intervals.get(row.id) ?? [], today(context))?.to ?? null,
    })),
    total,
  };
  return filter.tailIndex === null ? result : noteFound(context, result.rows, 'resident.found', result);
}

/** Four characters that can end a number are its tail; anything else begins a name. */
export function textFilterOf(text: string): { namePrefix: string | null; tailIndex: string | null } {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { namePrefix: null, tailIndex: null };
  return /^\d{3}[\dX]$/i.test(typed) ? { namePrefix: null, tailIndex: tailIndexOf(typed) } : { namePrefix: typed, tailIndex: null };
}
