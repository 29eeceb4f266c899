import { setImmediate } from 'node:timers/promises';
import { findAccountsEnd, keepTotalled, totalAccounts } from '@/db/queries/closed-month';
import { addPaidPersons } from '@/db/queries/paid-person';
import type { Tx } from '@/db';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Month } from '@/server/domain/kernel/calendar-day';

/** How many entries are added up at once, beside the rest of the last one's account. */
const entriesAtOnce = 1000;

/** Adds up what visits moved in a month that has just been closed, and what each pool paid for whom, some accounts at a time with others in between. */
export async function totalClosedMonth(tx: Tx, regionCode: string, month: Month, at: Instant): Promise<void> {
  const endAfter = (account: string) => findAccountsEnd(tx, regionCode, month, account, entriesAtOnce);
  let after = '';
  for (let upTo = await endAfter(after); upTo !== null; upTo = await endAfter(after)) {
    await totalAccounts(tx, regionCode, month, { after, upTo });
    await setImmediate();
    await addPaidPersons(tx, regionCode, month, { after, upTo });
    await setImmediate();
    after = upTo;
  }
  await keepTotalled(tx, regionCode, month, at);
}
