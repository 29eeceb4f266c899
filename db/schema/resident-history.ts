import { sql } from 'drizzle-orm';
import { check, code, day, flag, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { insutypes, keyGroups } from '@/server/domain/registry/codes';
import { guardianRelations, householdRelations } from '@/server/domain/registry/household';
import { changeSources, changedFields, type ChangeValue } from '@/server/domain/registry/resident-change';
import { resident } from './registry';

/**
 * 参保: what a resident is insured as, day by day. Each row holds from its day to the day before the next one; toDay says so
 * again for those who count by SQL, and is written by the same function.
 */
export const coveragePeriod = table(
  'coverage_period',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    fromDay: day().notNull(),
    /** The last day; null while no end is known. */
    toDay: day(),
    /** Null: not insured in the region. */
    insutype: code(insutypes),
    retired: flag().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.residentId, t.fromDay] }),
    index('coverage_period_by_day').on(t.regionCode, t.fromDay),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('coverage_period_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/**
 * 重点人群, day by day and group by group. A row with `member` false says that the person left the group; groups told by age are
 * never stored, because the birth day says them.
 */
export const residentKeyGroup = table(
  'resident_key_group',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    keyGroup: code(keyGroups).notNull(),
    fromDay: day().notNull(),
    /** The last day; null while no end is known. */
    toDay: day(),
    member: flag().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.residentId, t.keyGroup, t.fromDay] }),
    index('resident_key_group_by_day').on(t.regionCode, t.fromDay),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('resident_key_group_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/** 迁出: the days on which a resident does not live in the region. */
export const residentAbsence = table(
  'resident_absence',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    fromDay: day().notNull(),
    /** The last day away; null while they have not come back. */
    toDay: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.residentId, t.fromDay] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('resident_absence_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/** 家庭: people who live together and are signed together. */
export const household = table(
  'household',
  { regionCode: text().notNull(), id: text().notNull(), address: text(), createdAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.regionCode, t.id] })],
);

/** Nobody is in two households; each has at most one head. */
export const householdMember = table(
  'household_member',
  {
    regionCode: text().notNull(),
    residentId: text().notNull(),
    householdId: text().notNull(),
    relation: code(householdRelations).notNull(),
    joinedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.residentId] }),
    index('household_member_by_household').on(t.regionCode, t.householdId),
    uniqueIndex('household_head').on(t.regionCode, t.householdId).where(sql`${t.relation} = 'head'`),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.householdId], foreignColumns: [household.regionCode, household.id] }),
  ],
);

/** 监护人: who consents for a resident, and from when to when; somebody registered, or a person with name, number and phone. */
export const guardian = table(
  'guardian',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    /** Set when the guardian is a resident of the region. */
    guardianResidentId: text(),
    name: text().notNull(),
    relation: code(guardianRelations).notNull(),
    certType: text(),
    identitySealed: text(),
    phoneSealed: text(),
    fromDay: day().notNull(),
    /** The last day; null while no end is known. */
    toDay: day(),
    recordedAt: instant().notNull(),
    recordedByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('guardian_by_resident').on(t.regionCode, t.residentId),
    index('guardian_by_guardian').on(t.regionCode, t.guardianResidentId),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.guardianResidentId], foreignColumns: [resident.regionCode, resident.id] }),
    check('guardian_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/** What became of a resident's record: each field that changed, from what to what, why and by whom. Never changed or deleted. */
export const residentChange = table(
  'resident_change',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    residentId: text().notNull(),
    field: code(changedFields).notNull(),
    day: day(),
    /** As far as it may be shown; numbers and phones are masked here and sealed beside. */
    before: json<ChangeValue>(),
    after: json<ChangeValue>(),
    beforeSealed: text(),
    afterSealed: text(),
    reason: text(),
    source: code(changeSources).notNull(),
    at: instant().notNull(),
    byName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('resident_change_by_resident').on(t.regionCode, t.residentId, t.at),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
  ],
);
