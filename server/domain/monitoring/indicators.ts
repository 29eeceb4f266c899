import { exact, type DecimalText, type Fen } from '@/server/domain/kernel/money';
import type { PoolId } from '@/server/domain/ledger/account';
import { isPrimary, type InstitutionLevel } from '@/server/domain/registry/codes';

/** Care of one period: the residents near one institution, seen at one place. */
export interface CareFlow {
  /** `YYYY-MM` of the settlements. */
  readonly month: string;
  /** The institution near the residents' home; null where none is recorded. */
  readonly homeCode: string | null;
  readonly visitedCode: string;
  readonly setting: 'outpatient' | 'inpatient';
  /** The pool that paid. */
  readonly pool: PoolId;
  readonly visits: number;
  /** What basic insurance paid for them. */
  readonly fundFen: Fen;
}

export interface MonitoredPlace {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly allianceId: string | null;
}

/** What became of the referrals that were sent in a period. */
export interface ReferralFlow {
  readonly up: number;
  readonly down: number;
  readonly lateral: number;
  /** Those whose patient was expected: sent, and neither cancelled by the sender nor declined by the receiver. */
  readonly expected: number;
  /** Those among them whose sender has heard how it ended. */
  readonly closed: number;
}

export interface Coverage {
  readonly residents: number;
  readonly signed: number;
}

/** What the indicators of a region or an alliance are computed from. */
export interface MonitoringFacts {
  /** The alliance that is looked at; null looks at the whole region. */
  readonly allianceId: string | null;
  readonly flows: readonly CareFlow[];
  readonly places: ReadonlyMap<string, MonitoredPlace>;
  readonly referrals: ReferralFlow;
  readonly coverage: Coverage;
  readonly keyGroupCoverage: Coverage;
}

/** The monitoring indicators of a county alliance that this system can compute itself, in the order they are shown. */
export const indicatorIds = [
  'in_region_visits',
  'in_region_inpatient',
  'in_region_fund',
  'in_alliance_visits',
  'in_alliance_fund',
  'primary_visits',
  'primary_fund',
  'referral_closure',
  'coverage',
  'key_group_coverage',
] as const;
export type IndicatorId = (typeof indicatorIds)[number];

export interface Indicator {
  readonly id: IndicatorId;
  readonly numerator: number;
  readonly denominator: number;
  /** numerator ÷ denominator, six places, for reading; null where there is nothing to divide by. */
  readonly value: DecimalText | null;
  /** Amounts are 分, everything else is counted. */
  readonly unit: 'count' | 'fen';
}

/**
 * 监测指标: where people were seen and what that cost, how referrals closed, and who is signed. Shares within an alliance are
 * of its own residents' care and are left out for the region as a whole (紧密型县域医共体监测指标体系 names the indicators; the
 * definitions here are this system's own, because the official text was not at hand).
 */
export function indicatorsOf(facts: MonitoringFacts): Indicator[] {
  const { places, referrals, coverage, keyGroupCoverage, allianceId } = facts;
  const flows = facts.flows.map((flow) => ({ ...flow, place: places.get(flow.visitedCode) }));
  const inRegion = flows.filter(({ place }) => place !== undefined && place.level !== 'out_of_region');
  const inpatient = flows.filter(({ setting }) => setting === 'inpatient');
  const outpatientHere = inRegion.filter(({ setting }) => setting === 'outpatient');
  const inAlliance = flows.filter(({ place }) => place !== undefined && place.allianceId === allianceId);
  const atPrimary = (flow: { readonly place: MonitoredPlace | undefined }) => flow.place !== undefined && isPrimary(flow.place.level);
  const computed = [
    share('in_region_visits', visitsOf(inRegion), visitsOf(flows)),
    share('in_region_inpatient', visitsOf(inRegion.filter(({ setting }) => setting === 'inpatient')), visitsOf(inpatient)),
    share('in_region_fund', fundOf(inRegion), fundOf(flows), 'fen'),
    share('in_alliance_visits', visitsOf(inAlliance), visitsOf(flows)),
    share('in_alliance_fund', fundOf(inAlliance), fundOf(flows), 'fen'),
    share('primary_visits', visitsOf(outpatientHere.filter(atPrimary)), visitsOf(outpatientHere)),
    share('primary_fund', fundOf(inRegion.filter(atPrimary)), fundOf(inRegion), 'fen'),
    share('referral_closure', referrals.closed, referrals.expected),
    share('coverage', coverage.signed, coverage.residents),
    share('key_group_coverage', keyGroupCoverage.signed, keyGroupCoverage.residents),
  ];
  return computed.filter(({ id }) => allianceId !== null || !id.startsWith('in_alliance'));
}

export interface PlaceSpending {
  readonly code: string;
  readonly name: string;
  readonly level: InstitutionLevel;
  readonly visits: number;
  readonly fundFen: Fen;
}

/** An alliance's residents' care elsewhere, the most expensive place first. */
export function outsideSpending({ flows, places, allianceId }: Pick<MonitoringFacts, 'flows' | 'places' | 'allianceId'>): PlaceSpending[] {
  const byPlace = new Map<string, PlaceSpending>();
  for (const { visitedCode, visits, fundFen } of flows) {
    const place = places.get(visitedCode);
    if (place === undefined || (allianceId !== null ? place.allianceId === allianceId : place.level !== 'out_of_region')) continue;
    const sofar = byPlace.get(visitedCode) ?? { code: place.code, name: place.name, level: place.level, visits: 0, fundFen: 0 };
    byPlace.set(visitedCode, { ...sofar, visits: sofar.visits + visits, fundFen: sofar.fundFen + fundFen });
  }
  return [...byPlace.values()].sort((a, b) => b.fundFen - a.fundFen || (a.code < b.code ? -1 : 1));
}

export interface MonthlyShare {
  readonly month: string;
  readonly inRegionVisits: DecimalText | null;
  readonly primaryVisits: DecimalText | null;
  readonly fundFen: Fen;
}

/** The same shares month by month, months without care included. */
export function monthlyShares(facts: Pick<MonitoringFacts, 'flows' | 'places'>, months: readonly string[]): MonthlyShare[] {
  return months.map((month) => {
    const flows = facts.flows.filter((flow) => flow.month === month);
    const levelOf = (flow: CareFlow) => facts.places.get(flow.visitedCode)?.level;
    const inRegion = flows.filter((flow) => levelOf(flow) !== undefined && levelOf(flow) !== 'out_of_region');
    const outpatient = inRegion.filter(({ setting }) => setting === 'outpatient');
    const primary = outpatient.filter((flow) => isPrimary(levelOf(flow) ?? 'out_of_region'));
    return {
      month,
      inRegionVisits: share('in_region_visits', visitsOf(inRegion), visitsOf(flows)).value,
      primaryVisits: share('primary_visits', visitsOf(primary), visitsOf(outpatient)).value,
      fundFen: fundOf(flows),
    };
  });
}

export function fundOf(flows: readonly Pick<CareFlow, 'fundFen'>[]): Fen {
  return flows.reduce((sum, { fundFen }) => sum + fundFen, 0);
}

function visitsOf(flows: readonly Pick<CareFlow, 'visits'>[]): number {
  return flows.reduce((sum, { visits }) => sum + visits, 0);
}

function share(id: IndicatorId, numerator: number, denominator: number, unit: Indicator['unit'] = 'count'): Indicator {
  const value = denominator === 0 ? null : exact(numerator).dividedBy(denominator).toFixed(6);
  return { id, numerator, denominator, value, unit };
}
