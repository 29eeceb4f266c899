import { ageOn, type Day } from '@/server/domain/kernel/calendar-day';
import { keyGroups, type KeyGroup } from './codes';

/**
 * The key groups a person belongs to on a day: those on register, except that age decides about the young and the old, so that
 * a visit of some years ago is seen as it was then.
 */
export function keyGroupsOn({ birthDay, keyGroups: registered }: { readonly birthDay: Day; readonly keyGroups: readonly KeyGroup[] }, day: Day): readonly KeyGroup[] {
  const age = ageOn(birthDay, day);
  const old = age >= 65;
  const young = age <= 6;
  if (registered.length === 0 && !old && !young) return none;
  return keyGroups.filter((group) => (group === 'elderly65' ? old : group === 'child0to6' ? young : registered.includes(group)));
}

const none: readonly KeyGroup[] = [];
