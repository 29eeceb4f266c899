import { sql } from 'drizzle-orm';
import { check, code, count, day, flag, foreignKey, index, instant, json, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { type Measurements, renewalContactKinds, renewalResults, servicePlaces } from '@/server/domain/fulfilment/service';
import { contract } from './contract';
import { practitioner, resident } from './registry';

/** 履约记录: one item given on a day. Never deleted: what was recorded in error is withdrawn and says why. */
export const serviceRecord = table(
  'service_record',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    contractId: text().notNull(),
    residentId: text().notNull(),
    /** The contract's team and institution when it was recorded. */
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    packageCode: text().notNull(),
    itemCode: text().notNull(),
    day: day().notNull(),
    /** First day of the contract's year that the day lies in, whose count it takes. */
    yearStart: day().notNull(),
    practitionerId: text().notNull(),
    place: code(servicePlaces).notNull(),
    bySubstitute: flag().notNull(),
    beyondPackage: flag().notNull(),
    note: text(),
    measurements: json<Measurements>().notNull(),
    /** Given by the client; with the item, so that a retry after a time-out finds what it already recorded. */
    requestKey: text().notNull(),
    recordedBy: text().notNull(),
    recordedAt: instant().notNull(),
    withdrawnBy: text(),
    withdrawnAt: instant(),
    withdrawnReason: text(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('service_record_request').on(t.regionCode, t.requestKey, t.contractId, t.itemCode),
    // Once a day: what is entered twice is one service, and the index is the last word on it.
    uniqueIndex('service_record_once_a_day').on(t.regionCode, t.contractId, t.itemCode, t.day).where(sql`withdrawn_at is null`),
    index('service_record_by_resident').on(t.regionCode, t.residentId, t.day),
    index('service_record_by_institution').on(t.regionCode, t.institutionCode, t.day),
    index('service_record_by_day').on(t.regionCode, t.day),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.practitionerId], foreignColumns: [practitioner.regionCode, practitioner.id] }),
  ],
);

/** How often a counted item was given within its package in a year of a contract; moved only by conditional updates. */
export const serviceCount = table(
  'service_count',
  { regionCode: text().notNull(), contractId: text().notNull(), yearStart: day().notNull(), itemCode: text().notNull(), used: count().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.contractId, t.yearStart, t.itemCode] }),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
    check('service_count_not_negative', sql`${t.used} >= 0`),
  ],
);

/**
 * One row a contract: what was given in all, and what its occasions below were planned for, so that a contract that changed since
 * is planned anew.
 */
export const contractFulfilment = table(
  'contract_fulfilment',
  {
    regionCode: text().notNull(),
    contractId: text().notNull(),
    residentId: text().notNull(),
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    startDay: day().notNull(),
    endDay: day().notNull(),
    /** Services that stand, within the packages or beyond. */
    given: count().notNull(),
    lastGivenDay: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.contractId] }),
    index('contract_fulfilment_by_institution').on(t.regionCode, t.institutionCode, t.given, t.startDay),
    index('contract_fulfilment_by_team').on(t.regionCode, t.teamId, t.given, t.startDay),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
    check('contract_fulfilment_not_negative', sql`${t.given} >= 0`),
  ],
);

/** Up to what a region's contracts were looked through for those that are to be planned, so that nothing new means no looking. */
export const planningPass = table('planning_pass', {
  regionCode: text().primaryKey(),
  /** What then was known of files, merged records and handovers, which change contracts of many at once. */
  seen: text().notNull(),
  passedAt: instant().notNull(),
});

/**
 * 随访应做: one occasion of a follow-up plan. Its days never move with the calendar, so whether it is due, late or missed is a
 * comparison with today and needs no clock.
 */
export const followUp = table(
  'follow_up',
  {
    regionCode: text().notNull(),
    contractId: text().notNull(),
    planCode: text().notNull(),
    /** First day on which a service makes it good. */
    opensOn: day().notNull(),
    itemCode: text().notNull(),
    residentId: text().notNull(),
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    /** On the worklist from here. */
    dueFrom: day().notNull(),
    /** Last day in time. */
    dueOn: day().notNull(),
    /** Last day on which it can still be made good; afterwards it is missed. */
    closesOn: day().notNull(),
    doneOn: day(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.contractId, t.planCode, t.opensOn] }),
    // What is open, by place and by team, in the order in which it is worked off.
    index('follow_up_open_by_institution').on(t.regionCode, t.institutionCode, t.dueOn, t.contractId).where(sql`done_on is null`),
    index('follow_up_open_by_team').on(t.regionCode, t.teamId, t.dueOn, t.contractId).where(sql`done_on is null`),
    index('follow_up_by_resident').on(t.regionCode, t.residentId),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);

/** 续签联系: each reminder that was sent and each call that was made about a contract that ends. */
export const renewalContact = table(
  'renewal_contact',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    contractId: text().notNull(),
    residentId: text().notNull(),
    kind: code(renewalContactKinds).notNull(),
    /** Null for a reminder. */
    result: code(renewalResults),
    note: text(),
    by: text().notNull(),
    at: instant().notNull(),
    /** The day of it, by which reminders keep their distance; with the kind, one a day. */
    day: day().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('renewal_contact_once_a_day').on(t.regionCode, t.contractId, t.kind, t.day),
    index('renewal_contact_by_resident').on(t.regionCode, t.residentId, t.day),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);
