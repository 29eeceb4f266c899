import { addDays, daysBetween } from '@/server/domain/kernel/calendar-day';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { aboutVisits, encounterDay, isStay, settledMonth, type MonitoredVisit, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * An encounter that began after its person had died; the day of the death itself is allowed. The grace after a death is for
 * settling earlier care: a stay whose times were not sent, settled within it, tells nothing.
 */
export function detectAfterDeath(person: PersonMonth): FoundOf<'visit_after_death'>[] {
  const { deathDay, month, settleAfterDeathDays } = person;
  if (deathDay === null) return [];
  const settledBy = addDays(deathDay, settleAfterDeathDays);
  const tellsNothing = (visit: MonitoredVisit) => isStay(visit) && visit.startedAt === null && settlementDay(visit.settledAt) <= settledBy;
  return person.visits
    .filter((visit) => settledMonth(visit) === month && encounterDay(visit) > deathDay && !tellsNothing(visit))
    .map((visit) => aboutVisits('visit_after_death', person, [visit], { daysAfterDeath: daysBetween(deathDay, encounterDay(visit)) }));
}
