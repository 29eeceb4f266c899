import { listMonthsToScan } from '@/db/queries/warning-facts';
import { addMonths, monthOf } from '@/server/domain/kernel/calendar-day';
import { mostMonths } from '@/server/domain/warning/finding';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';
import { type ScannedMonth, scanWarnings } from './scan-warnings';

/** What the clock does after a month was closed, and again when news about a closed month has come. Usually there is nothing to do. */
export async function scanClosedMonths(context: ServiceContext): Promise<readonly ScannedMonth[]> {
  const { regionCode } = permit(context, 'warning:work');
  const oldest = addMonths(monthOf(today(context)), -mostMonths);
  const scanned: ScannedMonth[] = [];
  for (const month of await listMonthsToScan(context.store.reads, regionCode, oldest)) {
    const outcome = await scanWarnings(context, { from: month, to: month });
    // A month before the region's first policy has nothing to be scanned by.
    if (outcome.ok) scanned.push(...outcome.value);
  }
  return scanned;
}
