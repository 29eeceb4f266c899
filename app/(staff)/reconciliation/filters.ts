import { isMonth } from '@/server/domain/kernel/calendar-day';
import { parseYuan } from '@/server/domain/kernel/fen';
import { comparisonClasses } from '@/server/domain/reconciliation/comparison';
import { differenceStatuses } from '@/server/domain/reconciliation/mark';

/** As they stand in the URL. Without a month the whole year is meant. */
export const noFilter = { tab: 'overview', year: '', month: '', institution: '', class: '', status: '', least: '', order: 'amount', page: '1', row: '' };
export type Filters = typeof noFilter;
export type OnFilters = (changes: Partial<Filters>) => void;

export const pageSize = 20;

/** The months that are meant; what is no month counts as none. */
export function monthsOf({ year, month }: Pick<Filters, 'year' | 'month'>): { from: string; to: string } {
  return isMonth(month) ? { from: month, to: month } : { from: `${year}-01`, to: `${year}-12` };
}

export function pageOf({ page }: Pick<Filters, 'page'>): number {
  return Math.max(1, Number(page) || 1);
}

/** What the server is asked for. */
export function listInput(filters: Filters) {
  const least = parseYuan(filters.least);
  return {
    months: monthsOf(filters),
    institutionCode: filters.institution || undefined,
    class: comparisonClasses.find((name) => name === filters.class),
    status: differenceStatuses.find((name) => name === filters.status),
    atLeastFen: least === null || least <= 0 ? undefined : least,
    order: filters.order === 'time' ? ('time' as const) : ('amount' as const),
    page: pageOf(filters),
    pageSize,
  };
}

/** The same, as the file is asked for. */
export function exportQuery(filters: Filters): Readonly<Record<string, string | undefined>> {
  const { months, institutionCode, class: name, status, atLeastFen } = listInput(filters);
  return { ...months, institutionCode, class: name, status, atLeastFen: atLeastFen === undefined ? undefined : String(atLeastFen) };
}
