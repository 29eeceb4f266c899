import { addDays, type Day } from '@/server/domain/kernel/calendar-day';

/** A value that holds from a day on, until the next step says otherwise. */
export interface Step<Value> {
  readonly from: Day;
  readonly value: Value;
}

/** What is true of a person day by day: steps in ascending order, at most one a day. */
export type Timeline<Value> = readonly Step<Value>[];

/** What was registered without a day is taken to have been so ever since; no living person was born before it. */
export const sinceEver: Day = '1900-01-01';

/** What holds on a day; null before the first step. */
export function valueOn<Value>(timeline: Timeline<Value>, day: Day): Value | null {
  let found: Value | null = null;
  for (const step of timeline) {
    if (step.from > day) break;
    found = step.value;
  }
  return found;
}

/**
 * The timeline with one more step; a step of the same day is replaced. Steps of different days may come in any order: what
 * holds on each day is the same, because a later step is never moved by an earlier one.
 */
export function withStep<Value>(timeline: Timeline<Value>, step: Step<Value>): Timeline<Value> {
  return [...timeline.filter(({ from }) => from !== step.from), step].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The timeline without the step of a day: what held before it goes on. */
export function withoutStep<Value>(timeline: Timeline<Value>, from: Day): Timeline<Value> {
  return timeline.filter((step) => step.from !== from);
}

/** The last day of each step; null for the last one, whose end is not known. */
export function lastDays(timeline: Timeline<unknown>): readonly (Day | null)[] {
  return timeline.map((_, index) => {
    const next = timeline[index + 1];
    return next === undefined ? null : addDays(next.from, -1);
  });
}
