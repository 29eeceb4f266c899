import { isMonth } from '@/server/domain/kernel/calendar-day';
import { findingStates } from '@/server/domain/warning/finding';
import { warningKinds } from '@/server/domain/warning/warning';

/** As they stand in the URL. */
export const noFilter = { kind: '', state: 'open', month: '', institution: '', page: '1', row: '' };
export type Filters = typeof noFilter;
export type OnFilters = (changes: Partial<Filters>) => void;

export const pageSize = 20;

export function pageOf({ page }: Pick<Filters, 'page'>): number {
  return Math.max(1, Number(page) || 1);
}

/** What the server is asked for. */
export function listInput(filters: Filters) {
  return {
    kind: warningKinds.find((kind) => kind === filters.kind),
    state: findingStates.find((state) => state === filters.state),
    month: isMonth(filters.month) ? filters.month : undefined,
    institutionCode: filters.institution || undefined,
    page: pageOf(filters),
    pageSize,
  };
}
