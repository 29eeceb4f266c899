import { type Day, type Month, instantOf, monthOf } from '@/server/domain/kernel/calendar-day';
import { minuteMs } from '@/server/domain/kernel/instant';
import type { Fen } from '@/server/domain/kernel/money';
import type { MedType } from '@/server/domain/registry/codes';
import { settlementDay } from '@/server/domain/visit/check-visit';
import { compareVisits, visitKeyText } from '@/server/domain/visit/compare-visits';
import type { CivilTime, VisitKey } from '@/server/domain/visit/visit';
import type { FoundOf, WarningFacts, WarningKind } from './warning';

/** A settled record that stands: neither taken back nor taking one back. */
export interface MonitoredVisit extends VisitKey {
  readonly medType: MedType;
  readonly settledAt: CivilTime;
  /** Beginning and end of the encounter or stay; null where the hospital did not send them. */
  readonly startedAt: CivilTime | null;
  readonly endedAt: CivilTime | null;
  readonly totalFen: Fen;
  readonly payFen: Fen;
  readonly reportedPoolFen: Fen | null;
  /** How the reported figure differs from ours, as it was classified. */
  readonly difference: string | null;
  readonly prescriptionDays: number | null;
}

/** A service of a contract, given face to face, that stands. */
export interface MonitoredService {
  readonly contractId: string;
  readonly institutionCode: string;
  readonly day: Day;
}

/** One person as a month's scan sees them. */
export interface PersonMonth {
  readonly month: Month;
  readonly residentId: string;
  readonly deathDay: Day | null;
  readonly lowIncome: boolean;
  /** Whether the lower line held when they were last seen before the month, this calendar year. */
  readonly wasLowIncome: boolean;
  /** Days after a death in which earlier care may still be settled. */
  readonly settleAfterDeathDays: number;
  /** Those settled in the month, and the earlier ones that may lie within an hour or within a stay of them. */
  readonly visits: readonly MonitoredVisit[];
  /** On days of the stays among them that were settled in the month. */
  readonly services: readonly MonitoredService[];
  /** What the person paid themselves, and what was charged, this calendar year before the month and in it. */
  readonly before: YearCosts;
  readonly inMonth: YearCosts;
}

export interface YearCosts {
  readonly selfPaidFen: Fen;
  readonly totalFen: Fen;
}

/** 21 is a stay; everything else takes an hour or so. */
export function isStay(visit: Pick<MonitoredVisit, 'medType'>): boolean {
  return visit.medType === '21';
}

/** When an encounter was: its beginning, else its settlement, which outpatients do before they leave. */
export function encounterAt(visit: Pick<MonitoredVisit, 'startedAt' | 'settledAt'>): CivilTime {
  return visit.startedAt ?? visit.settledAt;
}

export function encounterDay(visit: Pick<MonitoredVisit, 'startedAt' | 'settledAt'>): Day {
  return settlementDay(encounterAt(visit));
}

export function minutesBetween(from: CivilTime, to: CivilTime): number {
  return (instantOf(to) - instantOf(from)) / minuteMs;
}

/** A finding about several records belongs to the month in which the last of them was settled: only then could it be seen. */
export function belongsTo(month: Month, visits: readonly Pick<MonitoredVisit, 'settledAt'>[]): boolean {
  return visits.reduce((last, visit) => (visit.settledAt > last ? visit.settledAt : last), '').slice(0, 7) === month;
}

/** The parts that findings about a person's records have in common. */
export function aboutVisits<Kind extends WarningKind>(
  kind: Kind,
  person: Pick<PersonMonth, 'residentId'>,
  visits: readonly MonitoredVisit[],
  facts: WarningFacts[Kind],
  key: string = visits.map(visitKeyText).sort().join(' '),
): FoundOf<Kind> {
  const inOrder = [...visits].sort(compareVisits);
  return {
    kind,
    key,
    residentId: person.residentId,
    institutionCode: inOrder.at(-1)?.institutionCode ?? null,
    contractId: null,
    pool: null,
    visits: inOrder.map(({ institutionCode, settlementId }) => ({ institutionCode, settlementId })),
    amountFen: inOrder.reduce((sum, visit) => sum + visit.payFen, 0),
    facts,
  };
}

/** The month a record was settled in. */
export function settledMonth(visit: Pick<MonitoredVisit, 'settledAt'>): Month {
  return monthOf(settlementDay(visit.settledAt));
}
