import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { specialtyMemberKinds } from '@/server/domain/quota/specialty';
import { institution } from './registry';

/** 专科联盟: a hospital's departments whose reserved places are shared with institutions outside its own alliance, from a day to a day. */
export const specialtyAlliance = table(
  'specialty_alliance',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    hospitalCode: text().notNull(),
    fromDay: day().notNull(),
    toDay: day(),
    version: count().notNull(),
    foundedAt: instant().notNull(),
    foundedByName: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('specialty_alliance_by_hospital').on(t.regionCode, t.hospitalCode),
    foreignKey({ columns: [t.regionCode, t.hospitalCode], foreignColumns: [institution.regionCode, institution.code] }),
    check('specialty_alliance_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);

/** The hospital's departments it shares. */
export const specialtyDepartment = table(
  'specialty_department',
  { regionCode: text().notNull(), specialtyId: text().notNull(), departmentCode: text().notNull(), departmentName: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.specialtyId, t.departmentCode] }),
    foreignKey({ columns: [t.regionCode, t.specialtyId], foreignColumns: [specialtyAlliance.regionCode, specialtyAlliance.id] }),
  ],
);

/** Who may take its places beside the hospital's own alliance: an institution with those under it, or a whole alliance, from a day to a day. */
export const specialtyMember = table(
  'specialty_member',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    specialtyId: text().notNull(),
    kind: code(specialtyMemberKinds).notNull(),
    /** An institution's code or an alliance's id. */
    memberId: text().notNull(),
    fromDay: day().notNull(),
    toDay: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // Of two at once the index lets one in: somebody is a member once at a time.
    uniqueIndex('specialty_member_open').on(t.regionCode, t.specialtyId, t.kind, t.memberId).where(sql`${t.toDay} is null`),
    index('specialty_member_of').on(t.regionCode, t.kind, t.memberId),
    foreignKey({ columns: [t.regionCode, t.specialtyId], foreignColumns: [specialtyAlliance.regionCode, specialtyAlliance.id] }),
    check('specialty_member_days_in_order', sql`${t.fromDay} <= ${t.toDay}`),
  ],
);
