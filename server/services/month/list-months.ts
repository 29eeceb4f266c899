import { type MonthSpending, listMonthMembers, listPeriods, listSpending, readMonthBooks } from '@/db/queries/month';
import { listPrepaymentHeads } from '@/db/queries/prepayment';
import { type Month, addMonths, monthOf } from '@/server/domain/kernel/calendar-day';
import { type Fen, sumFen } from '@/server/domain/kernel/money';
import type { Refusal } from '@/server/domain/kernel/outcome';
import { type MonthRefusal, decideMonthClose } from '@/server/domain/month/close-month';
import type { PrepaymentStatus } from '@/server/domain/prepayment/prepayment-run';
import { type ServiceContext, today } from '../context';
import { permit } from '../permit';

export interface MonthListRow {
  readonly month: Month;
  readonly status: 'open' | 'closed';
  readonly closedAt: number | null;
  /** Null until the month is closed. */
  readonly heads: number | null;
  readonly incomeFen: Fen | null;
  /** What was booked in the month for earlier ones; null until it is closed. */
  readonly correctionFen: Fen | null;
  /** What visits posted to the month cost the fund. */
  readonly feeForServiceFen: Fen;
  readonly byPool: readonly Pick<MonthSpending, 'pool' | 'feeForServiceFen'>[];
  readonly prepayment: { readonly status: PrepaymentStatus; readonly totalFen: Fen } | null;
  /** Why an open month cannot be closed now. */
  readonly whyNotClose: readonly Refusal<MonthRefusal['code']>[];
}

/** The months of a year's books as far as they have come, the latest first, over the institutions within reach. */
export async function listMonths(context: ServiceContext, year: string): Promise<MonthListRow[]> {
  const reach = permit(context, 'budget:read');
  const q = context.store.reads;
  const { regionCode } = reach;
  const books = await readMonthBooks(q, regionCode);
  const now = monthOf(today(context));
  const first = books.first ?? addMonths(now, -1);
  const [from, to] = [first > `${year}-01` ? first : `${year}-01`, now < `${year}-12` ? now : `${year}-12`];
  const closedAt = new Map((await listPeriods(q, regionCode)).map((row) => [row.month, row.closedAt]));
  const members = new Map((await listMonthMembers(q, reach)).map((row) => [row.month, row]));
  const spending = await listSpending(q, reach, from, to);
  const runs = new Map((await listPrepaymentHeads(q, reach)).map((row) => [row.month, row]));
  return monthsBetween(from, to).map((month) => {
    const isClosed = books.closed.has(month);
    const decision = decideMonthClose(month, today(context), books);
    const byPool = spending.filter((row) => row.month === month).map(({ pool, feeForServiceFen }) => ({ pool, feeForServiceFen }));
    const counted = members.get(month) ?? { heads: 0, incomeFen: 0, correctionFen: 0 };
    const run = runs.get(month);
    return {
      month,
      status: isClosed ? 'closed' : 'open',
      closedAt: closedAt.get(month) ?? null,
      heads: isClosed ? counted.heads : null,
      incomeFen: isClosed ? counted.incomeFen : null,
      correctionFen: isClosed ? counted.correctionFen : null,
      feeForServiceFen: sumFen(byPool.map((row) => row.feeForServiceFen)),
      byPool,
      prepayment: run ? { status: run.status, totalFen: run.totalFen } : null,
      whyNotClose: isClosed || decision.ok ? [] : decision.refusals,
    };
  });
}

function monthsBetween(from: Month, to: Month): Month[] {
  const months: Month[] = [];
  for (let month = to; month >= from; month = addMonths(month, -1)) months.push(month);
  return months;
}
