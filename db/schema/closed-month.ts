import { sql } from 'drizzle-orm';
import { fen, index, month, primaryKey, table, text } from '@/db/columns';

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

/**
 * What each pool paid for each person in the closed months of a year, added to when a month is closed. Whose a visit is can change after
 * that by a merge of two records, which counts both of them anew.
 */
export const paidPerson = table(
  'paid_person',
  { regionCode: text().notNull(), year: text().notNull(), pool: text().notNull(), residentId: text().notNull(), amountFen: fen().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.year, t.pool, t.residentId] }),
    index('paid_person_counted').on(t.regionCode, t.year, t.pool).where(sql`${t.amountFen} > 0`),
    index('paid_person_by_resident').on(t.regionCode, t.residentId),
  ],
);
