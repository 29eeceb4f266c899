/** As they stand in the URL. */
export const noFilter = { tab: 'due', plan: '', whose: 'mine', page: '1', row: '' };
export type Filters = typeof noFilter;
export type OnFilters = (changes: Partial<Filters>) => void;

export const tabs = ['due', 'overdue', 'upcoming', 'unserved'] as const;
export type Tab = (typeof tabs)[number];

export const pageSize = 20;

export function tabOf({ tab }: Pick<Filters, 'tab'>): Tab {
  return tabs.find((known) => known === tab) ?? 'due';
}

export function pageOf({ page }: Pick<Filters, 'page'>): number {
  return Math.max(1, Number(page) || 1);
}
