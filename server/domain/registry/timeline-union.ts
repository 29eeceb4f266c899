import { type Timeline, valueOn } from './timeline';

/** What is true on a day by either of two timelines. */
export function joinTimelines(one: Timeline<boolean>, other: Timeline<boolean>): Timeline<boolean> {
  const days = [...new Set([...one, ...other].map(({ from }) => from))].sort();
  const joined = days.map((from) => ({ from, value: valueOn(one, from) === true || valueOn(other, from) === true }));
  return joined.filter(({ value }, at) => at === 0 || joined[at - 1]?.value !== value);
}
