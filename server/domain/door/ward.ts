import { type Day, ageOn } from '@/server/domain/kernel/calendar-day';

/** 个人信息保护法 art. 31: whoever is younger is spoken for by a guardian. */
const ofAge = 14;

/** Whether a guardian may look and act in somebody's place on a day: a living child under 14. */
export function isUnderCare({ birthDay, deathDay }: { readonly birthDay: Day; readonly deathDay: Day | null }, day: Day): boolean {
  return deathDay === null && ageOn(birthDay, day) < ofAge;
}
