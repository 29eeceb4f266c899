import { countPoint } from '@/db/queries/coverage';
import { type Day, type Month, addMonths, lastDayOf } from '@/server/domain/kernel/calendar-day';
import type { DecimalText } from '@/server/domain/kernel/money';
import { rateOf } from '@/server/domain/monitoring/coverage-board';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface TrendPoint {
  readonly month: Month;
  /** The month's last day, or the day that is asked about. */
  readonly on: Day;
  readonly residents: number;
  readonly signed: number;
  readonly rate: DecimalText | null;
  readonly keyResidents: number;
  readonly keySigned: number;
  readonly keyRate: DecimalText | null;
}

const shownMonths = 12;

/** Coverage within reach at the end of each of twelve months up to a day. */
export function getTrend(context: ServiceContext, input: { readonly on: Day | null }): Promise<TrendPoint[]> {
  const reach = permit(context, 'coverage:read');
  const until = input.on !== null && input.on < today(context) ? input.on : today(context);
  const last = until.slice(0, 7);
  return context.store.snapshot(async (q) => {
    const points: TrendPoint[] = [];
    for (let back = shownMonths - 1; back >= 0; back -= 1) {
      const month = addMonths(last, -back);
      const on = month === last ? until : lastDayOf(month);
      const all = await countPoint(q, reach, on, 'all');
      const key = await countPoint(q, reach, on, 'any');
      points.push({ month, on, ...all, rate: rateOf(all.signed, all.residents), keyResidents: key.residents, keySigned: key.signed, keyRate: rateOf(key.signed, key.residents) });
    }
    return points;
  });
}
