import { daysBetween } from '@/server/domain/kernel/calendar-day';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { aboutVisits, belongsTo, isStay, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * 住院期间履约: services face to face, recorded for days between admission and discharge, when the person lay in a hospital; both of these
 * days may hold one. A stay is told of once, in the month it was settled in, with the institution that recorded the services.
 */
export function detectServiceDuringStay(person: PersonMonth): FoundOf<'service_during_stay'>[] {
  const { month, visits, services } = person;
  return visits.flatMap((stay) => {
    if (!isStay(stay) || stay.startedAt === null || stay.endedAt === null || !belongsTo(month, [stay])) return [];
    const [first, last] = [settlementDay(stay.startedAt), settlementDay(stay.endedAt)];
    const [earliest, ...others] = services.filter(({ day }) => first < day && day < last).sort((a, b) => (a.day < b.day ? -1 : 1));
    if (!earliest) return [];
    const facts = { services: others.length + 1, dayOfStay: daysBetween(first, earliest.day) + 1, stayDays: daysBetween(first, last) + 1 };
    // What the stay cost is not in question.
    return [{ ...aboutVisits('service_during_stay', person, [stay], facts), institutionCode: earliest.institutionCode, contractId: earliest.contractId, amountFen: 0 }];
  });
}
