import { type Day, addDays, addYears } from '@/server/domain/kernel/calendar-day';

/** The days of a contract that counts and schedules go by. */
export interface Term {
  readonly startDay: Day;
  /** The last day in force, earlier than agreed once it was ended. */
  readonly endDay: Day;
  readonly termYears: number;
}

export interface TermYear {
  readonly start: Day;
  readonly end: Day;
}

/** The years of a term, each from an anniversary of its first day to the day before the next, whether or not the contract lasted. */
export function yearsOf({ startDay, termYears }: Pick<Term, 'startDay' | 'termYears'>): TermYear[] {
  return Array.from({ length: termYears }, (_, index) => ({ start: addYears(startDay, index), end: addDays(addYears(startDay, index + 1), -1) }));
}

/** The year a day lies in; null outside the days in force. */
export function yearOf(term: Term, day: Day): TermYear | null {
  if (day < term.startDay || day > term.endDay) return null;
  return yearsOf(term).find(({ start, end }) => start <= day && day <= end) ?? null;
}
