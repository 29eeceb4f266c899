import { sql } from 'drizzle-orm';
import { check, code, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { identityClasses } from '@/server/domain/registry/identity-classes';
import { resident } from './registry';

/** 人员身份: the days on which a person holds a class, as the civil-affairs side told the bureau. */
export const residentIdentity = table(
  'resident_identity',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    identityClass: code(identityClasses).notNull(),
    fromDay: day().notNull(),
    /** The last day; null while no end is known. */
    toDay: day(),
    note: text(),
    recordedAt: instant().notNull(),
    recordedByName: text().notNull(),
    endedAt: instant(),
    endedByName: text(),
    /** Set when it turned out to be a mistake: the person never held it. */
    withdrawnAt: instant(),
    withdrawnReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('resident_identity_by_resident').on(t.regionCode, t.residentId),
    // Two clerks who record the same at once: one of them wins.
    uniqueIndex('resident_identity_open').on(t.regionCode, t.residentId, t.identityClass).where(sql`${t.toDay} is null and ${t.withdrawnAt} is null`),
    uniqueIndex('resident_identity_begins').on(t.regionCode, t.residentId, t.identityClass, t.fromDay).where(sql`${t.withdrawnAt} is null`),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('resident_identity_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);
