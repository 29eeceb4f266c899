import type { Tx } from '@/db';
import { isReferralNumberTaken } from '@/db/queries/referral';
import type { Day } from '@/server/domain/kernel/calendar-day';
import { referralNumberOf } from '@/server/domain/referral/number';

/** The first number of a referral's id that no other referral of the region has. */
export async function freeNumber(tx: Tx, regionCode: string, day: Day, id: string): Promise<string> {
  for (let attempt = 0; ; attempt += 1) {
    const number = referralNumberOf(regionCode, day, id, attempt);
    if (!(await isReferralNumberTaken(tx, regionCode, number))) return number;
  }
}
