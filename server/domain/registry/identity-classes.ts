import type { Day } from '@/server/domain/kernel/calendar-day';

/**
 * 人员身份类别 (the national interface's psn_idet_type), as ladders, assistance and budgets tell people apart: 特困, 低保, 返贫致贫,
 * 低保边缘, 因病致贫, 建档立卡, 残疾, 优抚. A person may hold several at once.
 */
export const identityClasses = [
  'extreme_poverty',
  'subsistence',
  'poverty_relapse',
  'marginal',
  'illness_poverty',
  'registered_poor',
  'disabled',
  'veteran',
] as const;
export type IdentityClass = (typeof identityClasses)[number];

/** The days on which a person holds a class, both included; `to` is null while no end is known. */
export interface IdentityInterval {
  readonly identityClass: IdentityClass;
  readonly from: Day;
  readonly to: Day | null;
}

const nobody: readonly IdentityClass[] = [];

/** The classes a person holds on a day, each once, in the order of `identityClasses`. */
export function identityClassesOn(intervals: readonly IdentityInterval[], day: Day): readonly IdentityClass[] {
  if (intervals.length === 0) return nobody;
  const held = new Set(intervals.filter(({ from, to }) => from <= day && (to === null || day <= to)).map((each) => each.identityClass));
  return held.size === 0 ? nobody : identityClasses.filter((each) => held.has(each));
}
