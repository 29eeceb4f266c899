import type { Day } from '@/server/domain/kernel/calendar-day';

/** Days on which a contract belonged to a team and an institution; an open end means until the contract's own. */
export interface AssignedDays {
  readonly fromDay: Day;
  readonly toDay: Day | null;
}

/**
 * The days of a term that lie within an assignment; null where none does. Without an assignment, which is the usual case of a contract that was
 * never handed over, the whole term.
 */
export function daysAssigned(term: { readonly from: Day; readonly to: Day }, assigned: AssignedDays | null): { from: Day; to: Day } | null {
  if (assigned === null) return { from: term.from, to: term.to };
  const from = assigned.fromDay > term.from ? assigned.fromDay : term.from;
  const to = assigned.toDay !== null && assigned.toDay < term.to ? assigned.toDay : term.to;
  return from <= to ? { from, to } : null;
}
