import { day, foreignKey, json, primaryKey, table, text } from '@/db/columns';
import type { YearUse } from '@/server/domain/benefit/year-use';
import { resident } from './registry';

/**
 * What a person's held visits have used of a benefit year, up to the last of them: the fold of the visits that come after goes on from here.
 * It is kept in the transaction that adjudicates them, and says nothing that the adjudications do not. There is none where a visit names
 * another one, by a refund or a referral: such a person's visits are folded from the first.
 */
export const benefitYear = table(
  'benefit_year',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    /** The year's first day. */
    firstDay: day().notNull(),
    used: json<YearUse>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.residentId, t.firstDay] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
