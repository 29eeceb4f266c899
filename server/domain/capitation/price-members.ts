import { allocate } from '@/server/domain/kernel/allocate';
import { type Month, daysOfMonth } from '@/server/domain/kernel/calendar-day';
import { exact, roundHalfUp, sumFen, type Exact } from '@/server/domain/kernel/money';
import { citationOf, inCount, inFen, inNumber, inText, type WorkingStep } from '@/server/domain/policy/cited';
import type { CapitationTerms } from '@/server/domain/policy/policy-version';
import { insutypes, type Insutype } from '@/server/domain/registry/codes';
import { cellCode, type CountedCell } from './count-members';
import type { MemberCell } from './member-month';

/**
 * The income of counted cells. Each insurance type's income is rounded once and dealt to its cells by weighted heads, so
 * that cells, teams and institutions add up to it.
 */
export function priceMembers(
  cells: readonly CountedCell[],
  terms: CapitationTerms,
  month: Month,
): { readonly cells: readonly MemberCell[]; readonly working: readonly WorkingStep[] } {
  const priced = insutypes.map((insutype) => priceInsutype(insutype, cells.filter((cell) => cell.insutype === insutype), terms, daysOfMonth(month)));
  const incomes = new Map(priced.flatMap(({ incomes }) => incomes));
  return {
    cells: cells.map((cell) => ({ ...cell, incomeFen: incomes.get(cellCode(cell)) ?? 0 })),
    working: priced.map(({ step }) => step),
  };
}

function priceInsutype(insutype: Insutype, cells: readonly CountedCell[], terms: CapitationTerms, days: number) {
  // A head is a month of days, so days are weighed and divided once, at the end.
  const weighted = cells.map((cell) => weightOf(cell, terms).times(cell.memberDays));
  const weightedDays = weighted.reduce((sum, each) => sum.plus(each), exact(0));
  const memberDays = sumFen(cells.map((cell) => cell.memberDays));
  const rate = terms.ratePerMonth[insutype];
  // Scaling the weights to the heads leaves the total at heads × rate; without any weight there is nothing to scale.
  const paidDays = terms.normaliseWeights.value && !weightedDays.isZero() ? exact(memberDays) : weightedDays;
  const incomeFen = roundHalfUp(paidDays.times(rate.value).dividedBy(days));
  const shares = allocate(incomeFen, cells.map((cell, index) => ({ code: cellCode(cell), weight: weighted[index] ?? 0 })));
  const step: WorkingStep = {
    step: 'capitation.income',
    ...citationOf(rate),
    formula: formulaOf(terms),
    operands: {
      insutype: inText(insutype),
      ...(terms.countDay.value === 'daily'
        ? { memberDays: inCount(memberDays), weightedDays: inNumber(weightedDays.toString()), days: inCount(days) }
        : { heads: inCount(memberDays / days), weightedHeads: inNumber(weightedDays.dividedBy(days).toString()) }),
      rate: inFen(rate.value),
    },
    result: inFen(incomeFen),
  };
  return { step, incomes: cells.map((cell, index): [string, number] => [cellCode(cell), shares[index] ?? 0]) };
}

function formulaOf({ countDay, normaliseWeights }: CapitationTerms): string {
  if (countDay.value === 'daily') return normaliseWeights.value ? 'income = half-up(member days ÷ days × rate)' : 'income = half-up(weighted member days ÷ days × rate)';
  return normaliseWeights.value ? 'income = half-up(heads × rate)' : 'income = half-up(weighted heads × rate)';
}

function weightOf(cell: CountedCell, terms: CapitationTerms): Exact {
  const weight = terms.ageBands.find((band) => band.id === cell.ageBand)?.weight.value[cell.sex] ?? '0';
  return exact(weight).times(cell.inKeyGroup ? terms.keyGroupFactor.value : 1);
}
