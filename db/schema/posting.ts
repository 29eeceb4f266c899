import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { postingKinds } from '@/server/domain/posting/posting';
import { institution } from './registry';

/** 派驻与进修: who of one institution worked, taught or learned at another. A wrong row is withdrawn, never removed. */
export const posting = table(
  'posting',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    kind: code(postingKinds).notNull(),
    fromInstitutionCode: text().notNull(),
    toInstitutionCode: text().notNull(),
    personName: text().notNull(),
    title: text().notNull(),
    subject: text(),
    fromDay: day().notNull(),
    toDay: day().notNull(),
    times: count().notNull(),
    people: count().notNull(),
    note: text(),
    /** Given by the client, so that a retry after a time-out finds the row it already wrote. */
    requestKey: text().notNull(),
    recordedAt: instant().notNull(),
    recordedByName: text().notNull(),
    withdrawnAt: instant(),
    withdrawnReason: text(),
    version: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('posting_request').on(t.regionCode, t.requestKey),
    // What was withdrawn may be written anew, put right.
    uniqueIndex('posting_once')
      .on(t.regionCode, t.fromInstitutionCode, t.toInstitutionCode, t.kind, t.personName, t.fromDay)
      .where(sql`${t.withdrawnAt} is null`),
    index('posting_by_day').on(t.regionCode, t.fromDay),
    foreignKey({ columns: [t.regionCode, t.fromInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.toInstitutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    check('posting_counts', sql`${t.times} > 0 and ${t.people} >= 0`),
  ],
);
