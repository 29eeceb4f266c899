import { type Outcome, unlessRefused } from '@/server/domain/kernel/outcome';
import type { SavedFilterRefusal } from './refusals';

/** Screens whose filters can be kept under a name. */
export const savedFilterScreens = ['referrals'] as const;
export type SavedFilterScreen = (typeof savedFilterScreens)[number];

export const filterNameLimit = 20;
/** More than this nobody finds a filter among. */
export const mostSavedFilters = 20;
const queryLimit = 500;

export interface FilterWish {
  readonly name: string;
  /** The query of the screen's address, with or without its question mark. */
  readonly query: string;
}

/**
 * What is kept of a wish: the name without blanks around it, and the query's parameters without the page and without empty ones, in the
 * order in which they came.
 *
 * @param others the names that the person has on this screen already; one of the same name is replaced and takes no place of its own.
 */
export function keepFilter({ name, query }: FilterWish, others: readonly string[]): Outcome<FilterWish, SavedFilterRefusal> {
  const trimmed = name.trim();
  const length = [...trimmed].length;
  const kept = [...new URLSearchParams(query)].filter(([key, value]) => key !== 'page' && value !== '');
  const plain = new URLSearchParams(kept).toString();
  const refusals: SavedFilterRefusal[] = [];
  if (length === 0) refusals.push({ code: 'saved_filter.name_missing', facts: {} });
  if (length > filterNameLimit) refusals.push({ code: 'saved_filter.name_too_long', facts: { length, limit: filterNameLimit } });
  if (plain.length > queryLimit) refusals.push({ code: 'saved_filter.query_too_long', facts: { limit: queryLimit } });
  if (others.length >= mostSavedFilters && !others.includes(trimmed)) refusals.push({ code: 'saved_filter.too_many', facts: { limit: mostSavedFilters } });
  return unlessRefused(refusals, () => ({ name: trimmed, query: plain }));
}
