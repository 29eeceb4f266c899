import { daysBetween, firstDayOf, isDay, lastDayOf } from '@/server/domain/kernel/calendar-day';
import { type PostingKind, postingKinds, type PostingSide, postingSides, sentDownKinds } from '@/server/domain/posting/posting';
import { quarterOf } from '../reports/filters';

/** As they stand in the URL. */
export const noFilters = { from: '', to: '', kind: '', alliance: '', institution: '', side: '', withdrawn: '', page: '1' };
export type Filters = typeof noFilters;
export type OnFilters = (changes: Partial<Filters>) => void;
export const pageSize = 20;

/** The days looked at, this quarter's unless others are chosen; null where they are out of order or more than two years. */
export function daysOf({ from, to }: Pick<Filters, 'from' | 'to'>, today: string): { readonly fromDay: string; readonly toDay: string } | null {
  const quarter = quarterOf(today.slice(0, 7));
  const days = { fromDay: isDay(from) ? from : firstDayOf(quarter.from), toDay: isDay(to) ? to : lastDayOf(quarter.to) };
  const length = daysBetween(days.fromDay, days.toDay);
  return length >= 0 && length <= 731 ? days : null;
}

/** On which side the institution is. */
export function sideOf({ side }: Pick<Filters, 'side'>): PostingSide {
  return postingSides.find((known) => known === side) ?? 'either';
}

/** One kind, all that send somebody down, or all. */
export function kindsOf({ kind }: Pick<Filters, 'kind'>): PostingKind[] | null {
  if (kind === 'sent_down') return [...sentDownKinds];
  const known = postingKinds.find((each) => each === kind);
  return known ? [known] : null;
}
