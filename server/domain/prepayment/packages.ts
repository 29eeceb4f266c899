import { allocate } from '@/server/domain/kernel/allocate';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type DecimalText, type Fen, exact } from '@/server/domain/kernel/money';
import { type Cited, type WorkingStep, citationOf, inCount, inFen, inRate } from '@/server/domain/policy/cited';
import { monthsOfYear } from '@/server/domain/month/close-month';

export interface PackageClaim {
  /** The year's budget of the payee, with its adjustments. */
  readonly yearFen: Fen;
  /** What other months of the year pay of it. */
  readonly otherMonthsFen: Fen;
}

export interface MonthPackage {
  readonly amountFen: Fen;
  readonly working: readonly WorkingStep[];
}

/**
 * 按月打包: what is left of a year's budget, dealt over this month and the later ones that have no package yet, so that the months
 * of the year add up to it whatever the budget was when they were paid. A month pays at most `limit` of the year; what is above
 * waits for the months after. A budget that was cut below what is paid takes money back.
 *
 * @param taken other months of the year that have a package.
 */
export function monthPackage({ yearFen, otherMonthsFen }: PackageClaim, month: Month, taken: readonly Month[], limit: Cited<DecimalText>): MonthPackage {
  const left = yearFen - otherMonthsFen;
  const months = [month, ...monthsOfYear(month.slice(0, 4)).filter((other) => other > month && !taken.includes(other))];
  const [dealt = 0] = allocate(left, months.map((code) => ({ code, weight: 1 })));
  const mostFen = exact(yearFen).times(limit.value).floor().toNumber();
  const amountFen = Math.min(dealt, mostFen);
  return {
    amountFen,
    working: [
      {
        step: 'capitation.package',
        ...citationOf(limit),
        formula: 'package = (year − other months) ÷ months left, at most year × limit',
        operands: { year: inFen(yearFen), otherMonths: inFen(otherMonthsFen), monthsLeft: inCount(months.length), limit: inRate(limit.value) },
        result: inFen(amountFen),
      },
    ],
  };
}
