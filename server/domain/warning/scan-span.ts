import { type Month, addMonths } from '@/server/domain/kernel/calendar-day';
import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import { type WarningRefusal, mostMonths } from './finding';

/** The months of a scan, first to last, or why it cannot be. The month under way may be scanned; one that has not begun may not. */
export function scanMonths(from: Month, to: Month, thisMonth: Month): Outcome<Month[], WarningRefusal> {
  const months: Month[] = [];
  for (let month = from; month <= to && months.length <= mostMonths; month = addMonths(month, 1)) months.push(month);
  const refusals: WarningRefusal[] = [];
  if (to < from) refusals.push({ code: 'warning.span_backwards', facts: { from, to } });
  if (months.length > mostMonths) refusals.push({ code: 'warning.span_too_long', facts: { months: monthsBetween(from, to), most: mostMonths } });
  if (to > thisMonth) refusals.push({ code: 'warning.month_ahead', facts: { month: to, thisMonth } });
  return unlessRefused(refusals, () => months);
}

function monthsBetween(from: Month, to: Month): number {
  const index = (month: Month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return index(to) - index(from) + 1;
}
