import { warning as copy } from '@/app/_copy/warning';
import { yuanText } from '@/app/_ui/money';
import { unreachable } from '@/server/domain/kernel/outcome';
import type { WarningFacts, WarningKind } from '@/server/domain/warning/warning';

type Told = { [Kind in WarningKind]: { readonly kind: Kind; readonly facts: WarningFacts[Kind] } }[WarningKind];

/** What a finding rests on, in one sentence. */
export function factsText(finding: { readonly kind: WarningKind; readonly facts: WarningFacts[WarningKind] }): string {
  // Facts travel beside their kind; past JSON the compiler cannot see the pair any more.
  const told = finding as Told;
  const { facts } = copy;
  switch (told.kind) {
    case 'visit_after_death':
      return facts.visit_after_death(told.facts.daysAfterDeath);
    case 'outpatient_during_stay':
      return facts.outpatient_during_stay(told.facts.dayOfStay, told.facts.stayDays);
    case 'service_during_stay':
      return facts.service_during_stay(told.facts.services, told.facts.dayOfStay, told.facts.stayDays);
    case 'two_places_at_once':
      return facts.two_places_at_once(told.facts.minutesApart, told.facts.limitMinutes);
    case 'split_visits':
      return facts.split_visits(told.facts.settlements, yuanText(told.facts.smallestFen), yuanText(told.facts.largestFen));
    case 'unsigned_benefit':
      return facts.unsigned_benefit(yuanText(told.facts.reportedFen), yuanText(told.facts.oursFen));
    case 'signed_not_served':
      return facts.signed_not_served(told.facts.months);
    case 'self_paid_burden': {
      const { selfPaidFen, totalFen, lineFen, lowIncome } = told.facts;
      return facts.self_paid_burden(yuanText(selfPaidFen), totalFen === 0 ? '' : `${((100 * selfPaidFen) / totalFen).toFixed(1)}%`, yuanText(lineFen), lowIncome === 1);
    }
    case 'budget_overspend': {
      const { projectedFen, lowFen, highFen, budgetFen, months } = told.facts;
      const spentFen = months.reduce((sum, fen) => sum + fen, 0);
      const outlook = spentFen > budgetFen ? 'spent' : lowFen > budgetFen ? 'certain' : 'likely';
      return facts.budget_overspend(outlook, yuanText(projectedFen), yuanText(lowFen), yuanText(highFen), yuanText(budgetFen));
    }
    case 'long_prescription':
      return facts.long_prescription(told.facts.days, told.facts.limitDays);
    default:
      return unreachable(told);
  }
}
