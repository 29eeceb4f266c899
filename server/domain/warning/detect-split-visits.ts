import { exact } from '@/server/domain/kernel/money';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { aboutVisits, belongsTo, encounterDay, isStay, type MonitoredVisit, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/** Several settlements of one person on one day at one institution, with amounts near to each other. */
export function detectSplitVisits(person: PersonMonth, terms: MonitoringTerms): FoundOf<'split_visits'>[] {
  const limit = terms.splitVisits.value;
  const days = new Map<string, MonitoredVisit[]>();
  for (const visit of person.visits) {
    if (isStay(visit)) continue;
    const key = `${visit.institutionCode} ${encounterDay(visit)} ${person.residentId}`;
    days.set(key, [...(days.get(key) ?? []), visit]);
  }
  return [...days].flatMap(([key, visits]) => {
    const alike = largestAlike(visits, exact(1).minus(terms.splitSpreadShare.value));
    const [smallest, largest] = [alike[0], alike.at(-1)];
    if (alike.length < limit || !smallest || !largest || !belongsTo(person.month, alike)) return [];
    return [aboutVisits('split_visits', person, alike, { settlements: alike.length, limit, smallestFen: smallest.totalFen, largestFen: largest.totalFen }, key)];
  });
}

/** The most of the visits whose smallest amount is at least `part` of the largest, in order of their amounts. */
function largestAlike(visits: readonly MonitoredVisit[], part: ReturnType<typeof exact>): MonitoredVisit[] {
  const sorted = [...visits].sort((a, b) => a.totalFen - b.totalFen || (a.settlementId < b.settlementId ? -1 : 1));
  let best: MonitoredVisit[] = [];
  for (const [from, smallest] of sorted.entries()) {
    const alike = sorted.slice(from).filter((visit) => part.times(visit.totalFen).lte(smallest.totalFen));
    if (alike.length > best.length) best = alike;
  }
  return best;
}
