import { compareCodes } from '@/server/domain/kernel/allocate';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { aboutVisits, belongsTo, encounterAt, isStay, minutesBetween, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * Two outpatient visits of one person at different institutions, less than the limit apart: exactly the limit is allowed.
 * A prescription filled elsewhere (41) is meant to follow its visit closely, and a stay has hours of its own.
 */
export function detectTwoPlaces(person: PersonMonth, terms: MonitoringTerms): FoundOf<'two_places_at_once'>[] {
  const limitMinutes = terms.twoPlacesMinutes.value;
  const encounters = person.visits.filter((visit) => !isStay(visit) && visit.medType !== '41').sort((a, b) => compareCodes(encounterAt(a), encounterAt(b)));
  const found: FoundOf<'two_places_at_once'>[] = [];
  for (const [index, first] of encounters.entries()) {
    for (const second of encounters.slice(index + 1)) {
      const minutesApart = minutesBetween(encounterAt(first), encounterAt(second));
      if (minutesApart >= limitMinutes) break;
      if (first.institutionCode === second.institutionCode || !belongsTo(person.month, [first, second])) continue;
      found.push(aboutVisits('two_places_at_once', person, [first, second], { minutesApart: Math.floor(minutesApart), limitMinutes }));
    }
  }
  return found;
}
