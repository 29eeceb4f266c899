import { daysBetween } from '@/server/domain/kernel/calendar-day';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { aboutVisits, belongsTo, encounterDay, isStay, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * An outpatient visit on a day between admission and discharge; both of these days may hold one. Without its two times a
 * stay is unknown and finds nothing.
 */
export function detectDuringStay(person: PersonMonth): FoundOf<'outpatient_during_stay'>[] {
  const { month, visits } = person;
  const found: FoundOf<'outpatient_during_stay'>[] = [];
  for (const stay of visits) {
    if (!isStay(stay) || stay.startedAt === null || stay.endedAt === null) continue;
    const [first, last] = [settlementDay(stay.startedAt), settlementDay(stay.endedAt)];
    for (const visit of visits) {
      if (isStay(visit) || encounterDay(visit) <= first || encounterDay(visit) >= last || !belongsTo(month, [stay, visit])) continue;
      const facts = { dayOfStay: daysBetween(first, encounterDay(visit)) + 1, stayDays: daysBetween(first, last) + 1 };
      found.push(aboutVisits('outpatient_during_stay', person, [stay, visit], facts));
    }
  }
  return found;
}
