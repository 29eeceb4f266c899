import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { IdentityClass, IdentityInterval } from '@/server/domain/registry/identity-classes';
import { chanceOf } from './chance';
import type { DemoPerson } from './people';

const poorClasses: readonly IdentityClass[] = ['subsistence', 'marginal', 'extreme_poverty', 'poverty_relapse', 'illness_poverty'];
const poorWeights = [56, 24, 8, 6, 6];

/** The classes a person holds: those with a low income nearly all, some disabled people and a few veterans; some have ended. */
export function identitiesOf(seed: number, person: DemoPerson, today: Day): IdentityInterval[] {
  const isPoor = person.keyGroups.includes('low_income');
  const isDisabled = person.keyGroups.includes('disabled');
  const isOld = person.birthDay < '1970-01-01';
  if (!isPoor && !isDisabled && !isOld) return [];
  const chance = chanceOf(seed, `identities of ${person.serial}`);
  const year = Number(today.slice(0, 4));
  const held: IdentityInterval[] = [];
  const hold = (identityClass: IdentityClass, from: Day, to: Day | null) => held.push({ identityClass, from: from < person.birthDay ? person.birthDay : from, to });
  if (isPoor && chance.happens(0.9)) {
    const from = `${year - chance.whole(1, 4)}-01-01`;
    const ended = chance.happens(0.1) && person.birthDay < `${year - 1}-01-01`;
    hold(chance.weighted(poorClasses, poorWeights), from, ended ? addDays(`${year - 1}-06-30`, chance.whole(0, 120)) : null);
  }
  if (isDisabled && chance.happens(0.4)) hold('disabled', `${year - chance.whole(2, 9)}-07-01`, null);
  if (isOld && chance.happens(0.012)) hold('veteran', `${year - 6}-01-01`, null);
  return held;
}
