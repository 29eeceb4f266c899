import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { detectAfterDeath } from './detect-after-death';
import { detectBurden } from './detect-burden';
import { detectDuringStay } from './detect-during-stay';
import { detectLongPrescription, detectUnsignedBenefit } from './detect-in-record';
import { detectServiceDuringStay } from './detect-service-during-stay';
import { detectSplitVisits } from './detect-split-visits';
import { detectTwoPlaces } from './detect-two-places';
import type { PersonMonth } from './person-month';
import type { Found } from './warning';

/** Everything that one person's month gives reason to look at. It depends on the facts alone, not on their order. */
export function detectWarnings(person: PersonMonth, terms: MonitoringTerms): Found[] {
  return [
    ...detectAfterDeath(person),
    ...detectDuringStay(person),
    ...detectServiceDuringStay(person),
    ...detectTwoPlaces(person, terms),
    ...detectSplitVisits(person, terms),
    ...detectUnsignedBenefit(person),
    ...detectBurden(person, terms),
    ...detectLongPrescription(person, terms),
  ];
}
