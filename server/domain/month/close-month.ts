import { addMonths, lastDayOf, type Day, type Month } from '@/server/domain/kernel/calendar-day';
import { unlessRefused, type Outcome, type Refusal } from '@/server/domain/kernel/outcome';

/** Why a month cannot be closed, in order of precedence. */
export type MonthRefusal =
  | Refusal<'month.already_closed', { month: Month }>
  | Refusal<'month.not_over', { month: Month; lastDay: Day }>
  | Refusal<'month.earlier_open', { month: Month; open: readonly Month[] }>;

/** What the books know of a region's months. */
export interface MonthBooks {
  /** The first month that anything was posted to or closed; null for empty books. */
  readonly first: Month | null;
  readonly closed: ReadonlySet<Month>;
}

/** Months close one after another, each after its last day. */
export function decideMonthClose(month: Month, today: Day, books: MonthBooks): Outcome<true, MonthRefusal> {
  const refusals: MonthRefusal[] = [];
  if (books.closed.has(month)) refusals.push({ code: 'month.already_closed', facts: { month } });
  if (today <= lastDayOf(month)) refusals.push({ code: 'month.not_over', facts: { month, lastDay: lastDayOf(month) } });
  const open = openMonthsBefore(month, books);
  if (open.length > 0) refusals.push({ code: 'month.earlier_open', facts: { month, open } });
  return unlessRefused(refusals, () => true as const);
}

/** Months since the books began that are still open; nothing is open before the first. */
export function openMonthsBefore(month: Month, { first, closed }: MonthBooks): Month[] {
  const open: Month[] = [];
  for (let at = first ?? month; at < month; at = addMonths(at, 1)) if (!closed.has(at)) open.push(at);
  return open;
}

/** The twelve months of a year. */
export function monthsOfYear(year: string): Month[] {
  return Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`);
}
