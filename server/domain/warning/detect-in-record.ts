import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { aboutVisits, settledMonth, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/** The hospital's figure holds the enhancement of a contract that was not in force that day. */
export function detectUnsignedBenefit(person: PersonMonth): FoundOf<'unsigned_benefit'>[] {
  return person.visits.flatMap((visit) => {
    const { reportedPoolFen, payFen } = visit;
    if (settledMonth(visit) !== person.month || visit.difference !== 'not_signed' || reportedPoolFen === null) return [];
    return [{ ...aboutVisits('unsigned_benefit', person, [visit], { reportedFen: reportedPoolFen, oursFen: payFen }), amountFen: reportedPoolFen - payFen }];
  });
}

/** A prescription for more days than one may last; exactly as many are allowed. */
export function detectLongPrescription(person: PersonMonth, terms: MonitoringTerms): FoundOf<'long_prescription'>[] {
  const limitDays = terms.longPrescriptionDays.value;
  return person.visits.flatMap((visit) => {
    const { prescriptionDays: days } = visit;
    if (settledMonth(visit) !== person.month || days === null || days <= limitDays) return [];
    return [aboutVisits('long_prescription', person, [visit], { days, limitDays })];
  });
}
