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

/**
 * The stretches of a contract as those of one that takes its place from another first day on: what lies before that day falls, and the first
 * that is left begins with it. None where only the last one is left, for then the contract's own row says it all.
 */
export function stretchesFrom<Stretch extends AssignedDays>(stretches: readonly Stretch[], startDay: Day): Stretch[] {
  const left = stretches.filter(({ toDay }) => toDay === null || startDay <= toDay);
  return left.length < 2 ? [] : left.map((stretch, at) => (at === 0 ? { ...stretch, fromDay: startDay } : stretch));
}
