import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, json, primaryKey, table, text } from '@/db/columns';
import { carePlanStatuses, careTaskEnds, careTaskKinds, readmissionSources } from '@/server/domain/care-plan/codes';
import type { CarePlanContent } from '@/server/domain/care-plan/plan';
import { type Measurements, servicePlaces } from '@/server/domain/fulfilment/service';
import { referral } from './referral';
import { institution, resident } from './registry';

/** 接续计划: what a hospital hands to the team at home with a referral that comes back or goes down. */
export const carePlan = table(
  'care_plan',
  {
    regionCode: text().notNull(),
    referralId: text().notNull(),
    residentId: text().notNull(),
    /** Who writes it. */
    hospitalCode: text().notNull(),
    /** Whose team goes on with it. */
    homeCode: text().notNull(),
    status: code(carePlanStatuses).notNull(),
    content: json<CarePlanContent>().notNull(),
    /** 0 while it is a draft. */
    revision: count().notNull(),
    savedAt: instant().notNull(),
    savedByName: text().notNull(),
    handedOverAt: instant(),
    dischargedOn: day(),
    bedDaysFreed: count().notNull().default(0),
    readmittedOn: day(),
    readmissionSource: code(readmissionSources),
    readmissionRef: text(),
    version: count().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.referralId] }),
    index('care_plan_by_resident').on(t.regionCode, t.residentId),
    index('care_plan_by_hospital').on(t.regionCode, t.hospitalCode, t.dischargedOn),
    index('care_plan_by_home').on(t.regionCode, t.homeCode, t.dischargedOn),
    // Who may still come back to hospital within the window.
    index('care_plan_watched').on(t.regionCode, t.dischargedOn).where(sql`readmitted_on is null`),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [referral.regionCode, referral.id] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.hospitalCode], foreignColumns: [institution.regionCode, institution.code] }),
    foreignKey({ columns: [t.regionCode, t.homeCode], foreignColumns: [institution.regionCode, institution.code] }),
    check('care_plan_freed_not_negative', sql`${t.bedDaysFreed} >= 0`),
  ],
);

/** Every wording that was handed over, word for word; only ever appended. */
export const carePlanRevision = table(
  'care_plan_revision',
  {
    regionCode: text().notNull(),
    referralId: text().notNull(),
    revision: count().notNull(),
    content: json<CarePlanContent>().notNull(),
    at: instant().notNull(),
    byName: text().notNull(),
    /** Why it was changed; null for the first. */
    reason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.referralId, t.revision] }),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [carePlan.regionCode, carePlan.referralId] }),
  ],
);

/** 接续任务: one thing the team at home does by a day. Whether it is due or late is a comparison with today. */
export const careTask = table(
  'care_task',
  {
    regionCode: text().notNull(),
    referralId: text().notNull(),
    key: text().notNull(),
    residentId: text().notNull(),
    homeCode: text().notNull(),
    kind: code(careTaskKinds).notNull(),
    title: text().notNull(),
    dueFrom: day().notNull(),
    dueOn: day().notNull(),
    endedAs: code(careTaskEnds),
    endedOn: day(),
    endedAt: instant(),
    endedByName: text(),
    place: code(servicePlaces),
    /** What was found, or why it was called off. */
    note: text(),
    measurements: json<Measurements>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.referralId, t.key] }),
    // What is open, in the order in which it is worked off.
    index('care_task_open').on(t.regionCode, t.homeCode, t.dueOn, t.referralId).where(sql`ended_as is null`),
    index('care_task_by_resident').on(t.regionCode, t.residentId, t.dueOn),
    foreignKey({ columns: [t.regionCode, t.referralId], foreignColumns: [carePlan.regionCode, carePlan.referralId] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.homeCode], foreignColumns: [institution.regionCode, institution.code] }),
  ],
);
