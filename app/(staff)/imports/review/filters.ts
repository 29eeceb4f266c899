import type { RouterOutputs } from '@/app/_trpc/outputs';
import { type RowClass, rowClasses } from '@/server/domain/import/review';

export type Review = RouterOutputs['importReview']['get'];
export type ReviewRow = RouterOutputs['importReview']['rows']['rows'][number];

export const defaults = { id: '', class: '', standing: '', row: '', page: '1' };
export type Filters = typeof defaults;
export type OnFilters = (changes: Partial<Filters>) => void;

export const pageSize = 20;
export const standings = ['open', 'decided', 'done', 'refused'] as const;

/** What the server is asked for; what the address holds besides is no filter. */
export function rowsInput({ id, class: rowClass, standing, page }: Filters) {
  return {
    reviewId: id,
    class: classOf(rowClass),
    standing: standings.find((each) => each === standing),
    page: Math.max(1, Number(page) || 1),
    pageSize,
  };
}

export function classOf(text: string): RowClass | undefined {
  return rowClasses.find((each) => each === text);
}
