import { sumClasses, sumPosted, sumRecords } from '@/db/queries/reconciliation';
import { listClosedMonths } from '@/db/queries/period';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { monthsOfYear } from '@/server/domain/month/close-month';
import { openClasses } from '@/server/domain/reconciliation/comparison';
import { type LedgerTie, type Totals, tieOut } from '@/server/domain/reconciliation/tie-out';
import type { ServiceContext } from '../context';
import { permit } from '../permit';

export interface MonthComparison extends Omit<Totals, 'classes'> {
  readonly month: Month;
  readonly closed: boolean;
  /** Records whose difference asks for attention. */
  readonly differing: number;
  readonly ledger: LedgerTie;
  readonly ties: boolean;
}

/** The twelve months of a year side by side; each ties to the books by itself. */
export function listReconciliationMonths(context: ServiceContext, year: string): Promise<MonthComparison[]> {
  const reach = permit(context, 'reconciliation:read');
  const months = monthsOfYear(year);
  const span = { from: `${year}-01`, to: `${year}-12` };
  return context.store.snapshot(async (q) => {
    const sums = await sumClasses(q, reach, span);
    const posted = await sumPosted(q, reach, span);
    const control = await sumRecords(q, reach, span);
    const closed = new Set(await listClosedMonths(q, reach.regionCode));
    return months.map((month) => {
      const own = sums.filter((sum) => sum.month === month);
      const { total, ledger, ties } = tieOut({ from: month, to: month, institutionCodes: [], sums: own, posted, control: control.filter((sum) => sum.month === month) });
      const { classes, ...rest } = total;
      return { ...rest, month, closed: closed.has(month), differing: openClasses.reduce((count, name) => count + classes[name].visits, 0), ledger, ties };
    });
  });
}
