import { sql } from 'drizzle-orm';
import { check, code, count, day, foreignKey, index, instant, primaryKey, table, text, uniqueIndex } from '@/db/columns';
import { contractChannels, contractStatuses, terminationReasons } from '@/server/domain/contract/contract';
import { resident, team } from './registry';

/**
 * 家庭医生签约: in force from startDay to endDay, both included; ending one early moves endDay and keeps why. One that was ended before it
 * began covers no day: its endDay is the day before its startDay.
 */
export const contract = table(
  'contract',
  {
    regionCode: text().notNull(),
    id: text().notNull(),
    number: text().notNull(),
    residentId: text().notNull(),
    teamId: text().notNull(),
    institutionCode: text().notNull(),
    practitionerId: text().notNull(),
    termYears: count().notNull(),
    startDay: day().notNull(),
    endDay: day().notNull(),
    status: code(contractStatuses).notNull(),
    signedAt: instant().notNull(),
    signedBy: text().notNull(),
    /** Given by the client, so that a retry after a time-out finds the contract it already made. */
    requestKey: text().notNull(),
    endedReason: code(terminationReasons),
    endedAt: instant(),
    /** The one it follows by renewal, transfer or correction. */
    previousContractId: text(),
    channel: code(contractChannels).notNull().default('desk'),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    uniqueIndex('contract_number').on(t.regionCode, t.number),
    uniqueIndex('contract_request').on(t.regionCode, t.requestKey),
    index('contract_by_resident').on(t.regionCode, t.residentId, t.startDay),
    index('contract_by_team').on(t.regionCode, t.teamId, t.status, t.endDay),
    index('contract_by_practitioner').on(t.regionCode, t.practitionerId, t.status),
    index('contract_by_previous').on(t.regionCode, t.previousContractId),
    index('contract_by_start').on(t.regionCode, t.startDay),
    index('contract_by_end').on(t.regionCode, t.endDay),
    index('contract_by_institution').on(t.regionCode, t.institutionCode, t.status, t.endDay),
    foreignKey({ columns: [t.regionCode, t.residentId], foreignColumns: [resident.regionCode, resident.id] }),
    foreignKey({ columns: [t.regionCode, t.teamId], foreignColumns: [team.regionCode, team.id] }),
    check('contract_days_in_order', sql`${t.startDay} <= ${t.endDay} or ${t.status} = 'terminated'`),
  ],
);

/** 服务包: what a contract was signed for, the main one at place 0. */
export const contractPackage = table(
  'contract_package',
  { regionCode: text().notNull(), contractId: text().notNull(), place: count().notNull(), packageCode: text().notNull() },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.contractId, t.packageCode] }),
    index('contract_package_by_code').on(t.regionCode, t.packageCode),
    foreignKey({ columns: [t.regionCode, t.contractId], foreignColumns: [contract.regionCode, contract.id] }),
  ],
);

/**
 * One row a person, whatever region they sign in: whoever writes a contract of theirs takes hold of it first, so that of two at
 * once only one goes on. It is keyed by the identity's blind index alone, so that two regions meet in it, and holds the latest
 * last day; `claimed_term` holds the days.
 */
export const contractClaim = table('contract_claim', {
  identityIndex: text().primaryKey(),
  regionCode: text().notNull(),
  contractId: text().notNull(),
  endDay: day().notNull(),
  /** Moved by each write, so that two of them are never blind to each other. */
  revision: count().notNull().default(0),
});

/** The days that each contract of a person covers, of every region: no two of a person may share one. */
export const claimedTerm = table(
  'claimed_term',
  {
    identityIndex: text().notNull(),
    contractId: text().notNull(),
    regionCode: text().notNull(),
    startDay: day().notNull(),
    endDay: day().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.identityIndex, t.regionCode, t.contractId] }),
    // Ending a contract looks its days up by itself: reading all of them would take hold of everybody's.
    index('claimed_term_by_contract').on(t.regionCode, t.contractId),
  ],
);
