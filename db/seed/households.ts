import { type Day, ageOn } from '@/server/domain/kernel/calendar-day';
import type { GuardianRelation, HouseholdRelation } from '@/server/domain/registry/household';
import { chanceOf } from './chance';
import { type DemoPerson, demoResident } from './people';

export interface DemoHousehold {
  readonly id: string;
  readonly address: string;
  readonly members: readonly { readonly person: DemoPerson; readonly relation: HouseholdRelation }[];
}

export interface DemoGuardian {
  readonly ward: DemoPerson;
  readonly guardian: DemoPerson;
  readonly relation: GuardianRelation;
  readonly from: Day;
}

/** Of people near one home this share are the heads of a household that is on record. */
const shareOfHeads = 0.08;

/** Who of these people live together: a head, mostly with a spouse, a child and a parent, as far as fitting people are left. */
export function householdsOf(seed: number, people: readonly DemoPerson[], today: Day): DemoHousehold[] {
  const free = new Set(people.filter(({ deathDay }) => deathDay === null));
  const households: DemoHousehold[] = [];
  for (const head of [...free].sort((a, b) => Number(b === demoResident) - Number(a === demoResident))) {
    const chance = chanceOf(seed, `household ${head.serial}`);
    const age = ageOn(head.birthDay, today);
    const isHead = head === demoResident || (age >= 28 && chance.happens(shareOfHeads));
    if (!isHead || !free.has(head)) continue;
    free.delete(head);
    const take = (relation: HouseholdRelation, fits: (other: DemoPerson, years: number) => boolean) => {
      const found = [...free].find((other) => other.home === head.home && fits(other, ageOn(other.birthDay, today) - age));
      if (found) free.delete(found);
      return found ? [{ person: found, relation }] : [];
    };
    const family = [
      ...take('spouse', ({ sex }, years) => sex !== head.sex && Math.abs(years) <= 6),
      ...(age <= 50 ? take('child', (_, years) => -38 <= years && years <= -22 && years + age < 18) : []),
      ...(age > 50 ? take('grandchild', (_, years) => -75 <= years && years <= -46 && years + age < 18) : []),
      ...(age <= 50 && chance.happens(0.4) ? take('parent', (_, years) => 22 <= years && years <= 38) : []),
    ];
    if (family.length > 0) households.push({ id: `household-${String(head.serial).padStart(7, '0')}`, address: head.address, members: [{ person: head, relation: 'head' }, ...family] });
  }
  return households;
}

/** Parents stand for the children they live with, grandparents where no parent does. */
export function guardiansOf(household: DemoHousehold): DemoGuardian[] {
  const adults = household.members.filter(({ relation }) => relation === 'head' || relation === 'spouse');
  return household.members.flatMap(({ person: ward, relation: of }) => {
    if (of !== 'child' && of !== 'grandchild') return [];
    const standing = of === 'child' ? adults : adults.slice(0, 1);
    return standing.map(({ person: guardian }) => ({
      ward,
      guardian,
      relation: of === 'grandchild' ? ('grandparent' as const) : guardian.sex === 'male' ? ('father' as const) : ('mother' as const),
      from: ward.birthDay,
    }));
  });
}
