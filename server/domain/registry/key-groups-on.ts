import { ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import { keyGroups, type KeyGroup } from './codes';
import { sinceEver } from './timeline';

/** The days on which a person is registered in a group, both included; `to` is null while no end is known. */
export interface KeyGroupInterval {
  readonly keyGroup: KeyGroup;
  readonly from: Day;
  readonly to: Day | null;
}

/** The ages at which somebody leaves the young and joins the old. */
export const agesOfGroups: readonly number[] = [7, 65];

/** Whether the birth day tells the group, so that nobody registers it. */
export function isByAge(group: KeyGroup): boolean {
  return group === 'elderly65' || group === 'child0to6';
}

interface Grouped {
  readonly birthDay: Day;
  readonly keyGroups: readonly KeyGroupInterval[];
}

/**
 * The key groups a person belongs to on a day: those on register that day, except that age decides about the young and the old,
 * so that a visit of some years ago is seen as it was then.
 */
export function keyGroupsOn({ birthDay, keyGroups: registered }: Grouped, day: Day): readonly KeyGroup[] {
  const age = ageOn(birthDay, day);
  const old = age >= 65;
  const young = age <= 6;
  if (registered.length === 0 && !old && !young) return none;
  return keyGroups.filter((group) => (group === 'elderly65' ? old : group === 'child0to6' ? young : registered.some((each) => each.keyGroup === group && holds(each, day))));
}

/** The groups a person is registered in on a day, whatever their age. */
export function registeredOn(registered: readonly KeyGroupInterval[], day: Day): KeyGroup[] {
  return keyGroups.filter((group) => registered.some((each) => each.keyGroup === group && holds(each, day)));
}

/** Whether a person belongs to any key group on a day. */
export function inKeyGroupOn({ birthDay, keyGroups: registered }: Grouped, day: Day): boolean {
  const age = ageOn(birthDay, day);
  return age >= 65 || age <= 6 || registered.some((each) => holds(each, day));
}

/** Of somebody whose groups are told without a day. */
export function groupedSinceEver(groups: readonly KeyGroup[]): KeyGroupInterval[] {
  return groups.filter((group) => !isByAge(group)).map((keyGroup) => ({ keyGroup, from: sinceEver, to: null }));
}

function holds({ from, to }: KeyGroupInterval, day: Day): boolean {
  return from <= day && (to === null || day <= to);
}

const none: readonly KeyGroup[] = [];
