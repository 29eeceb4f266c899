import { demoRegion } from '@/db/seed/places';
import { type DemoPerson, personAt } from '@/db/seed/people';
import { type DemoVisit, visitsOf } from '@/db/seed/visits';
import type { Day } from '@/server/domain/kernel/calendar-day';
import type { IncomingRow } from '@/server/services/import/incoming';
import type { VisitFacts } from '@/server/services/import/import-visits';

export interface DemoYears {
  readonly seed: number;
  readonly residents: number;
  /** About how many visits in all; the closed year gets three quarters of them. */
  readonly visits: number;
  readonly today: Day;
  readonly yesterday: Day;
}

/**
 * Visits of last year and of this one up to yesterday, a person at a time, so that each person's benefit year is
 * folded in one go and memory does not grow.
 */
export async function* demoVisitRows(years: DemoYears): AsyncGenerator<IncomingRow<VisitFacts>> {
  const { seed, residents, today, yesterday } = years;
  const year = Number(today.slice(0, 4));
  const perHead = years.visits / residents;
  const spans = [
    { from: `${year - 1}-01-01`, to: `${year - 1}-12-31`, perYear: 0.75 * perHead },
    { from: `${year}-01-01`, to: yesterday, perYear: (0.25 * perHead * 365) / Math.max(1, Number(today.slice(5, 7)) * 30.4) },
  ];
  let rowNumber = 1;
  for (let serial = 0; serial < residents; serial += 1) {
    const person = personAt(seed, serial, today);
    for (const { from, to, perYear } of spans) {
      for (const visit of visitsOf(seed, person, from, to, perYear)) yield rowOf(visit, person, (rowNumber += 1));
    }
    // Making rows is quick; the importer's own pauses let the process breathe.
    if (serial % 500 === 0) await Promise.resolve();
  }
}

function rowOf(visit: DemoVisit, person: DemoPerson, rowNumber: number): IncomingRow<VisitFacts> {
  const { person: _person, ...reported } = visit;
  return {
    rowNumber,
    problems: [],
    facts: {
      certType: '01',
      identity: { kind: 'citizen', normalized: person.citizenId },
      report: {
        ...reported,
        residentName: person.name,
        certificateEnding: person.citizenId.slice(-4),
        insutype: person.insutype,
        reportedDeductibleFen: null,
        reportedPoolFen: null,
        reportedAccountFen: null,
        reportedCashFen: null,
        reportedFundFen: null,
        referralNumber: null,
        isRefund: false,
        originalSettlementId: null,
      },
    },
    original: () => ({ fixmedins_code: visit.institutionCode, medins_setl_id: visit.settlementId, region: demoRegion.regionCode }),
  };
}
