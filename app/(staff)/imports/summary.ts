import { type ReviewSummary, openClasses } from '@/server/domain/import/review';

type Group = ReviewSummary[number];

/** How many rows of a review's summary answer to a condition; `isOpen` are those that wait for a decision. */
export function rowsWhere(summary: ReviewSummary, holds: (group: Group & { readonly isOpen: boolean }) => boolean): number {
  return summary.reduce((sum, group) => (holds({ ...group, isOpen: isOpen(group) }) ? sum + group.rows : sum), 0);
}

function isOpen({ class: rowClass, decision, result }: Group): boolean {
  return openClasses.includes(rowClass) && decision === null && result === null;
}
