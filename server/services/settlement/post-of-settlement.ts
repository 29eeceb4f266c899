import type { Tx } from '@/db';
import { type LedgerRow, insertEntries } from '@/db/queries/ledger';
import { readMonthBooks } from '@/db/queries/month';
import type { SettlementRow } from '@/db/queries/settlement';
import type { Month } from '@/server/domain/kernel/calendar-day';
import { type LedgerEntry, formatAccount } from '@/server/domain/ledger/account';
import type { StatementPosting } from '@/server/domain/settlement/post-statement';
import { postingMonth } from '../ledger/posting-month';

/** One balanced posting of a settlement, under an id of its own. */
export interface SettlementPosting extends StatementPosting {
  readonly postingId: string;
  readonly kind: 'settlement' | 'closing';
}

/** Posts what a settlement moves to the first open month, about the last month of its year. */
export async function postOfSettlement(tx: Tx, { regionCode, year }: Pick<SettlementRow, 'regionCode' | 'year'>, postings: readonly SettlementPosting[], postedAt: number): Promise<Month> {
  const originMonth = `${year}-12`;
  const month = postingMonth(originMonth, (await readMonthBooks(tx, regionCode)).closed);
  const rowOf = ({ postingId, kind, pool, institutionCode }: SettlementPosting, entry: LedgerEntry, line: number): LedgerRow => ({
    ...{ regionCode, postingId, line, month, originMonth, kind, pool, institutionCode, postedAt },
    ...{ account: formatAccount(entry.account), settlementId: null, amountFen: entry.amountFen },
  });
  await insertEntries(tx, postings.flatMap((posting) => posting.entries.map((entry, line) => rowOf(posting, entry, line))));
  return month;
}
