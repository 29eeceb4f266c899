import { type ReturningTab, hospitalTabs, homeTabs, returningTabs } from '@/server/domain/care-plan/worklists';

export const noFilter = { side: '', tab: '', whose: 'mine', text: '', row: '', page: '1' };
export type Filters = typeof noFilter;
export type OnFilters = (change: Partial<Filters>) => void;
export type Side = 'home' | 'hospital';

export const pageSize = 20;

/** The side in the address; else the one on which the reader's role works. */
export function sideOf({ side }: Filters, isHome: boolean): Side {
  if (side === 'home' || side === 'hospital') return side;
  return isHome ? 'home' : 'hospital';
}

/** The tab in the address when it is one of the side's, else its first. */
export function tabOf({ tab }: Filters, side: Side): ReturningTab {
  const offered: readonly ReturningTab[] = side === 'home' ? homeTabs : hospitalTabs;
  const found = returningTabs.find((each) => each === tab);
  return found && offered.includes(found) ? found : side === 'home' ? 'receive' : 'to_return';
}
