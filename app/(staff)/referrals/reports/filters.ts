import { addMonths, isMonth, type Month } from '@/server/domain/kernel/calendar-day';

export const tabs = ['capacity', 'flow', 'quarter', 'outside'] as const;
export type Tab = (typeof tabs)[number];

/** As they stand in the URL. */
export const noFilters = { tab: 'capacity', from: '', to: '', alliance: '', institution: '', kind: '', by: '', direction: '', group: '' };
export type Filters = typeof noFilters;
export type OnFilters = (changes: Partial<Filters>) => void;

export interface Span {
  readonly from: Month;
  readonly to: Month;
}

/** The months looked at, this quarter's unless others are chosen; null where they are out of order or further apart than two years. */
export function spanOf({ from, to }: Pick<Filters, 'from' | 'to'>, today: string): Span | null {
  const quarter = quarterOf(today.slice(0, 7));
  const span = { from: isMonth(from) ? from : quarter.from, to: isMonth(to) ? to : isMonth(from) && from > quarter.to ? from : quarter.to };
  return span.from <= span.to && Number(span.to.slice(0, 4)) - Number(span.from.slice(0, 4)) <= 1 ? span : null;
}

/** The quarter that a month lies in. */
export function quarterOf(month: Month): Span {
  const from = `${month.slice(0, 5)}${String(Math.floor((Number(month.slice(5)) - 1) / 3) * 3 + 1).padStart(2, '0')}`;
  return { from, to: addMonths(from, 2) };
}

/** The latest quarters, this one first. */
export function latestQuarters(today: string, count: number): Span[] {
  const { from } = quarterOf(today.slice(0, 7));
  return Array.from({ length: count }, (_, back) => quarterOf(addMonths(from, -3 * back)));
}

/** The address of the rows behind a number; what is empty is left out. */
export function rowsHref(of: 'referrals' | 'places' | 'sessions' | 'visits', span: Span, choice: Readonly<Record<string, string | null | undefined>>): string {
  const given = Object.entries({ of, ...span, ...choice }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `/referrals/reports/rows?${new URLSearchParams(given).toString()}`;
}
