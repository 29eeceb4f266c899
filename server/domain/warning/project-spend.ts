import { type Fen, exact, roundHalfUp, sumFen } from '@/server/domain/kernel/money';
import { type WorkingStep, citationOf, inCount, inFen, inNumber } from '@/server/domain/policy/cited';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';

export interface SpendSoFar {
  /** What the closed months cost, January first; at least one and at most twelve. */
  readonly months: readonly Fen[];
  /** The twelve months of the year before; empty when they are not all known. */
  readonly lastYear: readonly Fen[];
}

/** A year's spending as its closed months let it expect. */
export interface Projection {
  readonly spentFen: Fen;
  readonly method: 'straight_line' | 'seasonal';
  readonly projectedFen: Fen;
  /** The year if its open months go on as the cheapest, and as the dearest, of the closed ones did. */
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly working: readonly WorkingStep[];
}

/**
 * Where a year's spending is going. Straight line: every open month as the mean of the closed ones. Seasonal, where last
 * year is known: every open month as the same month of last year, times how this year's closed months stand to last year's.
 * The range takes the lowest and the highest closed month in place of the mean.
 */
export function projectSpend({ months, lastYear }: SpendSoFar): Projection {
  if (months.length < 1 || months.length > 12) throw new RangeError(`a year has no ${months.length} closed months`);
  const spentFen = sumFen(months);
  const seasonal = lastYear.length === 12 && lastYear.slice(0, months.length).every((fen) => fen > 0);
  const rest = seasonal ? seasonalRest(months, lastYear) : straightRest(months);
  const projectedFen = spentFen + rest.meanFen;
  const [lowFen, highFen] = [spentFen + rest.lowFen, spentFen + rest.highFen];
  const spent = inFen(spentFen);
  const step = (name: string, formula: string, operands: WorkingStep['operands'], resultFen: Fen): WorkingStep => ({
    ...citationOf(null),
    step: name,
    formula,
    operands,
    result: inFen(resultFen),
  });
  return {
    spentFen,
    method: seasonal ? 'seasonal' : 'straight_line',
    projectedFen,
    lowFen,
    highFen,
    working: [
      step('warning.spent', 'spent = Σ closed months', { closedMonths: inCount(months.length) }, spentFen),
      seasonal
        ? step('warning.projected', 'year = spent + open months of last year × pace', { spent, lastYearOpen: rest.basis, pace: rest.pace }, projectedFen)
        : step('warning.projected', 'year = spent + open months × mean', { spent, openMonths: rest.basis, mean: rest.pace }, projectedFen),
      step('warning.low', 'low = spent + open months at the lowest pace', { spent, lowest: rest.lowest }, lowFen),
      step('warning.high', 'high = spent + open months at the highest pace', { spent, highest: rest.highest }, highFen),
    ],
  };
}

/** What the open months come to; `basis`, `pace`, `lowest` and `highest` are for the working. */
interface Rest {
  readonly meanFen: Fen;
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly basis: WorkingStep['result'];
  readonly pace: WorkingStep['result'];
  readonly lowest: WorkingStep['result'];
  readonly highest: WorkingStep['result'];
}

function straightRest(months: readonly Fen[]): Rest {
  const open = 12 - months.length;
  const mean = exact(sumFen(months)).dividedBy(months.length);
  const [lowest, highest] = [Math.min(...months), Math.max(...months)];
  return {
    meanFen: roundHalfUp(mean.times(open)),
    lowFen: lowest * open,
    highFen: highest * open,
    basis: inCount(open),
    pace: inFen(roundHalfUp(mean)),
    lowest: inFen(lowest),
    highest: inFen(highest),
  };
}

function seasonalRest(months: readonly Fen[], lastYear: readonly Fen[]): Rest {
  const openFen = sumFen(lastYear.slice(months.length));
  const pace = exact(sumFen(months)).dividedBy(sumFen(lastYear.slice(0, months.length)));
  const paces = months.map((fen, index) => exact(fen).dividedBy(lastYear[index] ?? 1)).sort((a, b) => a.comparedTo(b));
  const [lowest = pace, highest = pace] = [paces[0], paces.at(-1)];
  const text = (value: typeof pace) => inNumber(value.toDecimalPlaces(4).toFixed());
  return {
    meanFen: roundHalfUp(pace.times(openFen)),
    lowFen: roundHalfUp(lowest.times(openFen)),
    highFen: roundHalfUp(highest.times(openFen)),
    basis: inFen(openFen),
    pace: text(pace),
    lowest: text(lowest),
    highest: text(highest),
  };
}

/** How a projection stands to a budget, the worst first. */
export const overspendOutlooks = ['spent', 'certain', 'likely', 'possible', 'none'] as const;
export type OverspendOutlook = (typeof overspendOutlooks)[number];

/** `spent`: it is used up already; `certain`, `likely`, `possible`: the low end, the projection, the high end lies above it. */
export function overspendOutlook(projection: Pick<Projection, 'spentFen' | 'projectedFen' | 'lowFen' | 'highFen'>, budgetFen: Fen, terms: MonitoringTerms): OverspendOutlook {
  const ceiling = exact(budgetFen).times(exact(1).plus(terms.overspendToleranceShare.value));
  const above = (fen: Fen) => ceiling.lt(fen);
  if (above(projection.spentFen)) return 'spent';
  if (above(projection.lowFen)) return 'certain';
  if (above(projection.projectedFen)) return 'likely';
  return above(projection.highFen) ? 'possible' : 'none';
}

/** The last step of the working: the projection held against the budget. */
export function overspendStep(projectedFen: Fen, budgetFen: Fen, terms: MonitoringTerms): WorkingStep {
  return {
    ...citationOf(terms.overspendToleranceShare),
    step: 'warning.overspend',
    formula: 'overspend = projection − budget',
    operands: { projected: inFen(projectedFen), budget: inFen(budgetFen), tolerance: { unit: 'rate', value: terms.overspendToleranceShare.value } },
    result: inFen(projectedFen - budgetFen),
  };
}

