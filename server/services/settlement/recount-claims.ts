import { setImmediate } from 'node:timers/promises';
import type { Queryable } from '@/db';
import { findAccountsEnd } from '@/db/queries/closed-month';
import { type AccountSum, claimsOf, listPaidAhead, sumClaims } from '@/db/queries/settlement-books';
import { addMonths, type Month } from '@/server/domain/kernel/calendar-day';
import type { YearClaim } from '@/server/domain/settlement/year-books';

/** How many entries are added up at once, beside the rest of the last one's account. The embedded engine answers in the thread that asks. */
const entriesAtOnce = 10_000;

/**
 * What `listYearClaims` says, from the entries alone: for those who do not take the word of the totals for it. Both months are included. A year's
 * entries are added up some at a time, with others in between.
 */
export async function recountYearClaims(q: Queryable, regionCode: string, from: Month, to: Month): Promise<YearClaim[]> {
  const sums: AccountSum[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) sums.push(...(await recountMonth(q, regionCode, month)));
  return claimsOf([...sums, ...(await listPaidAhead(q, regionCode, from, to))]);
}

async function recountMonth(q: Queryable, regionCode: string, month: Month): Promise<AccountSum[]> {
  const sums: AccountSum[] = [];
  const endAfter = (account: string) => findAccountsEnd(q, regionCode, month, account, entriesAtOnce);
  let after = '';
  for (let upTo = await endAfter(after); upTo !== null; upTo = await endAfter(after)) {
    await setImmediate();
    sums.push(...(await sumClaims(q, regionCode, month, { after, upTo })));
    after = upTo;
  }
  return sums;
}
