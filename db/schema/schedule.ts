import { sql } from 'drizzle-orm';
import { check, code, count, day, flag, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { exceptionEffects } from '@/server/domain/quota/schedule';
import { capacityKinds } from '@/server/domain/quota/slot';
import { institution } from './registry';

/** 专家、检查设备、病区: what a hospital has capacity of. One that is closed keeps its name in what was published. */
export const capacityResource = table(
  'capacity_resource',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    kind: code(capacityKinds).notNull(),
    departmentCode: text().notNull(),
    departmentName: text().notNull(),
    name: text().notNull(),
    /** A specialist's title, a device's room or model; what else tells it apart. */
    note: text(),
    closedOn: day(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('capacity_resource_once').on(t.regionCode, t.institutionCode, t.departmentCode, t.name).where(sql`${t.closedOn} is null`),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);

/** 排班: a resource's week, from a day on and perhaps to one; the clock makes a session of it for each day it falls on. */
export const capacitySchedule = table(
  'capacity_schedule',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    resourceId: text().notNull(),
    /** 1 is Monday, 7 is Sunday. */
    weekdays: json<number[]>().notNull(),
    /** `HH:mm` in Shanghai; a ward's is when it admits. */
    fromTime: text().notNull(),
    toTime: text().notNull(),
    capacity: count().notNull(),
    urgentOnly: flag().notNull(),
    onHolidays: flag().notNull(),
    publicLeadDays: count().notNull(),
    validFrom: day().notNull(),
    validTo: day(),
    version: count().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('capacity_schedule_of_resource').on(t.regionCode, t.resourceId),
    foreignKey({ columns: [t.regionCode, t.resourceId], foreignColumns: [capacityResource.regionCode, capacityResource.id] }),
    check('capacity_schedule_some', sql`${t.capacity} > 0`),
  ],
);

/** 停诊、加减号: days on which a whole hospital or one resource departs from its week. */
export const scheduleException = table(
  'schedule_exception',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    institutionCode: text().notNull(),
    /** Null: everything of the hospital. */
    resourceId: text(),
    fromDay: day().notNull(),
    toDay: day().notNull(),
    effect: code(exceptionEffects).notNull(),
    capacity: count(),
    reason: text().notNull(),
    recordedAt: instant().notNull(),
    recordedBy: text().notNull(),
    withdrawnAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    index('schedule_exception_by_day').on(t.regionCode, t.institutionCode, t.toDay),
    foreignKey({ columns: [t.regionCode, t.institutionCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.resourceId], foreignColumns: [capacityResource.regionCode, capacityResource.id] }),
    check('schedule_exception_capacity', sql`(${t.effect} = 'capacity') = (${t.capacity} is not null)`),
  ],
);
