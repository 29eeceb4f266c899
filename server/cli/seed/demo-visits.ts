import { chanceOf } from '@/db/seed/chance';
import { contractsOf } from '@/db/seed/contracts';
import { costlyStaysOf } from '@/db/seed/costly-stays';
import { identitiesOf } from '@/db/seed/identities';
import { personAt } from '@/db/seed/people';
import { recognitionsOf } from '@/db/seed/recognitions';
import { type DemoVisit, visitsOf } from '@/db/seed/visits';
import { addDays, type Day } from '@/server/domain/kernel/calendar-day';
import type { PolicyVersion } from '@/server/domain/policy/policy-version';
import type { ReportedAmounts } from '@/server/domain/visit/visit';
import type { IncomingRow } from '@/server/services/import/incoming';
import type { VisitFacts } from '@/server/services/import/import-visits';
import { yearsTold } from './demo-day';
import { hospitalFigures, nothingMoreTold, nothingReported } from './hospital-figures';

export interface DemoYears {
  readonly seed: number;
  readonly residents: number;
  /** About how many visits in all; a year that is over gets three quarters of them. */
  readonly visits: number;
  readonly today: Day;
  readonly yesterday: Day;
  readonly policies: readonly PolicyVersion[];
}

/**
 * Visits of the years that the demo tells, of this one up to yesterday, a person at a time, so that each person's benefit
 * year is folded in one go and memory does not grow.
 */
export async function* demoVisitRows(years: DemoYears): AsyncGenerator<IncomingRow<VisitFacts>> {
  const { seed, residents, today, yesterday } = years;
  const perHead = years.visits / residents;
  const inFullYear = 0.75 * perHead;
  const inThisYear = Math.min(inFullYear, (0.25 * perHead * 365) / (Number(today.slice(5, 7)) * 30.4));
  const spans = yearsTold(today).map((year) => {
    const isOver = year !== today.slice(0, 4);
    return { from: `${year}-01-01`, to: isOver ? `${year}-12-31` : yesterday, perYear: isOver ? inFullYear : inThisYear };
  });
  let rowNumber = 1;
  for (let serial = 0; serial < residents; serial += 1) {
    const person = personAt(seed, serial, today);
    const contracts = contractsOf(seed, person, today);
    const identities = identitiesOf(seed, person, today);
    const recognitions = recognitionsOf(seed, person, today);
    for (const { from, to, perYear } of spans) {
      const visits = [...visitsOf(seed, person, from, to, perYear), ...costlyStaysOf(seed, person, from, to)];
      const reported = hospitalFigures(person, visits, { contracts, identities, recognitions }, years.policies, chanceOf(seed, `figures of ${serial} from ${from}`));
      for (const [at, visit] of visits.entries()) yield rowOf(visit, reported[at] ?? nothingReported, (rowNumber += 1));
    }
    // Making rows is quick; the importer's own pauses let the process breathe.
    if (serial % 500 === 0) await Promise.resolve();
  }
}

function rowOf({ person, ...visit }: DemoVisit, reported: ReportedAmounts, rowNumber: number): IncomingRow<VisitFacts> {
  return {
    rowNumber,
    problems: [],
    facts: {
      certType: '01',
      identity: { kind: 'citizen', normalized: person.citizenId },
      report: {
        ...visit,
        ...reported,
        ...nothingMoreTold,
        residentName: person.name,
        certificateEnding: person.citizenId.slice(-4),
        insutype: person.insutype,
        referralNumber: null,
        isRefund: false,
        originalSettlementId: null,
      },
    },
    original: () => ({ fixmedins_code: visit.institutionCode, medins_setl_id: visit.settlementId }),
  };
}

/** A small file as hospitals send them: some rows are right, some have to be mended and sent again. */
export async function* faultyRows(years: DemoYears): AsyncGenerator<IncomingRow<VisitFacts>> {
  const person = personAt(years.seed, 41, years.today);
  const visits = visitsOf(years.seed + 1, person, addDays(years.yesterday, -300), years.yesterday, 12).slice(0, 6);
  await Promise.resolve();
  for (const [at, visit] of visits.entries()) {
    const row = rowOf({ ...visit, settlementId: `F${visit.settlementId}` }, nothingReported, at + 2);
    const { report } = row.facts;
    const spoilt = [
      { inScopeFen: report.inScopeFen + 1_000 },
      { institutionCode: 'H21010099999' },
      { residentName: '张三丰', settledAt: `${addDays(years.today, 3)} 09:00:00` },
    ][at];
    const original = { ...row.original(), certno: person.citizenId, psn_name: spoilt?.residentName ?? person.name, setl_time: spoilt?.settledAt ?? report.settledAt };
    yield { ...row, facts: { ...row.facts, report: { ...report, ...spoilt } }, original: () => original };
  }
}
