import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { aboutVisits, settledMonth, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * 因病返贫致贫早预警: what a person paid themselves this calendar year passes their line in this month. Exactly the line has not
 * passed it; whoever was above it before the month was told of then.
 */
export function detectBurden(person: PersonMonth, terms: MonitoringTerms): FoundOf<'self_paid_burden'>[] {
  const { before, inMonth, lowIncome, month, residentId } = person;
  const lineFen = (lowIncome ? terms.lowIncomeSelfPaidLine : terms.selfPaidLine).value;
  const selfPaidFen = before.selfPaidFen + inMonth.selfPaidFen;
  if (before.selfPaidFen > lineFen || selfPaidFen <= lineFen) return [];
  const visits = person.visits.filter((visit) => settledMonth(visit) === month);
  const facts = { selfPaidFen, totalFen: before.totalFen + inMonth.totalFen, lineFen, lowIncome: lowIncome ? 1 : 0 } as const;
  return [{ ...aboutVisits('self_paid_burden', person, visits, facts, `${residentId} ${month.slice(0, 4)}`), amountFen: selfPaidFen }];
}
