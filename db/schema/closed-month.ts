import { fen, month, primaryKey, table, text } from '@/db/columns';

/**
 * What visits and their differences moved in a month, by account and institution, written when the month is closed and never
 * changed: nothing is posted to a closed month. The entries stay the truth, and the ledger's check adds them up again.
 */
export const closedMonthTotal = table(
  'closed_month_total',
  {
    regionCode: text().notNull(),
    month: month().notNull(),
    account: text().notNull(),
    /** Of a pool's own account too: at which institution its money went. */
    institutionCode: text().notNull(),
    pool: text().notNull(),
    amountFen: fen().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.month, t.account, t.institutionCode] })],
);
