import { sql } from 'drizzle-orm';
import { check, code, count, day, flag, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { capacityKinds, slotStatuses } from '@/server/domain/quota/slot';
import { institution } from './registry';

/** 出诊: one specialist's clinic, one device's hours or one ward's beds of a day, and the part reserved for the family-doctor side. */
export const clinicSession = table(
  'clinic_session',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    departmentCode: text().notNull(),
    departmentName: text().notNull(),
    resourceName: text().notNull(),
    day: day().notNull(),
    startsAt: instant().notNull(),
    endsAt: instant().notNull(),
    capacity: count().notNull(),
    reserved: count().notNull(),
    urgentOnly: flag().notNull().default(false),
    opensOn: day().notNull(),
    releaseAt: instant().notNull(),
    status: code(['published', 'cancelled']).notNull(),
    kind: code(capacityKinds).notNull().default('clinic'),
    resourceId: text(),
    scheduleId: text(),
    borrowAt: instant(),
    /** Counts what the hospital has changed, so that two who change at once notice each other. */
    version: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // A session that was called off may be published anew.
    uniqueIndex('clinic_session_once')
      .on(t.regionCode, t.institutionCode, t.departmentCode, t.resourceName, t.startsAt)
      .where(sql`${t.status} = 'published'`),
    // A pattern makes one session a day, whoever makes it; one that was called off is not made again.
    uniqueIndex('clinic_session_of_schedule').on(t.regionCode, t.scheduleId, t.day),
    // A ward's beds of a day are published once, whatever the hour.
    uniqueIndex('clinic_session_ward_day')
      .on(t.regionCode, t.institutionCode, t.departmentCode, t.resourceName, t.day)
      .where(sql`${t.kind} = 'ward' and ${t.status} = 'published'`),
    index('clinic_session_search').on(t.regionCode, t.departmentCode, t.kind, t.day),
    index('clinic_session_by_day').on(t.regionCode, t.institutionCode, t.day),
    index('clinic_session_of_resource').on(t.regionCode, t.resourceId, t.day),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    check('clinic_session_reserved', sql`${t.reserved} >= 0 and ${t.reserved} <= ${t.capacity}`),
  ],
);

/**
 * 预留号: one row a reserved slot, so that taking one is a single conditional update. A referral has at most one of
 * each part: one visit, one bed a day.
 */
export const slot = table(
  'slot',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    sessionId: text().notNull(),
    number: count().notNull(),
    institutionCode: text().notNull(),
    departmentCode: text().notNull(),
    startsAt: instant().notNull(),
    status: code(slotStatuses).notNull(),
    referralId: text(),
    expiresAt: instant(),
    kind: code(capacityKinds).notNull().default('clinic'),
    /** 'visit', or the bed of one day: what it is to a referral, which has at most one place of each part. */
    part: text().notNull().default('visit'),
    dealtTo: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('slot_number').on(t.regionCode, t.sessionId, t.number),
    uniqueIndex('slot_of_referral').on(t.regionCode, t.referralId, t.part).where(sql`${t.status} in ('held', 'booked', 'used')`),
    // When a referral's first place begins stands in this index alone.
    index('slot_of_referral_by_time').on(t.regionCode, t.referralId, t.startsAt).where(sql`${t.status} in ('held', 'booked', 'used')`),
    // Counting a session's free places reads this index alone.
    index('slot_free').on(t.regionCode, t.sessionId, t.status, t.dealtTo, t.expiresAt),
    index('slot_open').on(t.regionCode, t.startsAt).where(sql`${t.status} in ('free', 'held')`),
    foreignKey({ columns: [t.regionCode, t.sessionId], foreignColumns: [clinicSession.regionCode, clinicSession.id] }),
    check('slot_taken_by_someone', sql`(${t.status} in ('held', 'booked', 'used', 'no_show')) = (${t.referralId} is not null)`),
  ],
);
