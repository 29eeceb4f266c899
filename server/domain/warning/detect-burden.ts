import type { Fen } from '@/server/domain/kernel/money';
import type { MonitoringTerms } from '@/server/domain/policy/monitoring-terms';
import { aboutVisits, settledMonth, type PersonMonth } from './person-month';
import type { FoundOf } from './warning';

/**
 * 因病返贫致贫早预警: what a person paid themselves this calendar year passes their line in this month. Exactly the line has not
 * passed it; whoever was above theirs before the month was told of then. A line that came down with a new class of low income is passed in the first
 * month in which the person is seen with it.
 */
export function detectBurden(person: PersonMonth, terms: MonitoringTerms): FoundOf<'self_paid_burden'>[] {
  const { before, inMonth, lowIncome, wasLowIncome, month, residentId } = person;
  const lineFen = lineOf(lowIncome, terms);
  const selfPaidFen = before.selfPaidFen + inMonth.selfPaidFen;
  if (before.selfPaidFen > lineOf(wasLowIncome, terms) || selfPaidFen <= lineFen) return [];
  const visits = person.visits.filter((visit) => settledMonth(visit) === month);
  const facts = { selfPaidFen, totalFen: before.totalFen + inMonth.totalFen, lineFen, lowIncome: lowIncome ? 1 : 0 } as const;
  return [{ ...aboutVisits('self_paid_burden', person, visits, facts, `${residentId} ${month.slice(0, 4)}`), amountFen: selfPaidFen }];
}

function lineOf(lowIncome: boolean, terms: MonitoringTerms): Fen {
  return (lowIncome ? terms.lowIncomeSelfPaidLine : terms.selfPaidLine).value;
}
