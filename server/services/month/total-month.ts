import { setImmediate } from 'node:timers/promises';
import { findAccountAfter, keepTotalled, totalAccount } from '@/db/queries/closed-month';
import { addPaidPersons, listClaimAccounts } from '@/db/queries/paid-person';
import type { Tx } from '@/db';
import type { Instant } from '@/server/domain/kernel/instant';
import type { Month } from '@/server/domain/kernel/calendar-day';

/** Adds up what visits moved in a month that has just been closed, and what each pool paid for whom, an account at a time with others in between. */
export async function totalClosedMonth(tx: Tx, regionCode: string, month: Month, at: Instant): Promise<void> {
  for (let account = await findAccountAfter(tx, regionCode, month, ''); account !== null; account = await findAccountAfter(tx, regionCode, month, account)) {
    await totalAccount(tx, regionCode, month, account);
    await setImmediate();
  }
  await keepTotalled(tx, regionCode, month, at);
  for (const account of await listClaimAccounts(tx, regionCode, month)) {
    await addPaidPersons(tx, regionCode, month, account);
    await setImmediate();
  }
}
